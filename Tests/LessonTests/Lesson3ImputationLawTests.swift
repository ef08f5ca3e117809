import Foundation
import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// What is put in whatever the order of the rows, and read back from files.
extension Lesson3ImputationTests {
  // MARK: the law

  static let analyzers: [any Analyzer] = [
    NumberAnalyzer<MedianSummary>(name: "median", figures: [.median]),
    NumberAnalyzer<MedianSummary>(name: "median", figures: [.median], elements: 2),
    NumberAnalyzer<MostFrequentSummary<Float>>(name: "most_frequent", figures: [.mostFrequent]),
    NumberAnalyzer<MostFrequentSummary<Float>>(name: "most_frequent", figures: [.mostFrequent], elements: 2),
  ]

  @Test func `what is put in and its bytes do not depend on any order, grouping or way through bytes`() throws
  {
    let pairs: [[Float]] = [
      [1, 2], [], [0, -0.0, 3, 3], [1e20, 1, 4, 0], [5, .nan, -.infinity, 2], [-3, 2],
    ]
    let floats = pairs.map { [FeatureValues(.float32($0), layout: .fixed(width: 2))] }
    for analyzer in Self.analyzers {
      let single = SingleValueAnalyzer(base: analyzer)
      try AccumulatorLaw(make: single.makeAccumulator, batches: floats).check(analyzer.name)
    }
    let integers = NumberAnalyzer<MostFrequentSummary<Int64>>(name: "most_frequent", figures: [.mostFrequent])
    let batches = [[3, -1], [], [.max, -1], [.min, 3], [0, 1 << 53]].map { [FeatureValues($0 as [Int64])] }
    try AccumulatorLaw(make: integers.makeAccumulator, batches: batches).check("integers")
    let texts = [["b", ""], ["\u{00FC}", "b"], [], ["a", "a"]].map {
      [FeatureValues(.string(ByteStrings($0)), layout: .fixed(width: 2))]
    }
    for elements in [nil, 2] {
      let analyzer = MostFrequentTextAnalyzer(elements: elements)
      try AccumulatorLaw(make: analyzer.makeAccumulator, batches: texts).check("texts")
    }
  }

  @Test func `bits of no finite number are refused`() throws {
    let analyzer = NumberAnalyzer<MostFrequentSummary<Float>>(name: "most_frequent", figures: [.mostFrequent])
    for bits in [UInt64(Float.nan.bitPattern), UInt64((-0.0 as Float).bitPattern), 1 << 40] {
      var encoder = StateEncoder()
      encoder.write([bits]) { encoder, bits in
        encoder.write(bits)
        encoder.write(1)
      }
      let error = #expect(throws: StateError.self) { try restored(analyzer, from: encoder.bytes) }
      #expect(error?.problem == "found bits that are no finite number's")
    }
  }

  @Test func `random columns get the most frequent and the middle one of their sorted values`() throws {
    var random = SplitMix64(seed: 3)
    for count in 1..<60 {
      let values = (0..<count).map { _ in Float(random.next() % 12) - 6 }
      let sorted = values.sorted()
      let median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
      #expect(try Self.statistic(values, .median).values == [median])
      let counts = Dictionary(grouping: values) { $0 }.mapValues(\.count)
      let most = counts.filter { $0.value == counts.values.max() }.keys.min()
      #expect(try Self.statistic(values, .mostFrequent).values == [most])
    }
  }

  // MARK: the file

  @Test func `a saved transform puts in the same, and can be edited`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let r = try inputs.float("r")
      outputs["median"] = try impute(r, with: .median)
      outputs["text"] = try impute(inputs.string("s"), with: .mostFrequent)
      outputs["number"] = try impute(inputs.int64("n"), with: .constant(12))
      outputs["missing"] = isMissing(r)
      return outputs
    }
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: scratch.path("transform_fn.json"))
    let read = try TransformFn(contentsOf: scratch.path("transform_fn.json"))
    let transformed = try transformFn.transform(Self.rows.batch)
    #expect(try read.transform(Self.rows.batch).bits == transformed.bits)
    #expect(transformFn.outputSchema.features.allSatisfy { $0.shape == .scalar })
    let text = try scratch.text(of: "transform_fn.json")
    let edited = text.replacing(#""result": {"float32": 0.1}"#, with: #""result": {"float32": 6.5}"#)
    try edited.write(toFile: scratch.path("edited.json"), atomically: true, encoding: .utf8)
    let changed = try TransformFn(contentsOf: scratch.path("edited.json")).transform(Self.rows.batch)
    #expect(changed["median"]?.floats == [3, 6.5, 0.1, 7.5, 6.5, -2, 3, 1e-3, 0.1])
    #expect(text.contains(#""result": {"float32": 0.1}"#))
  }

  @Test func `an id that is put in belongs to the domain`() throws {
    let x = try Inputs(schema: Self.rows.schema).string("s")
    let ids = try hashStrings(x, hashBuckets: 5)
    #expect(try impute(ids, with: .mostFrequent).node.domain == .init(min: 0, max: 4))
    #expect(try impute(ids, with: .constant(-1)).node.domain == .init(min: -1, max: 4))
  }
}

import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// What is remembered of each key.
extension Lesson3ScalingTests {
  @Test func `keys in any order, grouping and after any way through bytes give the same table`() throws {
    let batches: [[FeatureValues]] = [
      [FeatureValues([1, 2, 4] as [Float]), strings(["b", "a", "b"])],
      [FeatureValues([Float]()), strings([])], [FeatureValues([.nan, 0.1] as [Float]), strings(["", "é"])],
      [FeatureValues([-1, 1e-30] as [Float]), strings(["a", "c"])],
    ]
    let analyzer = PerKeyAnalyzer<MomentsSummary<Float>>(
      name: "moments",
      figures: [.mean, .standardDeviation],
      keyType: .string
    )
    try AccumulatorLaw(make: analyzer.makeAccumulator, batches: batches).check("strings")
    let vectors: [[FeatureValues]] = [
      [FeatureValues(.float32([1, 2, 3, 4]), layout: .fixed(width: 2)), FeatureValues([5, -5] as [Int64])],
      [FeatureValues(.float32([0, 9]), layout: .fixed(width: 2)), FeatureValues([.min] as [Int64])],
      [FeatureValues(.float32([7, -2]), layout: .fixed(width: 2)), FeatureValues([5] as [Int64])],
    ]
    let extremes = PerKeyAnalyzer<Extremes<Float>>(
      name: "min_max",
      figures: [.min, .max],
      keyType: .int64,
      elements: 2
    )
    try AccumulatorLaw(make: extremes.makeAccumulator, batches: vectors).check("integers")
    var accumulator = extremes.makeAccumulator()
    for batch in vectors { try accumulator.add(batch.map { Operand($0, isConstant: false) }) }
    let results = try accumulator.finish()
    #expect(results[0].int64s == [.min, -5, 5])
    #expect(results[1].floats == [0, 9, 3, 4, 1, -2])
    #expect(results[2].floats == [0, 9, 3, 4, 7, 2])
  }

  /// A brute-force oracle: the values of each key on their own, in doubles.
  @Test func `the z-scores of many keys are those of each key's values alone`() throws {
    var random = SplitMix64(seed: 4)
    let keys = (0..<3000).map { _ in "key \(random.next() % 97)" }
    let values = (0..<3000).map { _ in Float(random.next() >> 44) / 1000 - 500 }
    let rows = Rows(["x": FeatureValues(values), "k": strings(keys)])
    let scaled = try rows.column { try scaleToZScorePerKey($0.float("x"), key: $0.string("k")) }.floats
    let groups = Dictionary(grouping: values.indices) { keys[$0] }
    for indices in groups.values {
      let own = indices.map { Double(values[$0]) }
      let mean = own.reduce(0, +) / Double(own.count)
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
      for index in indices {
        let expected = (Double(values[index]) - mean) / variance.squareRoot()
        #expect((Double(scaled[index]) - expected).magnitude < 1e-5)
      }
    }
  }
}

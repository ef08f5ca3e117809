import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// Buckets with given or analyzed boundaries, by key, interpolated, and back to their edges.
@Suite("Lesson 3: buckets", .tags(.lesson3), .scratchDirectory)
struct Lesson3BucketMappersTests {
  static let hard: [Float] = [
    0, -0.0, 1, 1.5, 2, -3, 0.1, .infinity, -.infinity, .nan, -.nan, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
  ]

  /// Counting, boundary by boundary, for every number of them on both sides of where comparing all ends.
  @Test(arguments: [BoundarySearch.Rule.notAbove, .below])
  func `the search finds what counting finds`(rule: BoundarySearch.Rule) {
    var random = SplitMix64(seed: 1)
    for count in Array(0...40) + [63, 64, 65, 95, 96, 97, 127, 128, 200] {
      var boundaries = (0..<count).map { _ in Float(random.next(below: 50)) / 8 - 2 }
      if count > 4 { boundaries[0..<4] = [.infinity, -.infinity, -0.0, .leastNonzeroMagnitude] }
      boundaries.sort()
      let values = Self.hard + boundaries + (0..<20).map { _ in Float(random.nextUniform() * 8 - 3) }
      let expected = values.map { value in
        Int64(boundaries.filter { rule == .notAbove ? !($0 > value) : $0 < value }.count)
      }
      let search = BoundarySearch(boundaries, rule)
      #expect(search.buckets(of: values) == expected, "\(count) boundaries")
      #expect(values.map { Int64(search.bucket(of: $0)) } == expected, "\(count) boundaries, one by one")
    }
  }

  @Test func `integers are compared as integers with boundaries of their own type`() throws {
    let rows = Rows(["n": FeatureValues([.min, -5, 16_777_216, 16_777_217, .max] as [Int64])])
    let found = try rows.column { try applyBuckets($0.int64("n"), boundaries: [-5, 16_777_217, .max]) }
    #expect(found.int64s == [0, 1, 1, 2, 3])
  }

  @Test func `analyzed boundaries give the ids that are known after the analysis`() throws {
    let rows = Rows(["x": FeatureValues([1, 2, 3, 4, 5, 6, 7, 8] as [Float])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      let edges = try quantiles(x, buckets: 4)
      outputs["applied"] = try applyBuckets(x, boundaries: edges)
      outputs["direct"] = try bucketize(x, buckets: 4)
      outputs["moved"] = try applyBuckets(x, boundaries: edges + 1)
      return outputs
    }
    let batch = try transformFn.transform(rows.batch)
    #expect(batch["applied"]?.int64s == [0, 0, 1, 1, 2, 2, 3, 3])
    #expect(batch["direct"]?.int64s == [0, 0, 1, 1, 2, 2, 3, 3])
    #expect(batch["moved"]?.int64s == [0, 0, 0, 1, 1, 2, 2, 3])
    for name in ["applied", "direct", "moved"] {
      #expect(transformFn.outputSchema[name]?.idDomain == .init(min: 0, max: 3))
    }
  }

  @Test func `every key has boundaries of its own, and an unseen one gives -1`() throws {
    let rows = Rows([
      "x": FeatureValues([1, 10, 2, 20, 3, 30, 4, 40] as [Float]),
      "s": strings(["ä", "", "ä", "", "ä", "", "ä", ""]),
    ])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = try bucketizePerKey(inputs.float("x"), key: inputs.string("s"), buckets: 4)
      return outputs
    }
    #expect(try transformFn.transform(rows.batch)["y"]?.int64s == [0, 0, 1, 1, 2, 2, 3, 3])
    let others = Rows([
      "x": FeatureValues([2.5, 2.5, 2.5, .nan] as [Float]), "s": strings(["ä", "", "a", "ä"]),
    ])
    #expect(try transformFn.transform(others.batch)["y"]?.int64s == [1, 0, -1, 3])
    #expect(transformFn.notices == [])
  }

  /// Many keys, against sorting each one's values.
  @Test func `boundaries by key are those of the key's values, whichever way the rows come`() throws {
    var random = SplitMix64(seed: 12)
    let values = (0..<400).map { _ in Float(random.next(below: 40)) }
    let keys = values.map { _ in "key \(random.next(below: 60))" }
    let analyzer = QuantilesPerKeyAnalyzer(buckets: 3, distinctLimit: 4096, isWeighted: false)
    let ways = try accumulatedWays(analyzer, [FeatureValues(values), strings(keys)])
    for (way, found) in ways { #expect(found == ways[0].found, "\(way)") }
    let names = Set(keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let expected = names.flatMap { name in
      Lesson3QuantilesTests.oracle(zip(values, keys).filter { $0.1 == name }.map { Double($0.0) }, 3)
    }
    #expect(ways[0].found.results == [names, FeatureValues(expected).bits])
  }

  @Test func `keys that do not fill their buckets are counted, and those beyond the limit`() throws {
    let many = (0..<5000).map { Float($0) * 1.0001 }
    let values = FeatureValues(many + [1, 1, .nan, 3, 4, 5])
    let keys = strings(many.map { _ in "many" } + ["same", "same", "none", "few", "few", "few"])
    let analyzer = QuantilesPerKeyAnalyzer(buckets: 3, distinctLimit: 4096, isWeighted: false)
    // With 11 bits behind the first, 2048 to 4096 alone has 2048 values, and all together have 4500; with 10 they fit.
    #expect(
      try accumulated(analyzer, [values, keys]).notices == [
        "equal boundaries, so that some of the 3 buckets stay empty, for 1 of 4 keys",
        "no values, all boundaries are 0, for 1 of 4 keys",
        "more distinct values than the limit, boundaries are off by less than 2^-10 of their magnitude, for "
          + "1 of 4 keys",
      ]
    )
    #expect(try Accumulated(analyzer.makeAccumulator()).notices == ["no keys, every bucket is -1"])
  }

  @Test func `a row with more keys than values is an error`() throws {
    let x = FeatureValues(.float32([1, 2]), layout: .ragged(rowOffsets: [0, 1, 2]))
    let s = FeatureValues(.string(ByteStrings(["a", "b"])), layout: .ragged(rowOffsets: [0, 2, 2]))
    let analyzer = QuantilesPerKeyAnalyzer(buckets: 3, distinctLimit: 4096, isWeighted: false)
    let error = #expect(throws: RowError.self) { _ = try accumulatedWays(analyzer, [x, s]) }
    #expect(error == RowError("the values and the keys are not as many in every row"))
  }

  // Hand-calculated: two buckets of half of 0...1 each.
  @Test func `a value is interpolated between its bucket's edges`() throws {
    let rows = Rows([
      "x": FeatureValues([-1, 0, 5, 10, 55, 100, 200, .nan, .infinity, -.infinity] as [Float])
    ])
    let found = try rows.column {
      try applyBucketsWithInterpolation($0.float("x"), boundaries: [0, 10, 100])
    }
    #expect(found.floats == [0, 0, 0.25, 0.5, 0.75, 1, 1, 0.5, 1, 0])
    let integers = Rows(["n": FeatureValues([-1, 5, 55] as [Int64])])
    let others = try integers.column {
      try applyBucketsWithInterpolation($0.int64("n"), boundaries: [-.infinity, 0, 10, 100, .infinity])
    }
    #expect(others.floats == [0, 0.25, 0.75])
  }

  @Test func `buckets become their edges or their middle`() throws {
    let rows = Rows(["n": FeatureValues([0, 1, 2, 3] as [Int64])])
    let edges: [Float] = [0, 10, 100]
    let ranges = try rows.column { try bucketRange($0.int64("n"), boundaries: edges) }
    #expect(ranges.floats == [-.infinity, 0, 0, 10, 10, 100, 100, .infinity])
    #expect(ranges.layout == .fixed(width: 2))
    #expect(try rows.column { try bucketCenter($0.int64("n"), boundaries: edges) }.floats == [0, 5, 55, 100])
    let huge = try rows.column { try bucketCenter($0.int64("n"), boundaries: [-3e38, 3e38, .infinity]) }
    #expect(huge.floats == [-3e38, 0, 3e38, .infinity])
  }

  @Test func `what is missing has no edges`() throws {
    let buckets = FeatureValues(.int64([1, 0, 1]), layout: .ragged(rowOffsets: [0, 1, 1, 3]))
    let bound = try BucketInverse(.range).bound(to: [nil, FeatureValues([5] as [Float])])
    let found = try bound.apply([Operand(buckets, isConstant: false)], rowCount: 3)
    #expect(found.layout == .ragged(rowOffsets: [0, 2, 2, 6]))
    #expect(found.floats == [5, .infinity, -.infinity, 5, 5, .infinity])
    #expect(bound.shape(of: [.ragged, .scalar]) == .ragged)
  }

  @Test func `a value lies within the edges of its bucket`() throws {
    let values = Lesson3QuantilesTests.values(300, seed: 77).filter { !$0.isNaN }
    let rows = Rows(["x": FeatureValues(values)])
    let ranges = try rows.column { inputs in
      let x = try inputs.float("x")
      let edges = try quantiles(x, buckets: 7)
      return try bucketRange(applyBuckets(x, boundaries: edges), boundaries: edges)
    }
    for (index, value) in values.enumerated() {
      let (low, high) = (ranges.floats[2 * index], ranges.floats[2 * index + 1])
      #expect(low <= value && (value < high || high == .infinity), "\(value) in \(low) ..< \(high)")
    }
  }
}

/// What is refused, and what is kept.
extension Lesson3BucketMappersTests {
}

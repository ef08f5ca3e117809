import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// Quantiles and what they are for: buckets of equal size.
@Suite("Lesson 3: quantiles", .tags(.lesson3), .scratchDirectory)
struct Lesson3QuantilesTests {
  /// The rule, said another way: sort everything, and look up the places.
  static func oracle(_ values: [Double], _ parts: Int) -> [Float] {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return [Float](repeating: 0, count: parts - 1) }
    return (1..<parts).map { Float(sorted[$0 * sorted.count / parts]) }
  }

  /// The same with every value as often as its weight says.
  static func oracle(_ values: [Float], repeated counts: [Int], _ parts: Int) -> [Float] {
    oracle(zip(values, counts).flatMap { [Double](repeating: Double($0), count: max(0, $1)) }, parts)
  }

  static func values(_ count: Int, seed: UInt64) -> [Float] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      switch random.next(below: 12) {
      case 0: .infinity
      case 1: -.infinity
      case 2: .nan
      case 3: -0.0
      case 4, 5, 6: Float(random.next(below: 5))
      default: Float(random.nextUniform() * 100 - 50)
      }
    }
  }

  static func analyzer(_ buckets: Int, columns: Int = 1, limit: Int = 65_536) throws -> QuantilesAnalyzer {
    try QuantilesAnalyzer(buckets: buckets, columns: columns, distinctLimit: limit)
  }

  static func weighted(_ buckets: Int, limit: Int = 65_536) throws -> any Analyzer {
    let x = Node(.input(name: "x"), type: .float32)
    let node = try analyzer(buckets, limit: limit)
      .node(x, x, SourceLocation(fileID: "Mine/Function.swift", line: 1))
    guard case .analyzer(let analyzer) = node.kind else { throw StateError("no analyzer") }
    return analyzer
  }

  @Test(arguments: [1, 2, 3, 10, 57, 200], [2, 3, 4, 10, 100])
  func `boundaries are those of the sorted values`(count: Int, parts: Int) throws {
    let values = Self.values(count, seed: UInt64(count))
    let rows = Rows(["x": FeatureValues(values)])
    let found = try rows.column { try quantiles($0.float("x"), buckets: parts) }
    #expect(Array(found.floats.prefix(parts - 1)) == Self.oracle(values.map(Double.init), parts))
    let buckets = try rows.column { try bucketize($0.float("x"), buckets: parts) }
    let boundaries = Self.oracle(values.map(Double.init), parts)
    #expect(buckets.int64s == values.map { value in Int64(boundaries.filter { !($0 > value) }.count) })
  }

  @Test func `integers have the boundaries of their values, rounded to float32`() throws {
    let integers: [Int64] = [.max, .min, 1 << 53, (1 << 53) + 1, 16_777_217, 16_777_219, 0, -1, 5, 5, 5]
    let rows = Rows(["n": FeatureValues(integers)])
    for parts in [2, 3, 11] {
      let found = try rows.column { try quantiles($0.int64("n"), buckets: parts) }
      #expect(Array(found.floats.prefix(parts - 1)) == Self.oracle(integers.map(Double.init), parts))
    }
  }

  @Test(arguments: [2, 3, 7])
  func `with whole weights a value counts as often as its weight says`(parts: Int) throws {
    var random = SplitMix64(seed: 5)
    let values = Self.values(100, seed: 9)
    let counts = values.map { _ in random.next(below: 6) - 1 }
    let rows = Rows(["x": FeatureValues(values), "w": FeatureValues(counts.map(Float.init))])
    let found = try rows.column {
      try quantiles($0.float("x"), buckets: parts, weights: $0.float("w"))
    }
    #expect(Array(found.floats.prefix(parts - 1)) == Self.oracle(values, repeated: counts, parts))
  }

  // In float64, 1e30 + 0x1p-149 is 1e30, and 3 the first value whose cumulative weight exceeds half of the whole.
  @Test(arguments: [[1e30, 0x1p-149, 1e30], [0x1p-149, 1e30, 1e30]] as [[Float]])
  func `the smallest weight decides beside the largest ones`(weights: [Float]) throws {
    let rows = Rows(["x": FeatureValues([1, 2, 3] as [Float]), "w": FeatureValues(weights)])
    let found = try rows.column { try quantiles($0.float("x"), buckets: 2, weights: $0.float("w")) }
    #expect(found.floats[0] == 2)
  }

  @Test func `one weight for each row counts for all of its values`() throws {
    let x = FeatureValues(.float32([1, 2, 3, 4, 5]), layout: .ragged(rowOffsets: [0, 2, 2, 5]))
    let weights = Operand(FeatureValues([2, 9, 1] as [Float]), isConstant: false)
    #expect(try weights.weights(for: x) == [2, 2, 1, 1, 1])
    let own = Operand(FeatureValues(.float32([5, 4, 3, 2, 1]), layout: x.layout), isConstant: false)
    #expect(try own.weights(for: x) == [5, 4, 3, 2, 1])
    let wrong = Operand(FeatureValues([1, 2] as [Float]), isConstant: false)
    let error = #expect(throws: RowError.self) { _ = try wrong.weights(for: x) }
    #expect(error == RowError("the weights are neither one for each value nor one for each row"))
    let infinite = Operand(FeatureValues([1, .infinity, 1] as [Float]), isConstant: false)
    let other = #expect(throws: RowError.self) { _ = try infinite.weights(for: x) }
    #expect(other == RowError(row: 1, "found weight inf, expected a finite one"))
  }

  @Test func `elementwise boundaries are those of each column on its own`() throws {
    let rows = 41
    let columns = (0..<3).map { Self.values(rows, seed: UInt64(100 + $0)) }
    let flat = (0..<rows).flatMap { row in columns.map { $0[row] } }
    let schema = Schema([FeatureSpec("v", .float32, width: 3)])
    let batch = Batch(
      rowCount: rows,
      names: ["v"],
      columns: [FeatureValues(.float32(flat), layout: .fixed(width: 3))]
    )
    let graph = try PreprocessingGraph(schema: schema) { inputs in
      var outputs = Outputs()
      outputs["edges"] = try quantiles(inputs.float("v"), buckets: 5, elementwise: true)
      outputs["ids"] = try bucketize(inputs.float("v"), buckets: 5, elementwise: true)
      return outputs
    }
    let transformFn = try graph.analyze { RowsReader(batch, schema: $0, batchSize: 7) }
    let result = try transformFn.transform(batch)
    let boundaries = columns.map { Self.oracle($0.map(Double.init), 5) }
    #expect(Array(try #require(result["edges"]).floats.prefix(12)) == boundaries.flatMap(\.self))
    let expected = (0..<rows).flatMap { row in
      (0..<3).map { column in
        Int64(boundaries[column].filter { !($0 > columns[column][row]) }.count)
      }
    }
    #expect(try #require(result["ids"]).int64s == expected)
    #expect(transformFn.outputSchema["edges"]?.width == 12)
    #expect(transformFn.outputSchema["ids"]?.width == 3)
    #expect(transformFn.outputSchema["ids"]?.idDomain == .init(min: 0, max: 4))
  }
}

/// The law of accumulators, and the limit.
extension Lesson3QuantilesTests {
  @Test func `the boundaries are the same to the bit, whichever way the rows come`() throws {
    let values = FeatureValues(Self.values(500, seed: 3))
    var random = SplitMix64(seed: 4)
    let weights = FeatureValues(
      (0..<500).map { _ in
        Float(
          sign: .plus,
          exponent: random.next(below: 250) - 140,
          significand: Float(1 + random.nextUniform())
        )
      }
    )
    let integers = FeatureValues((0..<500).map { _ in Int64(bitPattern: random.next()) >> 40 })
    let runs: [(any Analyzer, [FeatureValues])] = [
      (try Self.analyzer(7), [values]), (try Self.weighted(7), [values, weights]),
      (try Self.analyzer(7), [integers]), (try Self.weighted(7), [integers, weights]),
    ]
    for (analyzer, inputs) in runs {
      let ways = try accumulatedWays(analyzer, inputs)
      for (way, found) in ways { #expect(found == ways[0].found, "\(way)") }
    }
  }

  @Test(arguments: [true, false])
  func `beyond the limit too the boundaries are the same, whichever way the rows come`(isWeighted: Bool)
    throws
  {
    // Several exponents and signs, more distinct values than 4096.
    var random = SplitMix64(seed: 8)
    let values = (0..<8000).map { _ in Float((random.nextUniform() - 0.3) * 1000) }
    let weights = values.map { _ in Float(random.nextUniform()) }
    let analyzer = isWeighted ? try Self.weighted(9, limit: 4096) : try Self.analyzer(9, limit: 4096)
    let inputs = isWeighted ? [FeatureValues(values), FeatureValues(weights)] : [FeatureValues(values)]
    let ways = try accumulatedWays(analyzer, inputs)
    for (way, found) in ways { #expect(found == ways[0].found, "\(way)") }
  }

  @Test(arguments: [true, false])
  func `beyond the limit boundaries are as near as the notice says`(isWeighted: Bool) throws {
    var random = SplitMix64(seed: 21)
    let values = (0..<8000).map { _ in Float((random.nextUniform() - 0.3) * 1000) }
    let weights = [Float](repeating: 1, count: values.count)
    let rows = Rows(["x": FeatureValues(values), "w": FeatureValues(weights)])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      let w = isWeighted ? try inputs.float("w") : nil
      outputs["y"] = try quantiles(x, buckets: 10, weights: w, distinctLimit: 4096)
      return outputs
    }
    let notice = try #require(transformFn.notices.first)
    let claim = "more than 4096 distinct values, every boundary is off by less than 2^-"
    let start = try #require(notice.firstRange(of: claim)?.upperBound)
    let exponent = try #require(Int(notice[start...].prefix { $0.isNumber }))
    let found = try #require(transformFn.transform(rows.batch)["y"]).floats.prefix(9)
    let exact = Self.oracle(values.map(Double.init), 10)
    for (near, boundary) in zip(found, exact) {
      #expect(
        (near - boundary).magnitude < boundary.magnitude
          * Float(sign: .plus, exponent: -exponent, significand: 1)
      )
    }
    #expect(Array(found) != exact, "the limit was not reached")
    guard !isWeighted else { return }
    // The number of values between a boundary and the exact one is at most what the notice says.
    let wrong = try #require(notice.split(separator: " has at most ").last?.prefix { $0.isNumber })
    for (near, boundary) in zip(found, exact) {
      let (low, high) = (min(near, boundary), max(near, boundary))
      #expect(values.filter { low <= $0 && $0 < high }.count <= (Int(wrong) ?? 0))
    }
  }

  @Test func `up to the limit there is no notice, and the boundaries are exact`() throws {
    let values = (0..<4096).map { Float($0) * 1.0001 }
    let found = try accumulated(try Self.analyzer(10, limit: 4096), [FeatureValues(values)])
    #expect(found.notices == [])
    #expect(found.results == [FeatureValues(Self.oracle(values.map(Double.init), 10)).bits])
  }

  @Test(
    arguments: [
      ([4, 4, 4], "the 3 boundaries are all the same number, so that 2 of the 4 buckets stay empty"),
      ([], "no values, all boundaries are 0"), ([.nan], "no values, all boundaries are 0"),
      (
        [1, 2, 2, 2, 3, 4],
        "the 3 boundaries are only 2 different numbers, so that 1 of the 4 buckets stay empty"
      ),
    ] as [([Float], String)]
  )
  func `columns that do not fill their buckets are reported`(values: [Float], notice: String) throws {
    let rows = Rows(["x": FeatureValues(values)])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      outputs["y"] = try bucketize(x, buckets: 4, fileID: "Mine/Function.swift", line: 7)
      return outputs
    }
    #expect(transformFn.notices == ["quantiles(x) at Mine/Function.swift:7: \(notice)"])
  }

  @Test(arguments: [0, 1, 2, 3])
  func `damaged states are errors or other states, never a trap`(kind: Int) throws {
    let values = FeatureValues(Self.values(60, seed: 2))
    let weights = FeatureValues([Float](repeating: 0.1, count: 60))
    let keys = strings((0..<60).map { "key \($0 % 3)" })
    let runs: [(any Analyzer, [FeatureValues])] = [
      (try Self.analyzer(4), [values]), (try Self.weighted(4), [values, weights]),
      (QuantilesPerKeyAnalyzer(buckets: 4, distinctLimit: 4096, isWeighted: false), [values, keys]),
      (QuantilesPerKeyAnalyzer(buckets: 4, distinctLimit: 4096, isWeighted: true), [values, keys, weights]),
    ]
    let (analyzer, inputs) = runs[kind]
    let bytes = try accumulated(analyzer, inputs).bytes
    var refused = 0
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 0x81
      do { _ = try restored(analyzer, from: damaged) } catch is StateError { refused += 1 }
    }
    #expect(refused > bytes.count / 10)
    for length in bytes.indices {
      #expect(throws: StateError.self) { try restored(analyzer, from: Array(bytes[..<length])) }
    }
  }
}

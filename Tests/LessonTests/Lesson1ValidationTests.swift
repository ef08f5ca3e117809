import TaxiFare
import Testing

@testable import RawData

@Suite("Lesson 1: validation", .tags(.lesson1))
struct Lesson1ValidationTests {
  // MARK: against a schema

  @Test func `values outside a domain are counted, with an example`() {
    let ints = statistics([3, 1, 9, 9, -4, 2] as [Int64])
    let spec = FeatureSpec("x", .int64, domain: .init(min: 1, max: 5))
    #expect(
      ints.anomalies(against: Schema([spec])).map(\.finding) == [
        "3 (50%) of the values are outside the schema's domain, 1 to 5; for example 9."
      ]
    )
    let floats = statistics([0, 0.5, 1, 1.25])
    #expect(
      floats.anomalies(against: Schema([FeatureSpec("x", .float32, floatDomain: 0...1)])).map(\.finding) == [
        "1 (25%) of the values are outside the schema's domain, 0 to 1; for example 1.25."
      ]
    )
    let strings = statistics(["red", "red", "blue", "grean"])
    let colors = FeatureSpec("x", .string, stringDomain: ["red", "green", "blue"])
    #expect(
      strings.anomalies(against: Schema([colors])).map(\.finding) == [
        "1 (25%) of the values are not in the schema's domain of 3; 1 different ones, for example \"grean\"."
      ]
    )
  }

  @Test func `data that fits its schema has no anomalies`() {
    let (ints, floats) = (statistics([1, 5] as [Int64]), statistics([0, 1] as [Float]))
    #expect(
      ints.anomalies(against: Schema([FeatureSpec("x", .int64, domain: .init(min: 1, max: 5))])).isEmpty
    )
    #expect(floats.anomalies(against: Schema([FeatureSpec("x", .float32, floatDomain: 0...1)])).isEmpty)
    let strings = FeatureSpec("x", .string, stringDomain: ["a", "b"])
    #expect(statistics(["a", "b", "a"]).anomalies(against: Schema([strings])).isEmpty)
    #expect(floats.anomalies(against: Schema([FeatureSpec("other", .float32)])).isEmpty)
  }

  @Test func `a missing value is an anomaly only where the schema requires one`() {
    var accumulator = DatasetStatistics.Accumulator(Schema([FeatureSpec("x", .float32)]))
    let values = FeatureValues(.float32([1, 2, 3]), layout: .ragged(rowOffsets: [0, 1, 1, 2, 3]))
    accumulator.add(Batch(rowCount: 4, names: ["x"], columns: [values]))
    let statistics = accumulator.finish()
    let found = statistics.anomalies(against: Schema([FeatureSpec("x", .float32)]))
    #expect(found.map(\.kind) == [.missing] && found.map(\.count) == [1])
    for presence in [FeatureSpec.Presence.optional, .defaultValue("0")] {
      #expect(statistics.anomalies(against: Schema([FeatureSpec("x", .float32, presence: presence)])).isEmpty)
    }
  }

  @Test func `NaN and infinities are anomalies`() {
    let found = statistics([1, .nan, .infinity, -.infinity]).anomalies(
      against: Schema([FeatureSpec("x", .float32)])
    )
    #expect(found.map(\.kind) == [.notFinite])
    #expect(
      found.map(\.finding) == ["3 (75%) of the values are no finite numbers: 1 NaN and 2 infinite."]
    )
  }

  // MARK: distances

  /// SciPy: distance.jensenshannon(p, q, 2) squared. The last-but-one has an empty bin in one sample.
  @Test(
    arguments: [
      ([1, 1], [1, 3], 0.048794940695398505), ([10, 0], [0, 10], 1), ([1, 2, 3], [2, 4, 6], 0),
      ([10, 20, 30, 40], [40, 30, 20, 10], 0.15356065532898452),
      ([5, 0, 5], [4, 1, 5], 0.05401577307280003),
      ([], [], 0),
    ] as [([Int], [Int], Double)]
  )
  func `the Jensen-Shannon divergence is SciPy's`(_ first: [Int], _ second: [Int], _ expected: Double) {
    #expect((Divergence.jensenShannon(first, second) - expected).magnitude < 1e-15)
    #expect(Divergence.jensenShannon(second, first) == Divergence.jensenShannon(first, second))
  }

  @Test func `the L-infinity distance is the largest difference of two shares`() {
    // Shares 0.5, 0.3, 0.2 and 0.25, 0.25, 0.5.
    #expect((Divergence.infinityNorm([5, 3, 2], [1, 1, 2]) - 0.3).magnitude < 1e-15)
    #expect(Divergence.infinityNorm([5, 3], [50, 30]) == 0)
  }

  // MARK: drift

  @Test func `a category that grows and one that is new are a drift`() {
    let earlier = statistics(repeated([("a", 600), ("b", 400)]))
    let found = earlier.drift(to: statistics(repeated([("a", 300), ("b", 600), ("c", 100)])))
    #expect(found.map(\.kind) == [.newValues, .drift])
    #expect(found.first?.count == 100)
    #expect(
      found.last?.finding.hasPrefix("the L-infinity distance is 0.3, above 0.1") == true,
      "\(found)"
    )
    // 5 standard errors of a share of 0.45 in two samples of 1000: 0.1112.
    #expect(found.last?.finding.contains("above 0.1112: \"a\" has 600 (60%)") == true, "\(found)")
  }

  @Test func `two samples of the same numbers or strings do not drift`() {
    let (earlier, later) = (normal(4000, seed: 1), normal(1000, seed: 2))
    #expect(statistics(earlier).drift(to: statistics(later)).isEmpty)
    let colors = statistics(repeated([("a", 600), ("b", 400)]))
    #expect(colors.drift(to: statistics(repeated([("a", 63), ("b", 37)]))).isEmpty)
    // Strings that hardly repeat are no categories: all of them are new, and that is no news.
    let ids = statistics((0..<500).map { "id \($0)" })
    #expect(ids.drift(to: statistics((500..<1000).map { "id \($0)" })).isEmpty)
  }

  @Test func `shifted numbers drift, and numbers outside the range are counted`() {
    let earlier = statistics(normal(4000, seed: 1))
    let shifted = earlier.drift(to: statistics(normal(1000, seed: 2).map { $0 + 0.5 }))
    #expect(shifted.contains { $0.kind == .drift })
    let stray = earlier.drift(to: statistics(normal(990, seed: 2) + [Float](repeating: 99, count: 10)))
    #expect(stray.filter { $0.kind == .range }.map(\.count) == [10])
    #expect(stray.allSatisfy { $0.kind == .range }, "1% outside is no drift of the whole")
  }

  @Test func `a single wild value does not hide a drift and does not make one`() {
    let earlier = statistics(normal(4000, seed: 1) + [1e9])
    #expect(earlier.drift(to: statistics(normal(1000, seed: 2))).isEmpty)
    #expect(earlier.drift(to: statistics(normal(1000, seed: 2).map { $0 + 1 })).map(\.kind) == [.drift])
  }

  @Test func `a small shift is chance in a small sample and drift in a large one`() {
    let counts: (Int) -> [Float] = { [Float](repeating: 0, count: $0) }
    let ones: (Int) -> [Float] = { [Float](repeating: 1, count: $0) }
    // Shares 0.5 and 0.65: a divergence of 0.0166.
    let small = statistics(counts(50) + ones(50)).drift(to: statistics(counts(13) + ones(7)))
    let large = statistics(counts(5000) + ones(5000)).drift(to: statistics(counts(1300) + ones(700)))
    #expect(small.isEmpty)
    #expect(large.map(\.kind) == [.drift])
  }

  // MARK: support

  func dataset(_ columns: (String, [Float])...) -> DatasetStatistics {
    var accumulator = DatasetStatistics.Accumulator(Schema(columns.map { FeatureSpec($0.0, .float32) }))
    let values = columns.map { FeatureValues($0.1) }
    accumulator.add(Batch(rowCount: values[0].rowCount, names: columns.map(\.0), columns: values))
    return accumulator.finish()
  }

  func statistics(_ values: [Float]) -> DatasetStatistics { dataset(("x", values)) }
  func statistics(_ values: [Int64]) -> DatasetStatistics { statistics(FeatureValues(values)) }
  func statistics(_ values: [String]) -> DatasetStatistics {
    statistics(FeatureValues(ByteStrings(values)))
  }

  func statistics(_ column: FeatureValues) -> DatasetStatistics {
    var accumulator = DatasetStatistics.Accumulator(Schema([FeatureSpec("x", column.type)]))
    accumulator.add(Batch(rowCount: column.rowCount, names: ["x"], columns: [column]))
    return accumulator.finish()
  }

  func repeated(_ counts: [(String, Int)]) -> [String] {
    counts.flatMap { [String](repeating: $0.0, count: $0.1) }
  }

  /// Nearly normal numbers with mean 0 and variance 1: sums of twelve uniform ones.
  func normal(_ count: Int, seed: UInt64) -> [Float] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in Float((0..<12).reduce(-6.0) { sum, _ in sum + random.nextUniform() }) }
  }
}

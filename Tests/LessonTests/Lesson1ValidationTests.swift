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

  // MARK: suspicions

  @Test func `ordinary numbers are not suspicious`() {
    #expect(statistics(normal(5000, seed: 3)).suspicions().isEmpty)
    #expect(statistics(normal(5000, seed: 3).map { $0.magnitude }).suspicions().isEmpty)
    #expect(statistics((0..<1000).map { Int64($0 % 10) }).suspicions().isEmpty, "zeros as frequent as others")
    #expect(statistics([0, 0, 0, 5] as [Float]).suspicions().isEmpty, "too few values to judge")
  }

  @Test func `a value that repeats far from all others is a spike, the rest are outliers`() {
    let values = normal(1000, seed: 4) + [Float](repeating: 999, count: 19) + [-500, 700, 701]
    let found = statistics(values).suspicions()
    #expect(found.map(\.kind) == [.spike, .outliers])
    #expect(found.map(\.count) == [19, 3])
    #expect(found[0].finding.hasPrefix("19 (1.9%) of the values are exactly 999, far from all others"))
    #expect(found[1].finding.hasSuffix(": from -500 to 701."))
  }

  @Test func `zeros and negative numbers among positive ones are found`() {
    let values = normal(1000, seed: 5).map { 20 + $0 }
    #expect(statistics(values + [0, 0, 0]).suspicions().map(\.kind) == [.zeros])
    #expect(statistics(values + [-3, -2]).suspicions().map(\.kind) == [.negative])
    #expect(statistics(values + [-3, -2]).suspicions().map(\.count) == [2])
    let passengers = repeated([("0", 3), ("1", 700), ("2", 200), ("3", 100)]).compactMap(Float.init)
    #expect(statistics(passengers).suspicions().map(\.kind) == [.zeros])
    // A count of events, 4 on average: zero is rare, and so is one.
    let events = repeated([("0", 18), ("1", 73), ("2", 147), ("3", 195), ("4", 195), ("5", 156), ("6", 104)])
    #expect(statistics(events.compactMap(Float.init)).suspicions().isEmpty)
    let half = values + values.map { -$0 }
    #expect(statistics(half + [0, 0, 0]).suspicions().isEmpty, "both signs are ordinary")
    // Exact zeros at the low end of numbers that come as close to 0 as one likes.
    let delays = (1...1000).map { Float($0) / 100 }
    #expect(statistics(delays + [0, 0, 0]).suspicions().isEmpty)
  }

  @Test func `values of another column are named as swapped`() {
    let (x, y) = (normal(500, seed: 6), normal(500, seed: 7).map { $0 + 1000 })
    let found = dataset(("x", x + [1000, 1001, 1000.5]), ("y", y + [0.5, 0.25, 1])).suspicions()
    #expect(found.map(\.kind) == [.swapped, .swapped] && found.map(\.count) == [3, 3])
    #expect(found.first?.finding.hasSuffix("but ordinary for y.") == true)
    // A third column's wide range holds one of the strays, by chance: it is not named.
    let wide = (0..<500).map { Float($0) + 100 }
    let strays = (0..<20).map { 100_000 + Float($0) / 64 }
    let three = dataset(
      ("x", x + strays + [300]),
      ("y", normal(521, seed: 8).map { $0 + 100_000 }),
      ("wide", wide + wide.prefix(21))
    )
    #expect(three.suspicions().filter { $0.feature == "x" }.map(\.count) == [20, 1])
    #expect(three.suspicions().first?.finding.hasSuffix("but ordinary for y.") == true)
    let apart = dataset(("x", x + [500, 501, 502]), ("y", y + [1000, 1000, 1000])).suspicions()
    #expect(apart.map(\.kind) == [.outliers])
  }

  @Test func `identifiers and constants are named, measured numbers are not`() {
    #expect(statistics((0..<100).map { "id \($0)" }).suspicions().map(\.kind) == [.allDistinct])
    #expect(statistics((0..<100).map { Int64($0) }).suspicions().map(\.kind) == [.allDistinct])
    #expect(statistics((0..<100).map { Float($0) }).suspicions().isEmpty)
    #expect(statistics((0..<100).map { "id \($0 % 99)" }).suspicions().isEmpty)
    #expect(
      statistics([Float](repeating: 2.5, count: 30)).suspicions().map(\.finding) == [
        "all 30 values are \"2.5\"."
      ]
    )
  }

  @Test func `every kind of anomaly says what to do about it`() {
    let found = statistics(normal(1000, seed: 4) + [999]).suspicions()
    #expect(found.count == 1)
    for anomaly in found {
      #expect(anomaly.description == "x: outliers: \(anomaly.finding)\n  -> \(anomaly.advice)")
      #expect(anomaly.advice.hasSuffix("."))
    }
  }

  @Test(
    arguments: [
      (1, 8000, "0.013%"), (152, 8000, "1.9%"), (2, 3, "67%"), (0, 5, "0%"), (5, 5, "100%"), (1, 9, "11%"),
    ])
  func `a share has two digits`(_ count: Int, _ total: Int, _ expected: String) {
    #expect(count.share(of: total) == "\(count) (\(expected))")
  }

  // MARK: taxi rides

  @Test func `the dirt in the taxi rides is found and named`() throws {
    let train = try DatasetStatistics(csv: taxiData("taxi-train.csv"), schema: taxiSchema)
    let found = train.suspicions()
    let names = found.map { "\($0.feature) \($0.kind.rawValue) \($0.count ?? 0)" }
    // awk -F, 'NR > 1 && $4 == 0' | wc -l and the like; the same values were counted by Python, rounded to float32.
    #expect(
      names == [
        "key all distinct 8000", "fare_amount outliers 2", "fare_amount negative 2",
        "pickup_longitude spike 135",
        "pickup_longitude swapped 10", "pickup_latitude spike 135", "pickup_latitude swapped 10",
        "dropoff_longitude spike 138", "dropoff_longitude swapped 10", "dropoff_longitude outliers 1",
        "dropoff_longitude same value 71", "dropoff_latitude spike 138", "dropoff_latitude swapped 10",
        "dropoff_latitude outliers 1", "dropoff_latitude same value 69", "passenger_count zeros 29",
      ]
    )
    #expect(train.anomalies(against: taxiSchema).isEmpty)
    let valid = try DatasetStatistics(csv: taxiData("taxi-valid.csv"), schema: taxiSchema)
    #expect(train.drift(to: valid).isEmpty)
  }

  @Test func `values that are copied from another column are named, chance is not`() {
    let (x, y) = (normal(1000, seed: 8), normal(1000, seed: 9))
    let copied = dataset(("x", x), ("y", Array(x[..<10]) + y[10...])).suspicions()
    #expect(
      copied.map(\.description) == [
        "y: same value: 10 (1%) of the rows have exactly the value of x.\n"
          + "  -> One may have been filled in from the other: treat it as missing in these rows, or leave them out."
      ]
    )
    // Hundreds of values, each in some rows: two columns then agree in 5 rows of 1000 by chance.
    var random = SplitMix64(seed: 10)
    let (a, b) = (
      (0..<1000).map { _ in Float(random.next(below: 200)) },
      (0..<1000).map { _ in Float(random.next(below: 200)) }
    )
    #expect(zip(a, b).count { $0 == $1 && $0 != 0 } >= 5)
    #expect(dataset(("a", a), ("b", b)).suspicions().isEmpty)
    // Zeros and missing values are not the same value; merged halves count as one.
    let zeros = [Float](repeating: 0, count: 300) + x[..<700]
    #expect(
      !dataset(("z", zeros), ("w", zeros.map { $0 == 0 ? 0 : $0 + 1 })).suspicions().contains {
        $0.kind == .sameValue
      }
    )
  }

  @Test func `208 passengers are outliers`() {
    let passengers = repeated([("1", 6900), ("2", 1500), ("3", 440), ("5", 710), ("6", 210), ("208", 2)])
      .compactMap(Float.init)
    #expect(
      statistics(passengers).suspicions().map(\.finding) == [
        "2 (0.02%) of the values are more than 20 interquartile ranges from the median 1: 208."
      ]
    )
  }

  // MARK: support

  private func dataset(_ columns: (String, [Float])...) -> DatasetStatistics {
    var accumulator = DatasetStatistics.Accumulator(Schema(columns.map { FeatureSpec($0.0, .float32) }))
    let values = columns.map { FeatureValues($0.1) }
    accumulator.add(Batch(rowCount: values[0].rowCount, names: columns.map(\.0), columns: values))
    return accumulator.finish()
  }

  private func statistics(_ values: [Float]) -> DatasetStatistics { dataset(("x", values)) }
  private func statistics(_ values: [Int64]) -> DatasetStatistics { statistics(FeatureValues(values)) }
  private func statistics(_ values: [String]) -> DatasetStatistics {
    statistics(FeatureValues(ByteStrings(values)))
  }

  private func statistics(_ column: FeatureValues) -> DatasetStatistics {
    var accumulator = DatasetStatistics.Accumulator(Schema([FeatureSpec("x", column.type)]))
    accumulator.add(Batch(rowCount: column.rowCount, names: ["x"], columns: [column]))
    return accumulator.finish()
  }

  private func repeated(_ counts: [(String, Int)]) -> [String] {
    counts.flatMap { [String](repeating: $0.0, count: $0.1) }
  }

  /// Nearly normal numbers with mean 0 and variance 1: sums of twelve uniform ones.
  private func normal(_ count: Int, seed: UInt64) -> [Float] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in Float((0..<12).reduce(-6.0) { sum, _ in sum + random.nextUniform() }) }
  }
}

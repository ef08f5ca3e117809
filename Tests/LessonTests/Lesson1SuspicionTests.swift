import TaxiFare
import Testing

@testable import RawData

/// What nobody has said is wrong, and looks it all the same.
extension Lesson1ValidationTests {
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
}

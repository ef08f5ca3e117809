import RawData
import Testing

@testable import TaxiFare

/// What the generator's bytes look like to somebody who reads the CSV.
@Suite("Made data")
struct MadeDataTests {
  @Test func `the same seed gives the same bytes and another seed gives others`() {
    #expect(madeLines(500, seed: 7) == madeLines(500, seed: 7))
    #expect(madeLines(500, seed: 7) != madeLines(500, seed: 8))
  }

  @Test func `a row is appended behind what is already there and ends its line`() {
    var generator = TaxiRideGenerator(seed: 3)
    var bytes = Array("before".utf8)
    generator.appendRow(to: &bytes)
    #expect(bytes.starts(with: "before2".utf8))
    #expect(bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    #expect(bytes.last == UInt8(ascii: "\n"))
  }

  @Test func `every row has the public data's layout and as many fields as the header`() {
    let time = #"20[01]\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d"#
    let decimal = #"-?(0|[1-9]\d*)(\.\d{0,5}[1-9])?"#
    // swift-format-ignore: NeverUseForceTry
    let row = try! Regex(#"\#(time)\.\d{7},\#(decimal),\#(time) UTC(,\#(decimal)){4},\d{1,3}"#)
    for line in madeLines(1_000, seed: 4) {
      #expect(line.wholeMatch(of: row) != nil, "\(line)")
      #expect(line.split(separator: ",").count == TaxiRideGenerator.header.split(separator: ",").count)
    }
  }

  @Test func `a key is the pickup time and the row's number`() {
    for (index, line) in madeLines(1_000, seed: 5).enumerated() {
      let fields = line.split(separator: ",")
      let digits = String(index + 1)
      let number = String(repeating: "0", count: 7 - digits.count) + digits
      #expect("\(fields[0])" == "\(fields[2].dropLast(4)).\(number)")
    }
  }

  @Test func `every clean fare is a whole number of units above the tariff's fixed parts`() {
    for row in sample where row.isClean && (0..<200_00).contains(row.cents) {
      let isRaised = row.date >= "2012-09-04"
      let fixed = 250 + row.taxCents + row.surchargeCents
      let unit = isRaised ? 50 : 40
      let metered = row.cents >= fixed && (row.cents - fixed).isMultiple(of: unit)
      let newark = (row.cents - fixed - (isRaised ? 17_50 : 15_00)).isMultiple(of: unit)
      let flat = row.cents == (isRaised ? 52_00 : 45_00) + row.taxCents
      #expect(metered || newark || flat, "\(row)")
    }
  }

  @Test func `fares and distances are spread like the real ones`() throws {
    let fares = sample.map(\.cents).sorted()
    // The public data's fares, without surcharges: mean 11.3, median 8.5, 5 of 100 above 30.
    #expect((10_75...12_00).contains(fares.reduce(0, +) / fares.count))
    #expect((8_00...9_25).contains(fares[fares.count / 2]))
    #expect((25_00...33_00).contains(fares[fares.count * 95 / 100]))
    let distances = sample.filter(\.isClean).map(\.kilometers).sorted()
    // The public data's median is 2.1 km as the crow flies, a tenth goes further than about 7 km.
    #expect((1.9...2.4).contains(distances[distances.count / 2]))
    #expect((5.5...7.5).contains(distances[distances.count * 9 / 10]))
  }

  @Test func `the fare follows the distance`() {
    let rides = sample.filter { $0.isClean && (0..<45_00).contains($0.cents) }
    let count = Double(rides.count)
    let meanFare = rides.reduce(0) { $0 + Double($1.cents) } / count
    let meanDistance = rides.reduce(0) { $0 + $1.kilometers } / count
    var (both, fare, distance) = (0.0, 0.0, 0.0)
    for ride in rides {
      let (x, y) = (ride.kilometers - meanDistance, Double(ride.cents) - meanFare)
      both += x * y
      fare += y * y
      distance += x * x
    }
    #expect(both / (fare * distance).squareRoot() > 0.85)
  }

  @Test func `rides are few at five in the morning and many in the evening`() throws {
    var hours = Array(repeating: 0, count: 24)
    for row in sample { hours[row.hour] += 1 }
    #expect(hours.min() == hours[5])
    let busiest = try #require(hours.indices.max { hours[$0] < hours[$1] })
    #expect((18...22).contains(busiest))
  }

  @Test func `dates run from January 2009 to June 2015 and every year has its share`() throws {
    #expect(try #require(sample.map(\.date).min()) >= "2009-01-01")
    #expect(try #require(sample.map(\.date).max()) <= "2015-06-30")
    for year in 2009...2014 {
      // 365 of 2,372 days are 15.4 of 100.
      let share = Double(sample.count { $0.date.hasPrefix("\(year)") }) / Double(sample.count)
      #expect((0.14...0.17).contains(share), "\(year)")
    }
  }

  @Test(arguments: [(1, 0.69), (2, 0.15), (3, 0.044), (4, 0.021), (5, 0.07), (6, 0.021), (0, 0.0035)])
  func `passengers have the real shares`(passengers: Int, share: Double) {
    let count = sample.count { $0.passengers == passengers }
    // Four standard deviations of a count in 10,000 rows.
    #expect(abs(Double(count) / Double(sample.count) - share) < 0.04 * share.squareRoot())
  }

  @Test func `most pickups are in Manhattan and the airports have realistic shares`() {
    let clean = sample.filter(\.isClean)
    func share(_ longitude: ClosedRange<Double>, _ latitude: ClosedRange<Double>) -> Double {
      let inside = clean.count { longitude.contains($0.pickup.x) && latitude.contains($0.pickup.y) }
      return Double(inside) / Double(clean.count)
    }
    #expect((0.85...0.96).contains(share(-74.02...(-73.93), 40.70...40.88)))
    #expect((0.015...0.025).contains(share(-73.89...(-73.86), 40.76...40.79)), "LaGuardia")
    #expect((0.010...0.020).contains(share(-73.83...(-73.74), 40.62...40.67)), "Kennedy")
  }
}

/// 10,000 rows, read once by a reader of its own.
private let sample = madeLines(10_000, seed: 11).map(MadeRow.init)

private func madeLines(_ count: Int, seed: UInt64) -> [String] {
  var generator = TaxiRideGenerator(seed: seed)
  var bytes: [UInt8] = []
  for _ in 0..<count { generator.appendRow(to: &bytes) }
  return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

/// One CSV line as a reader of the file understands it; nothing here comes from the generator.
private struct MadeRow: CustomStringConvertible {
  let description: String
  let cents: Int
  let date: String
  let hour: Int
  let weekday: Int
  let pickup: (x: Double, y: Double)
  let dropoff: (x: Double, y: Double)
  let passengers: Int

  init(_ line: String) {
    let fields = line.split(separator: ",").map(String.init)
    description = line
    cents = Int(((Double(fields[1]) ?? .nan) * 100).rounded())
    date = String(fields[2].prefix(10))
    hour = Int(fields[2].dropFirst(11).prefix(2)) ?? -1
    let numbers = date.split(separator: "-").compactMap { Int($0) }
    weekday = sakamotoWeekday(year: numbers[0], month: numbers[1], day: numbers[2])
    pickup = (Double(fields[3]) ?? .nan, Double(fields[4]) ?? .nan)
    dropoff = (Double(fields[5]) ?? .nan, Double(fields[6]) ?? .nan)
    passengers = Int(fields[7]) ?? -1
  }

  var taxCents: Int { date >= "2009-11-01" ? 50 : 0 }

  /// The night or rush-hour surcharge; on a holiday's rush hour there is none.
  var surchargeCents: Int {
    if hour >= 20 || hour < 6 { return 50 }
    return (16..<20).contains(hour) && (1...5).contains(weekday) && !weekdayHolidays.contains(date) ? 100 : 0
  }

  /// Both ends are near New York and differ.
  var isClean: Bool {
    pickup != dropoff
      && [pickup, dropoff].allSatisfy { (-75...(-73)).contains($0.x) && (40...42).contains($0.y) }
  }

  /// As the crow flies; 0.7574 is the cosine of New York's latitude.
  var kilometers: Double {
    let east = (pickup.x - dropoff.x) * 111.2 * 0.7574
    let north = (pickup.y - dropoff.y) * 111.2
    return (east * east + north * north).squareRoot()
  }
}

/// Sakamoto's rule: 0 is Sunday. Another algorithm than the generator's.
private func sakamotoWeekday(year: Int, month: Int, day: Int) -> Int {
  let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1]
  let year = month < 3 ? year - 1 : year
  return (year + year / 4 - year / 100 + year / 400 + shift + day) % 7
}

/// The federal holidays that fall on Monday to Friday, from a printed calendar.
let weekdayHolidays = [
  "2009-01-01", "2009-01-19", "2009-02-16", "2009-05-25", "2009-09-07", "2009-10-12", "2009-11-11",
  "2009-11-26", "2009-12-25", "2010-01-01", "2010-01-18", "2010-02-15", "2010-05-31", "2010-09-06",
  "2010-10-11", "2010-11-11", "2010-11-25", "2011-01-17", "2011-02-21", "2011-05-30", "2011-07-04",
  "2011-09-05", "2011-10-10", "2011-11-11", "2011-11-24", "2012-01-16", "2012-02-20", "2012-05-28",
  "2012-07-04", "2012-09-03", "2012-10-08", "2012-11-22", "2012-12-25", "2013-01-01", "2013-01-21",
  "2013-02-18", "2013-05-27", "2013-07-04", "2013-09-02", "2013-10-14", "2013-11-11", "2013-11-28",
  "2013-12-25", "2014-01-01", "2014-01-20", "2014-02-17", "2014-05-26", "2014-07-04", "2014-09-01",
  "2014-10-13", "2014-11-11", "2014-11-27", "2014-12-25", "2015-01-01", "2015-01-19", "2015-02-16",
  "2015-05-25",
]

import RawData
import Testing

@testable import TaxiFare

/// The parts that made data is put together from: tariff, calendar, grid, traffic, dirt, digits.
@Suite("Made data: its parts")
struct MadeDataPartsTests {
  // Hand-computed: 2.50, 0.40 or 0.50 for each unit after the first, 0.50 tax, 0.50 at night, 1.00 in the rush.
  @Test(arguments: [
    ("2009-06-10 12:00", 1, 2_50),  // the first unit only, and no tax yet
    ("2009-06-10 12:00", 3, 3_30),
    ("2009-10-31 12:00", 6, 4_50),
    ("2009-11-01 12:00", 6, 5_00),  // the first day of the tax
    ("2012-09-03 12:00", 26, 13_00),
    ("2012-09-04 12:00", 26, 15_50),  // the first day of 50 cents
    ("2013-05-18 14:00", 6, 5_50),
    ("2013-05-18 17:00", 6, 5_50),  // a Saturday has no rush hour
    ("2013-05-18 20:00", 6, 6_00),
    ("2013-05-18 05:59", 6, 6_00),
    ("2013-05-18 06:00", 6, 5_50),
    ("2013-05-17 15:59", 6, 5_50),
    ("2013-05-17 16:00", 6, 6_50),
    ("2013-05-17 19:59", 6, 6_50),
    ("2013-05-17 20:00", 6, 6_00),
    ("2013-05-27 17:00", 6, 5_50),  // Memorial Day has no rush hour
  ])
  func `a metered ride costs what the published tariff says`(text: String, units: Int, cents: Int) throws {
    let time = try pickupTime(text)
    #expect(Tariff(on: time.day).fare(.standard, units: units, at: time) == cents)
  }

  // All four at 17:00 on a weekday: the rush-hour surcharge is not added to the flat fare, the tax is.
  @Test(arguments: [
    ("2009-03-02 17:00", 45_00), ("2012-08-31 17:00", 45_50), ("2012-09-04 17:00", 52_50),
    ("2012-09-04 22:00", 52_50),
  ])
  func `a flat JFK ride costs 45 dollars before September 2012 and 52 after`(
    text: String,
    cents: Int
  ) throws {
    let time = try pickupTime(text)
    #expect(Tariff(on: time.day).fare(.kennedy, units: 90, at: time) == cents)
  }

  @Test(arguments: [("2010-03-06 12:00", 40, 15_00), ("2013-03-02 12:00", 50, 17_50)])
  func `a Newark ride is metered and has a surcharge`(text: String, unit: Int, surcharge: Int) throws {
    let time = try pickupTime(text)
    #expect(Tariff(on: time.day).fare(.newark, units: 101, at: time) == 250 + 100 * unit + 50 + surcharge)
  }

  @Test(arguments: [
    (Place.Area.manhattan, Place.Area.kennedy, Tariff.RateCode.kennedy),
    (.kennedy, .manhattan, .kennedy), (.boroughs, .kennedy, .standard), (.kennedy, .laGuardia, .standard),
    (.laGuardia, .manhattan, .standard), (.manhattan, .newark, .newark), (.kennedy, .newark, .newark),
  ])
  func `the flat fare holds between Kennedy and Manhattan only`(
    from: Place.Area,
    to: Place.Area,
    rateCode: Tariff.RateCode
  ) {
    let here = GridPoint(across: 0, along: 0)
    #expect(Trip(from: from, to: to, pickup: here, dropoff: here).rateCode == rateCode)
  }

  // 0 is Monday.
  @Test(arguments: [(2009, 1, 1, 3), (2012, 2, 29, 2), (2015, 6, 30, 1), (2000, 1, 1, 5), (1970, 1, 1, 3)])
  func `dates have the weekday that the calendar shows`(year: Int, month: Int, day: Int, weekday: Int) {
    #expect(CalendarDay(year: year, month: month, day: day).weekday == weekday)
  }

  @Test func `the span of the data has 2,372 days, two leap days not forgotten`() {
    // 2009 to 2014 with the leap day of 2012, and 181 days of 2015: 6 * 365 + 1 + 181.
    let days = CalendarDay.days(from: PickupTimes.firstDay, through: PickupTimes.lastDay)
    #expect(days.count == 2_372)
    #expect(zip(days, days.dropFirst()).allSatisfy { ($0.weekday + 1) % 7 == $1.weekday && $0 < $1 })
  }

  @Test func `the holidays of 2012 are those of the federal calendar`() {
    let first = CalendarDay(year: 2012, month: 1, day: 1)
    let last = CalendarDay(year: 2012, month: 12, day: 31)
    let holidays = CalendarDay.days(from: first, through: last).filter(\.isHoliday)
    let expected = ["1/1", "1/16", "2/20", "5/28", "7/4", "9/3", "10/8", "11/11", "11/22", "12/25"]
    #expect(holidays.map { "\($0.month)/\($0.day)" } == expected)
  }

  @Test func `the holidays on weekdays are those of the printed calendars from 2009 to 2015`() {
    let days = CalendarDay.days(from: PickupTimes.firstDay, through: PickupTimes.lastDay)
    let holidays = days.filter { $0.isHoliday && $0.weekday < 5 }
    let dates = holidays.map { day in
      let month = (day.month < 10 ? "0" : "") + String(day.month)
      return "\(day.year)-\(month)-" + (day.day < 10 ? "0" : "") + String(day.day)
    }
    #expect(dates == weekdayHolidays)
  }

  @Test func `Columbus Circle is where Eighth Avenue meets 59th Street`() {
    // Seventeen streets of 1/20 mile up from 42nd, and 0.81 km west of Fifth Avenue.
    // The circle itself is 80 metres wide.
    let circle = GridPlane.point(longitude: -73.9819, latitude: 40.7681)
    #expect(abs(circle.along - 17 * 0.0804672) < 0.08)
    #expect(abs(circle.across + 0.81) < 0.08)
  }

  @Test func `a coordinate on the grid and back is the same to the last decimal`() {
    let point = GridPlane.point(longitude: -73.776_125, latitude: 40.645_5)
    #expect(GridPlane.coordinate(of: point) == Coordinate(longitude: -73_776_125, latitude: 40_645_500))
  }

  @Test func `nobody is picked up in a river or in the middle of Central Park`() {
    var random = SplitMix64(seed: 1)
    let sheepMeadow = GridPlane.point(longitude: -73.9745, latitude: 40.7717)
    let kerb = Manhattan.kerb(near: sheepMeadow, using: &random)
    #expect(kerb.distance(to: sheepMeadow) > 0.2)
    // Mid-river off 42nd Street, on either side: the island is 3.5 km wide at most.
    for across in [-2.5, 1.6] {
      let landed = Manhattan.kerb(near: GridPoint(across: across, along: 0.01), using: &random)
      #expect((-1.95...1.2).contains(landed.across))
    }
  }

  @Test func `a meter counts five units a mile at least, and more in a workday's traffic`() throws {
    var random = SplitMix64(seed: 2)
    let (quiet, busy) = (try pickupTime("2013-05-15 05:00"), try pickupTime("2013-05-15 15:00"))
    func units(_ time: PickupTime) -> [Int] {
      (0..<500).map { _ in Traffic.units(kilometers: 2 * 1.609344, at: time, using: &random) }
    }
    let (quietUnits, busyUnits) = (units(quiet), units(busy))
    #expect((quietUnits + busyUnits).allSatisfy { $0 >= 10 })
    #expect(busyUnits.reduce(0, +) > quietUnits.reduce(0, +) + 500)
  }

  @Test func `a weighted choice keeps to its weights and never takes a zero`() {
    let weights = [1, 0, 7, 2, 30]
    let choice = WeightedChoice(weights: weights)
    var counts = Array(repeating: 0, count: weights.count)
    var random = SplitMix64(seed: 3)
    for _ in 0..<40_000 { counts[choice.index(for: random.next())] += 1 }
    #expect(counts[1] == 0)
    // Expected are 1,000 for each unit of weight; 5 standard deviations are 150 or more.
    for (count, weight) in zip(counts, weights) {
      #expect(abs(count - 1_000 * weight) < 150 * max(1, weight))
    }
  }

  @Test func `a choice without a positive weight is a programming error`() async {
    await #expect(processExitsWith: .failure) { _ = WeightedChoice(weights: [0, 0]) }
  }

  @Test(arguments: [
    (0, "0"), (-73_980_000, "-73.98"), (40_700_001, "40.700001"), (-5, "-0.000005"), (10_000_000, "10"),
    (-739_812_340, "-739.81234"),
  ])
  func `millionths are written without trailing zeros`(value: Int, text: String) {
    #expect(written { $0.write(millionths: value, at: &$1) } == text)
  }

  @Test(arguments: [(4_50, "4.5"), (-2_50, "-2.5"), (52_00, "52"), (9_05, "9.05"), (0, "0"), (-5, "-0.05")])
  func `hundredths are written without trailing zeros`(value: Int, text: String) {
    #expect(written { $0.write(hundredths: value, at: &$1) } == text)
  }

  @Test(arguments: [(7, "0000007"), (9_999_999, "9999999"), (55_423_856, "55423856")])
  func `row numbers have seven digits, or more when they need them`(value: Int, text: String) {
    #expect(written { $0.write(integer: value, minimumDigits: 7, at: &$1) } == text)
  }

  @Test func `the stated shares of dirt are those of the public data`() {
    let shares = Dirt.allCases.map(\.perMillion)
    #expect(shares == [19_000, 1_000, 500, 200, 10_000, 500, 3_500, 2])
  }

  @Test func `dirt falls on rides as often as stated`() throws {
    let clean = Ride(
      time: try pickupTime("2013-05-15 15:00"),
      fare: 9_50,
      pickup: Coordinate(longitude: -73_980_000, latitude: 40_750_000),
      dropoff: Coordinate(longitude: -73_960_000, latitude: 40_770_000),
      passengers: 1
    )
    let rides = 200_000
    var counts: [Dirt: Int] = [:]
    var random = SplitMix64(seed: 4)
    for _ in 0..<rides {
      var ride = clean
      ride.soil(using: &random)
      #expect(ride.fare == clean.fare || ride.fare <= 0 || (200_00...500_00).contains(ride.fare))
      for dirt in dirt(seenIn: ride, madeFrom: clean) { counts[dirt, default: 0] += 1 }
    }
    for dirt in Dirt.allCases {
      let expected = Double(rides * dirt.perMillion) / 1_000_000
      // Five standard deviations of a Poisson count, and one for the rarest.
      #expect(abs(Double(counts[dirt, default: 0]) - expected) < 5 * expected.squareRoot() + 1, "\(dirt)")
    }
  }

  /// Recognises dirt by what a reader of the row sees.
  private func dirt(seenIn ride: Ride, madeFrom clean: Ride) -> [Dirt] {
    var seen: [Dirt] = []
    let ends = [ride.pickup, ride.dropoff]
    let zeros = ends.count { $0.longitude == 0 && $0.latitude == 0 }
    let isMoved = ride.pickup != clean.pickup || ride.dropoff != clean.dropoff
    if zeros == 2 {
      seen.append(.allZero)
    } else if zeros == 1 {
      seen.append(.oneEndZero)
    } else if ride.pickup == ride.dropoff {
      seen.append(.samePlace)
    } else if ends.allSatisfy({ $0.longitude > 0 && $0.latitude < -70_000_000 }) {
      seen.append(.swapped)
    } else if isMoved {
      seen.append(.farAway)
    }
    if ride.fare <= 0 || ride.fare >= 200_00 { seen.append(.absurdFare) }
    if ride.passengers == 0 { seen.append(.zeroPassengers) }
    if ride.passengers == 208 { seen.append(.passengers208) }
    return seen
  }
}

/// A time such as `2012-09-04 17:00`.
private func pickupTime(_ text: String) throws -> PickupTime {
  let numbers = text.split { "- :".contains($0) }.compactMap { Int($0) }
  try #require(numbers.count == 5, "\(text) is no year, month, day, hour and minute")
  let day = CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
  return PickupTime(day: day, hour: numbers[3], minute: numbers[4], second: 0)
}

private func written(_ write: (inout MutableSpan<UInt8>, inout Int) -> Void) -> String {
  var bytes = [UInt8](repeating: 0, count: 32)
  var length = 0
  var span = bytes.mutableSpan
  write(&span, &length)
  return String(decoding: bytes[..<length], as: UTF8.self)
}

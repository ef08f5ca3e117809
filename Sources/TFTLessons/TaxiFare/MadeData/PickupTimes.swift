import RawData

/// Draws pickup times: every hour of the week and every month has its share of the rides.
///
/// The shares are set by hand after what is commonly known: few at 5 in the morning, most between 18 and 22,
/// and the nights before Saturday and Sunday are busy until 4.
struct PickupTimes: Sendable {
  static let firstDay = CalendarDay(year: 2009, month: 1, day: 1)
  static let lastDay = CalendarDay(year: 2015, month: 6, day: 30)

  /// Rides per hour of the day, midnight first: how busy an hour is next to the others.
  private static let mondayToThursday = [
    25, 14, 9, 6, 6, 9, 24, 45, 54, 52, 47, 48, 50, 49, 51, 49, 41, 50, 63, 67, 64, 62, 56, 43,
  ]
  private static let friday = [
    34, 21, 14, 10, 9, 10, 23, 43, 52, 50, 46, 47, 50, 49, 51, 50, 43, 53, 67, 74, 69, 66, 69, 68,
  ]
  private static let saturday = [
    61, 53, 43, 33, 20, 9, 10, 16, 26, 37, 44, 49, 53, 53, 53, 52, 47, 54, 64, 70, 63, 63, 68, 72,
  ]
  private static let sunday = [
    69, 63, 54, 43, 27, 12, 9, 12, 20, 32, 43, 48, 53, 53, 52, 51, 46, 49, 52, 50, 47, 45, 40, 31,
  ]

  /// In how many of 100 draws a month's ride is kept, January first: summer and the cold are quieter.
  private static let keptByMonth = [88, 89, 100, 98, 98, 95, 86, 81, 90, 98, 93, 92]

  /// Nearly half the rides are recorded to the minute only, with 00 for the second.
  private static let wholeMinutesPerMillion = 450_000

  private let days = CalendarDay.days(from: firstDay, through: lastDay)
  private let hourOfWeek: WeightedChoice
  private let weeks: Int

  init() {
    let week = Array(repeating: Self.mondayToThursday, count: 4) + [Self.friday, Self.saturday, Self.sunday]
    hourOfWeek = WeightedChoice(weights: week.flatMap(\.self))
    weeks = (days.count + Self.firstDay.weekday + 6) / 7
  }

  /// The next pickup time.
  func next(using random: inout SplitMix64) -> PickupTime {
    while true {
      let (weekday, hour) = hourOfWeek.index(for: random.next()).quotientAndRemainder(dividingBy: 24)
      let index = random.next(below: weeks) * 7 + weekday - Self.firstDay.weekday
      guard days.indices.contains(index) else { continue }
      let day = days[index]
      guard random.next(below: 100) < Self.keptByMonth[day.month - 1] else { continue }
      let isWholeMinute = random.nextIsTrue(perMillion: Self.wholeMinutesPerMillion)
      let second = random.next(below: 3_600)
      return PickupTime(day: day, hour: hour, minute: second / 60, second: isWholeMinute ? 0 : second % 60)
    }
  }
}

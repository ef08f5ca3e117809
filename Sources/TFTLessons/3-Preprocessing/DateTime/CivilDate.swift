/// A day of the Gregorian calendar, before 1582 as if it had always been there.
struct CivilDate: Equatable {
  var year: Int64
  /// 1 to 12.
  var month: Int64
  /// 1 to 31.
  var day: Int64

  init(year: Int64, month: Int64, day: Int64) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Whether the calendar has this day.
  var exists: Bool { 1...12 ~= month && 1...Self.daysInMonth(month, year: year) ~= day }

  static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func daysInMonth(_ month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The days since 1970-01-01.
  ///
  /// Years count from March, so that the leap day is a year's last.
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`; for years from 0.
  var daysSince1970: Int64 {
    let marchYear = (month <= 2 ? year - 1 : year) + 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468 - 146_097
  }

  /// The day so many days after 1970-01-01. Source: the same, `civil_from_days`.
  init(daysSince1970 days: Int64) {
    let (era, dayOfEra) = floored(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfMarchYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfMarchYear + 2) / 153
    day = dayOfMarchYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// 1 for the first of January.
  var dayOfYear: Int64 {
    let daysBefore: [Int64] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    return daysBefore[Int(month) - 1] + day + (month > 2 && Self.isLeap(year) ? 1 : 0)
  }

  /// The week of the year, 1 to 53, by ISO 8601: weeks begin on Monday and belong to the year that has their Thursday.
  var isoWeek: Int64 {
    let days = daysSince1970
    let daysSinceMonday = floored(days + 3, by: 7).remainder
    let thursday = CivilDate(daysSince1970: days - daysSinceMonday + 3)
    return (thursday.dayOfYear - 1) / 7 + 1
  }
}

/// Division rounded down, so that times before 1970 come out right.
func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
  let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

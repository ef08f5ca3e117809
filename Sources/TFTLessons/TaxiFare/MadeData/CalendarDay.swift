/// A day of the Gregorian calendar, in whole numbers.
struct CalendarDay: Sendable, Comparable {
  let year: Int
  let month: Int
  let day: Int
  /// 0 is Monday, 6 is Sunday.
  let weekday: Int
  /// True on a federal holiday, by its own date, even when offices close on another.
  let isHoliday: Bool

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
    // 1970-01-01, day 0, was a Thursday.
    weekday = (Self.daysSince1970(year: year, month: month, day: day) + 3) % 7
    isHoliday = Self.isHoliday(month: month, day: day, weekday: weekday)
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// The number of days from 1970-01-01, for days since then.
  ///
  /// Rule: Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`. The year starts in
  /// March there, so that the leap day is its last.
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = marchYear / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Every day from `first` up to and with `last`.
  static func days(from first: CalendarDay, through last: CalendarDay) -> [CalendarDay] {
    var days: [CalendarDay] = []
    for year in first.year...last.year {
      for month in 1...12 {
        for day in 1...monthLength(year: year, month: month) {
          let candidate = CalendarDay(year: year, month: month, day: day)
          if first <= candidate && candidate <= last { days.append(candidate) }
        }
      }
    }
    return days
  }

  private static func monthLength(year: Int, month: Int) -> Int {
    let next = month == 12 ? (year: year + 1, month: 1) : (year: year, month: month + 1)
    return daysSince1970(year: next.year, month: next.month, day: 1)
      - daysSince1970(year: year, month: month, day: 1)
  }

  private static func isHoliday(month: Int, day: Int, weekday: Int) -> Bool {
    let ordinal = (day - 1) / 7 + 1
    switch (month, weekday) {
    case (1, 0): return ordinal == 3 || day == 1  // Martin Luther King's birthday
    case (2, 0): return ordinal == 3  // Washington's birthday
    case (5, 0): return day > 24  // Memorial Day, the last Monday
    case (9, 0): return ordinal == 1  // Labor Day
    case (10, 0): return ordinal == 2  // Columbus Day
    case (11, 3) where ordinal == 4: return true  // Thanksgiving
    default: return [(1, 1), (7, 4), (11, 11), (12, 25)].contains { $0 == (month, day) }
    }
  }
}

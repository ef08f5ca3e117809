extension ONNXGraph {
  private func quotient(_ x: ONNXValue, _ divisor: Int64) -> ONNXValue { divide(x, number(divisor)) }
  private func product(_ x: ONNXValue, _ factor: Int64) -> ONNXValue { multiply(x, number(factor)) }
  private func sum(_ x: ONNXValue, _ summand: Int64) -> ONNXValue { add(x, number(summand)) }
  private func asInteger(_ condition: ONNXValue) -> ONNXValue { cast(condition, to: .int64) }

  /// The day so many days after 1970-01-01.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  func date(_ days: ONNXValue) -> ONNXDate {
    let fromMarch = sum(days, 719_468)
    let (era, dayOfEra) = (floorDiv(fromMarch, 146_097), floorMod(fromMarch, 146_097))
    var rest = subtract(dayOfEra, quotient(dayOfEra, 1460))
    rest = subtract(add(rest, quotient(dayOfEra, 36_524)), quotient(dayOfEra, 146_096))
    let yearOfEra = quotient(rest, 365)
    let daysOfYears = subtract(
      add(product(yearOfEra, 365), quotient(yearOfEra, 4)),
      quotient(yearOfEra, 100)
    )
    let dayOfMarchYear = subtract(dayOfEra, daysOfYears)
    let marchMonth = quotient(sum(product(dayOfMarchYear, 5), 2), 153)
    let day = sum(subtract(dayOfMarchYear, quotient(sum(product(marchMonth, 153), 2), 5)), 1)
    let isOfNextYear = lessOrEqual(number(Int64(10)), marchMonth)
    let month = subtract(sum(marchMonth, 3), product(asInteger(isOfNextYear), 12))
    let year = add(add(yearOfEra, product(era, 400)), asInteger(isOfNextYear))
    return ONNXDate(year: year, month: month, day: day)
  }

  /// The days since 1970-01-01 of a day in a year from 0 on. Source: the same, `days_from_civil`.
  func daysSince1970(_ date: ONNXDate) -> ONNXValue {
    let isBeforeMarch = lessOrEqual(date.month, number(Int64(2)))
    let year = sum(subtract(date.year, asInteger(isBeforeMarch)), 400)
    let month = floorMod(sum(date.month, 9), 12)
    let dayOfYear = sum(add(quotient(sum(product(month, 153), 2), 5), date.day), -1)
    let leapDays = add(subtract(quotient(year, 4), quotient(year, 100)), quotient(year, 400))
    return sum(add(add(product(year, 365), leapDays), dayOfYear), -719_468 - 146_097)
  }

  /// Whether years have a leap day.
  func isLeap(_ year: ONNXValue) -> ONNXValue {
    func isMultiple(of divisor: Int64) -> ONNXValue { equal(floorMod(year, divisor), number(Int64(0))) }
    return and(isMultiple(of: 4), or(not(isMultiple(of: 100)), isMultiple(of: 400)))
  }

  /// Whether the calendar has such a day.
  func exists(_ date: ONNXDate) -> ONNXValue {
    let isMonth = isInside(date.month, 1...12)
    let month = select(isMonth, date.month, else: number(Int64(1)))
    let lengths = constant(.int64([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]), [13])
    let isLongFebruary = and(equal(month, number(Int64(2))), isLeap(date.year))
    let length = add(gather(lengths, month), asInteger(isLongFebruary))
    return and(isMonth, and(lessOrEqual(number(Int64(1)), date.day), lessOrEqual(date.day, length)))
  }

  /// 1 for the first of January.
  func dayOfYear(_ date: ONNXDate) -> ONNXValue {
    let daysBefore = constant(.int64([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]), [13])
    let isBehindLeapDay = and(less(number(Int64(2)), date.month), isLeap(date.year))
    return add(add(gather(daysBefore, date.month), date.day), asInteger(isBehindLeapDay))
  }

  /// The week of the year by ISO 8601: weeks begin on Monday and belong to the year that has their Thursday.
  func isoWeek(_ days: ONNXValue) -> ONNXValue {
    let daysSinceMonday = floorMod(sum(days, 3), 7)
    let thursday = date(sum(subtract(days, daysSinceMonday), 3))
    return sum(quotient(sum(dayOfYear(thursday), -1), 7), 1)
  }
}

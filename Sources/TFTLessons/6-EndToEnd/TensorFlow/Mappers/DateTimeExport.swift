import Preprocessing
import RawData

/// Times read from texts, and their parts.
enum DateTimeExport: TensorFlowFamily {
  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    if call.name == "parse_datetime" {
      let text = try call.column()
      let format = call.parameters.has("format") ? try call.parameters.string("format") : DateTimeFormat.taxi
      var reader = try DateTimeReader(DateTimeFormat(format))
      return TensorFlowColumn(values: reader.seconds(text.values, to: &graph), layout: text.layout)
    }
    guard parts.contains(call.name) else { return nil }
    let seconds = try call.column()
    return TensorFlowColumn(values: graph.part(call.name, of: seconds.values), layout: seconds.layout)
  }

  private static let parts = [
    "year", "quarter", "month_of_year", "week_of_year", "day_of_year", "day_of_month", "day_of_week",
    "hour_of_day",
    "minute_of_hour", "second_of_minute",
  ]
}

/// A day of the calendar as tensors.
struct TensorFlowDate {
  var year, month, day: TensorReference
}

extension TensorFlowGraph {
  fileprivate mutating func part(_ name: String, of seconds: TensorReference) -> TensorReference {
    switch name {
    case "second_of_minute": return calculate(.floorModulo, seconds, 60)
    case "minute_of_hour": return calculate(.floorDivide, calculate(.floorModulo, seconds, 3600), 60)
    case "hour_of_day": return calculate(.floorDivide, calculate(.floorModulo, seconds, 86_400), 3600)
    default: break
    }
    let days = calculate(.floorDivide, seconds, 86_400)
    // 1970-01-01 was a Thursday, day 4.
    if name == "day_of_week" { return calculate(.floorModulo, calculate(.add, days, 4), 7) }
    if name == "week_of_year" { return isoWeek(days) }
    let date = date(days)
    switch name {
    case "day_of_month": return date.day
    case "day_of_year": return dayOfYear(date)
    case "month_of_year": return date.month
    case "quarter": return calculate(.floorDivide, calculate(.add, date.month, 2), 3)
    default: return date.year
    }
  }

  /// `CivilDate.init(daysSince1970:)`.
  private mutating func date(_ days: TensorReference) -> TensorFlowDate {
    let shifted = calculate(.add, days, 719_468)
    let era = calculate(.floorDivide, shifted, 146_097)
    let dayOfEra = calculate(.floorModulo, shifted, 146_097)
    let fourYears = calculate(.subtract, dayOfEra, calculate(.floorDivide, dayOfEra, 1460))
    let centuries = calculate(.add, fourYears, calculate(.floorDivide, dayOfEra, 36_524))
    let corrected = calculate(.subtract, centuries, calculate(.floorDivide, dayOfEra, 146_096))
    let yearOfEra = calculate(.floorDivide, corrected, 365)
    let leapDays = calculate(
      .subtract,
      calculate(.floorDivide, yearOfEra, 4),
      calculate(.floorDivide, yearOfEra, 100)
    )
    let daysBefore = calculate(.add, calculate(.multiply, yearOfEra, 365), leapDays)
    let dayOfYear = calculate(.subtract, dayOfEra, daysBefore)
    let month = calculate(.floorDivide, calculate(.add, calculate(.multiply, dayOfYear, 5), 2), 153)
    let monthStart = calculate(.floorDivide, calculate(.add, calculate(.multiply, month, 153), 2), 5)
    let isLate = ask(.less, month, integer(10))
    let civilMonth = calculate(.add, month, select(isLate, integer(3), integer(-9)))
    let year = calculate(.add, yearOfEra, calculate(.multiply, era, 400))
    return TensorFlowDate(
      year: calculate(.add, year, select(isLate, integer(0), integer(1))),
      month: civilMonth,
      day: calculate(.add, calculate(.subtract, dayOfYear, monthStart), 1)
    )
  }

  /// `CivilDate.daysSince1970`.
  mutating func days(_ date: TensorFlowDate) -> TensorReference {
    let isEarly = ask(.less, date.month, integer(3))
    let year = calculate(.add, date.year, select(isEarly, integer(399), integer(400)))
    let month = calculate(.floorModulo, calculate(.add, date.month, 9), 12)
    let monthStart = calculate(.floorDivide, calculate(.add, calculate(.multiply, month, 153), 2), 5)
    let dayOfYear = calculate(.add, monthStart, date.day)
    let leapDays = calculate(.subtract, calculate(.floorDivide, year, 4), calculate(.floorDivide, year, 100))
    let allLeapDays = calculate(.add, leapDays, calculate(.floorDivide, year, 400))
    let days = calculate(.add, calculate(.add, calculate(.multiply, year, 365), allLeapDays), dayOfYear)
    return calculate(.subtract, days, 719_468 + 146_097 + 1)
  }

  mutating func isLeap(_ year: TensorReference) -> TensorReference {
    func divides(_ divisor: Int64, _ graph: inout TensorFlowGraph) -> TensorReference {
      graph.ask(.equal, graph.calculate(.floorModulo, year, divisor), graph.integer(0))
    }
    let isCentury = divides(100, &self)
    return and(divides(4, &self), or(not(isCentury), divides(400, &self)))
  }

  private mutating func dayOfYear(_ date: TensorFlowDate) -> TensorReference {
    let daysBefore = constant(.int64s([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]))
    let start = gather(daysBefore, calculate(.subtract, date.month, 1))
    let hasLeapDay = and(ask(.less, integer(2), date.month), isLeap(date.year))
    return calculate(.add, calculate(.add, start, date.day), cast(hasLeapDay, .int64))
  }

  private mutating func isoWeek(_ days: TensorReference) -> TensorReference {
    let sinceMonday = calculate(.floorModulo, calculate(.add, days, 3), 7)
    let thursday = date(calculate(.add, calculate(.subtract, days, sinceMonday), 3))
    return calculate(.add, calculate(.floorDivide, calculate(.subtract, dayOfYear(thursday), 1), 7), 1)
  }
}

import RawData

struct DateTimePart: ElementwiseMapper, ElementKernel {
  enum Part: String, CaseIterable, Sendable {
    case year
    case quarter
    case monthOfYear = "month_of_year"
    case weekOfYear = "week_of_year"
    case dayOfYear = "day_of_year"
    case dayOfMonth = "day_of_month"
    case dayOfWeek = "day_of_week"
    case hourOfDay = "hour_of_day"
    case minuteOfHour = "minute_of_hour"
    case secondOfMinute = "second_of_minute"

    /// The values it can have; nil where there is no end.
    var domain: FeatureSpec.IntDomain? {
      switch self {
      case .year: nil
      case .quarter: .init(min: 1, max: 4)
      case .monthOfYear: .init(min: 1, max: 12)
      case .weekOfYear: .init(min: 1, max: 53)
      case .dayOfYear: .init(min: 1, max: 366)
      case .dayOfMonth: .init(min: 1, max: 31)
      case .dayOfWeek: .init(min: 0, max: 6)
      case .hourOfDay: .init(min: 0, max: 23)
      case .minuteOfHour, .secondOfMinute: .init(min: 0, max: 59)
      }
    }
  }

  let part: Part
  var name: String { part.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64] }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(.int64, self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    switch part {
    case .secondOfMinute: elements.map { floored($0, by: 60).remainder }
    case .minuteOfHour: elements.map { floored($0, by: 3600).remainder / 60 }
    case .hourOfDay: elements.map { floored($0, by: 86_400).remainder / 3600 }
    // 1970-01-01 was a Thursday, day 4.
    case .dayOfWeek: elements.map { floored(floored($0, by: 86_400).quotient + 4, by: 7).remainder }
    case .dayOfMonth: elements.map { Self.date($0).day }
    case .dayOfYear: elements.map { Self.date($0).dayOfYear }
    case .weekOfYear: elements.map { Self.date($0).isoWeek }
    case .monthOfYear: elements.map { Self.date($0).month }
    case .quarter: elements.map { (Self.date($0).month + 2) / 3 }
    case .year: elements.map { Self.date($0).year }
    }
  }

  private static func date(_ seconds: Int64) -> CivilDate {
    CivilDate(daysSince1970: floored(seconds, by: 86_400).quotient)
  }
}

private func part(
  _ part: DateTimePart.Part,
  _ seconds: Column<Int64>,
  _ fileID: String,
  _ line: Int
) -> Column<Int64> {
  Column(
    DateTimePart(part: part),
    [seconds.node],
    domain: part.domain,
    location: SourceLocation(fileID: fileID, line: line)
  )
}

/// The hour of the day, 0 to 23, of seconds since 1970-01-01 UTC.
public func hourOfDay(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Int64>
{
  part(.hourOfDay, seconds, fileID, line)
}

/// The minute of the hour, 0 to 59, of seconds since 1970-01-01 UTC.
public func minuteOfHour(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<
  Int64
> {
  part(.minuteOfHour, seconds, fileID, line)
}

/// The second of the minute, 0 to 59, of seconds since 1970-01-01 UTC.
public func secondOfMinute(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<
  Int64
> {
  part(.secondOfMinute, seconds, fileID, line)
}

/// The day of the week, Sunday 0 to Saturday 6, of seconds since 1970-01-01 UTC.
public func dayOfWeek(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Int64>
{
  part(.dayOfWeek, seconds, fileID, line)
}

/// The day of the month, 1 to 31, of seconds since 1970-01-01 UTC.
public func dayOfMonth(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Int64>
{
  part(.dayOfMonth, seconds, fileID, line)
}

/// The day of the year, 1 to 366, of seconds since 1970-01-01 UTC.
public func dayOfYear(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Int64>
{
  part(.dayOfYear, seconds, fileID, line)
}

/// The week of the year, 1 to 53, of seconds since 1970-01-01 UTC, by ISO 8601: weeks begin on Monday, and the first has
/// the year's first Thursday.
public func weekOfYear(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Int64>
{
  part(.weekOfYear, seconds, fileID, line)
}

/// The month of the year, 1 to 12, of seconds since 1970-01-01 UTC.
public func monthOfYear(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<
  Int64
> {
  part(.monthOfYear, seconds, fileID, line)
}

/// The quarter of the year, 1 to 4, of seconds since 1970-01-01 UTC.
public func quarter(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Int64> {
  part(.quarter, seconds, fileID, line)
}

/// The year of seconds since 1970-01-01 UTC.
public func year(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Int64> {
  part(.year, seconds, fileID, line)
}

/// Whether it is Saturday or Sunday at seconds since 1970-01-01 UTC.
public func isWeekend(_ seconds: Column<Int64>, fileID: String = #fileID, line: Int = #line) -> Column<Bool> {
  let day = dayOfWeek(seconds, fileID: fileID, line: line)
  return (day .== 0) .| (day .== 6)
}

enum DateTimeFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    if let part = DateTimePart.Part(rawValue: name) { return DateTimePart(part: part) }
    guard name == "parse_datetime" else { return nil }
    let format = parameters.has("format") ? try parameters.string("format") : DateTimeFormat.taxi
    return ParseDateTime(try DateTimeFormat(format))
  }
}

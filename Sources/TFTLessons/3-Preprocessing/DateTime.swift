import RawData

/// The seconds since 1970-01-01 00:00:00 UTC of texts like `2009-06-15 17:26:21 UTC`.
///
/// Exact in integers: the original pipeline went through `float32`, whose steps are 128 seconds by now, and got 22 of
/// 1,999 hours wrong.
///
/// Running it throws `OperationError` for a text of any other form, or a day or time that does not exist.
public func parseDateTime(
  _ text: Column<String>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(ParseDateTime(), [text.node], location: SourceLocation(fileID: fileID, line: line))
}

/// The hour of the day, 0 to 23, of seconds since 1970-01-01 UTC.
public func hourOfDay(
  _ seconds: Column<Int64>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(
    DateTimePart(part: .hourOfDay),
    [seconds.node],
    domain: .init(min: 0, max: 23),
    location: SourceLocation(fileID: fileID, line: line)
  )
}

/// The day of the week, Sunday 0 to Saturday 6, of seconds since 1970-01-01 UTC.
public func dayOfWeek(
  _ seconds: Column<Int64>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(
    DateTimePart(part: .dayOfWeek),
    [seconds.node],
    domain: .init(min: 0, max: 6),
    location: SourceLocation(fileID: fileID, line: line)
  )
}

struct ParseDateTime: Mapper {
  let name = "parse_datetime"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }

  private static let pattern = Array("dddd-dd-dd dd:dd:dd UTC".utf8)

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let texts = try inputs[0].strings()
    var seconds: [Int64] = []
    seconds.reserveCapacity(texts.count)
    for index in 0..<texts.count {
      guard let second = Self.seconds(texts[index]) else {
        throw RowError(
          row: index,
          "found \(quoted(texts[index])), expected a time like \"2009-06-15 17:26:21 UTC\""
        )
      }
      seconds.append(second)
    }
    return FeatureValues(.int64(seconds), layout: inputs[0].values.layout)
  }

  private static func seconds(_ text: ArraySlice<UInt8>) -> Int64? {
    let isDigit = { (byte: UInt8) in byte &- 48 < 10 }
    guard text.count == pattern.count,
      zip(text, pattern).allSatisfy({ $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1 })
    else { return nil }
    func number(_ range: Range<Int>) -> Int64 {
      range.reduce(0) { $0 * 10 + Int64(text[text.startIndex + $1]) - 48 }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    guard 1...12 ~= month, 1...daysInMonth(month, year: year) ~= day, hour < 24, minute < 60, second < 60
    else {
      return nil
    }
    return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
  }

  private static func daysInMonth(_ month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Counts years from March, so that the leap day is a year's last.
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`; for years from 0.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let marchYear = (month <= 2 ? year - 1 : year) + 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468 - 146_097
  }
}

struct DateTimePart: Mapper {
  enum Part: String, CaseIterable, Sendable {
    case hourOfDay = "hour_of_day"
    case dayOfWeek = "day_of_week"
  }

  let part: Part
  var name: String { part.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let seconds = try inputs[0].int64s()
    let parts =
      switch part {
      case .hourOfDay: seconds.map { floored($0, by: 3600).quotient }.map { floored($0, by: 24).remainder }
      // 1970-01-01 was a Thursday, day 4.
      case .dayOfWeek: seconds.map { floored(floored($0, by: 86400).quotient + 4, by: 7).remainder }
      }
    return FeatureValues(.int64(parts), layout: inputs[0].values.layout)
  }

  /// Division rounded down, so that times before 1970 come out right.
  private func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

enum DateTimeFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    if let part = DateTimePart.Part(rawValue: name) { return DateTimePart(part: part) }
    return name == "parse_datetime" ? ParseDateTime() : nil
  }
}

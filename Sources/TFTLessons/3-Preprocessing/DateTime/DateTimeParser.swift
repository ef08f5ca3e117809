import RawData

/// Reads times in a format, element by element.
struct DateTimeParser: Sendable {
  let format: DateTimeFormat

  /// The seconds since 1970 that `text` says; nil when it is no such time.
  func seconds(_ text: Slice<UnsafeRawBufferPointer>) -> Int64? {
    var fields = DateTimeFields()
    var rest = text
    for element in format.elements {
      guard Self.read(element, from: &rest, into: &fields) else { return nil }
    }
    return rest.isEmpty ? fields.seconds : nil
  }

  private static func read(
    _ element: DateTimeFormat.Element,
    from rest: inout Slice<UnsafeRawBufferPointer>,
    into fields: inout DateTimeFields
  ) -> Bool {
    switch element {
    case .literal(let byte): return rest.popFirst() == byte
    case .number(let field, let digits):
      guard let number = number(digits, from: &rest) else { return false }
      fields.set(field, number)
    case .fraction: return number(1...9, from: &rest) != nil
    case .monthName(let isLong):
      guard let month = name(CalendarNames.months, isLong, from: &rest) else { return false }
      fields.set(.month, Int64(month) + 1)
    case .weekdayName(let isLong): return name(CalendarNames.weekdays, isLong, from: &rest) != nil
    case .halfDay:
      guard let half = name(["am", "pm"], true, from: &rest) else { return false }
      fields.isAfternoon = half == 1
    case .offset:
      guard let offset = offset(from: &rest) else { return false }
      fields.offset = offset
    }
    return true
  }

  private static func number(_ digits: ClosedRange<Int>, from rest: inout Slice<UnsafeRawBufferPointer>)
    -> Int64?
  {
    var value: Int64 = 0
    var count = 0
    while count < digits.upperBound, let byte = rest.first, byte &- 48 < 10 {
      value = value * 10 + Int64(byte) - 48
      count += 1
      rest.removeFirst()
    }
    return digits.contains(count) ? value : nil
  }

  /// The index of the name that `rest` begins with, in any case.
  private static func name(_ names: [String], _ isLong: Bool, from rest: inout Slice<UnsafeRawBufferPointer>)
    -> Int?
  {
    for (index, name) in names.enumerated() {
      let expected = isLong ? name.utf8.prefix(9) : name.utf8.prefix(3)
      if rest.count >= expected.count, zip(rest, expected).allSatisfy({ $0 | 0x20 == $1 }) {
        rest.removeFirst(expected.count)
        return index
      }
    }
    return nil
  }

  /// Seconds east of Greenwich: `Z`, `+0530`, `-05:30`.
  private static func offset(from rest: inout Slice<UnsafeRawBufferPointer>) -> Int64? {
    guard let sign = rest.popFirst() else { return nil }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = number(2...2, from: &rest)
    else {
      return nil
    }
    if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
    guard let minutes = number(2...2, from: &rest), hours < 24, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
  }
}

/// What a text has said of a time.
struct DateTimeFields {
  var date = CivilDate(year: 1970, month: 1, day: 1)
  var dayOfYear: Int64?
  var hour: Int64 = 0
  /// The hour counts to 12 and wants AM or PM.
  var isHalfDayHour = false
  var isAfternoon = false
  var minute: Int64 = 0
  var second: Int64 = 0
  var epoch: Int64?
  /// Seconds east of Greenwich.
  var offset: Int64 = 0

  mutating func set(_ field: DateTimeFormat.Field, _ value: Int64) {
    switch field {
    case .year: date.year = value
    // As POSIX has it: 69 to 99 are of the last century.
    case .yearOfCentury: date.year = value + (value >= 69 ? 1900 : 2000)
    case .month: date.month = value
    case .day: date.day = value
    case .dayOfYear: dayOfYear = value
    case .hour: hour = value
    case .hourOfHalfDay:
      hour = value
      isHalfDayHour = true
    case .minute: minute = value
    case .second: second = value
    case .epoch: epoch = value
    }
  }

  /// The seconds since 1970; nil for a day or a time of day that does not exist.
  var seconds: Int64? {
    if let epoch { return epoch }
    guard let days, let hour = hourOfDay, minute < 60, second < 60 else { return nil }
    return ((days * 24 + hour) * 60 + minute) * 60 + second - offset
  }

  private var days: Int64? {
    guard let dayOfYear else { return date.exists ? date.daysSince1970 : nil }
    guard 1...(CivilDate.isLeap(date.year) ? 366 : 365) ~= dayOfYear else { return nil }
    return CivilDate(year: date.year, month: 1, day: 1).daysSince1970 + dayOfYear - 1
  }

  private var hourOfDay: Int64? {
    guard isHalfDayHour else { return hour < 24 ? hour : nil }
    return 1...12 ~= hour ? hour % 12 + (isAfternoon ? 12 : 0) : nil
  }
}

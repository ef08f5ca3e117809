import RawData

/// How a text says a time, in the directives of C's `strptime`: `%Y-%m-%d %H:%M:%S`.
///
/// Numbers have all their digits: four for `%Y`, two for `%m`, `%d`, `%H`, `%I`, `%M`, `%S`, `%y`, three for `%j`; with a
/// hyphen, as in `%-d`, leading zeros may be missing. `%f` is a fraction of one to nine digits, which is dropped. `%b` and
/// `%B` are months, `%a` and `%A` weekdays in English, short and long, in any case. `%p` is AM or PM. `%z` is `Z`, `+0530`
/// or `-05:30`. `%s` is seconds since 1970. `%F` is `%Y-%m-%d`, `%T` is `%H:%M:%S`, `%%` a per cent sign. What the format
/// leaves out is that of 1970-01-01 00:00:00 UTC.
package struct DateTimeFormat: Equatable, Sendable {
  package enum Field: Equatable, Sendable {
    case year, yearOfCentury, month, day, dayOfYear, hour, hourOfHalfDay, minute, second, epoch
  }

  package enum Element: Equatable, Sendable {
    case literal(UInt8)
    case number(Field, digits: ClosedRange<Int>)
    case fraction
    case monthName(isLong: Bool)
    case weekdayName(isLong: Bool)
    case halfDay
    case offset
  }

  /// The format of the taxi data.
  package static let taxi = "%Y-%m-%d %H:%M:%S UTC"

  package let text: String
  package let elements: [Element]

  /// - Throws: `RowError` for a directive that there is not.
  package init(_ text: String) throws(RowError) {
    self.text = text
    var elements: [Element] = []
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "%") else {
        elements.append(.literal(byte))
        continue
      }
      var letter = rest.next()
      let isShort = letter == UInt8(ascii: "-")
      if isShort { letter = rest.next() }
      elements += try Self.directive(letter, isShort: isShort, in: text)
    }
    self.elements = elements
  }

  private static func directive(
    _ letter: UInt8?,
    isShort: Bool,
    in text: String
  ) throws(RowError) -> [Element] {
    func number(_ field: Field, _ digits: Int) -> [Element] {
      [.number(field, digits: isShort ? 1...digits : digits...digits)]
    }
    switch letter.map({ Character(Unicode.Scalar($0)) }) {
    case "Y": return number(.year, 4)
    case "y": return number(.yearOfCentury, 2)
    case "m": return number(.month, 2)
    case "d": return number(.day, 2)
    case "j": return number(.dayOfYear, 3)
    case "H": return number(.hour, 2)
    case "I": return number(.hourOfHalfDay, 2)
    case "M": return number(.minute, 2)
    case "S": return number(.second, 2)
    case "s": return [.number(.epoch, digits: 1...18)]
    case "f": return [.fraction]
    case "b": return [.monthName(isLong: false)]
    case "B": return [.monthName(isLong: true)]
    case "a": return [.weekdayName(isLong: false)]
    case "A": return [.weekdayName(isLong: true)]
    case "p": return [.halfDay]
    case "z": return [.offset]
    case "F": return try DateTimeFormat("%Y-%m-%d").elements
    case "T": return try DateTimeFormat("%H:%M:%S").elements
    case "%": return [.literal(UInt8(ascii: "%"))]
    case let other:
      let found = other.map { "%\(isShort ? "-" : "")\($0)" } ?? "% at its end"
      throw RowError(
        "found \(found) in the format \(quoted(text.utf8)), expected one of "
          + "%Y %y %m %d %j %H %I %M %S %s %f %b %B %a %A %p %z %F %T %%"
      )
    }
  }

  /// 2009-06-15 17:26:21 UTC in this format.
  package var example: String {
    elements.map { element in
      switch element {
      case .literal(let byte): String(decoding: [byte], as: UTF8.self)
      case .number(.year, _): "2009"
      case .number(.yearOfCentury, _): "09"
      case .number(.month, let digits): digits.lowerBound == 1 ? "6" : "06"
      case .number(.day, _): "15"
      case .number(.dayOfYear, _): "166"
      case .number(.hour, _): "17"
      case .number(.hourOfHalfDay, let digits): digits.lowerBound == 1 ? "5" : "05"
      case .number(.minute, _): "26"
      case .number(.second, _): "21"
      case .number(.epoch, _): "1245086781"
      case .fraction: "5"
      case .monthName(let isLong): isLong ? "June" : "Jun"
      case .weekdayName(let isLong): isLong ? "Monday" : "Mon"
      case .halfDay: "PM"
      case .offset: "+0000"
      }
    }.joined()
  }
}

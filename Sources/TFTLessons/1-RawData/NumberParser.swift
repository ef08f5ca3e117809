/// Numbers from text, each rounded once, straight to its type.
package enum NumberParser {
  /// The `float32` nearest to the decimal number in `text[start..<end]` (ties to even); nil when it is no number.
  ///
  /// Accepts an optional sign, digits with an optional point, an optional exponent; `nan`, `inf` and `infinity` in any
  /// case; spaces and tabs around it. Beyond the range of `float32` the result is infinite, as IEEE 754 has it.
  package static func float(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Float? {
    let (start, end) = trimmed(text, start, end)
    guard let decimal = Decimal(text, start, end) else { return special(text, start, end) }
    return decimal.float ?? exactFloat(text, start, end)
  }

  /// The integer in `text[start..<end]`; nil when it is no integer or does not fit in 64 bits.
  package static func int64(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    let (start, end) = trimmed(text, start, end)
    guard start < end else { return nil }
    let isNegative = text[start] == UInt8(ascii: "-")
    var index = isNegative || text[start] == UInt8(ascii: "+") ? start + 1 : start
    guard index < end else { return nil }
    var value: Int64 = 0
    while index < end {
      let digit = Int64(text[index]) - 48
      guard 0...9 ~= digit else { return nil }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (next, overflow2) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
      if overflow || overflow2 { return nil }
      value = next
      index += 1
    }
    return value
  }

  private static func trimmed(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> (Int, Int) {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var (start, end) = (start, end)
    while start < end, isBlank(text[start]) { start += 1 }
    while start < end, isBlank(text[end - 1]) { end -= 1 }
    return (start, end)
  }

  private static func special(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Float? {
    guard end - start <= 9 else { return nil }
    switch string(text, start, end).lowercased() {
    case "nan", "+nan", "-nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }

  /// The standard library's exact conversion, for the few numbers that the fast one cannot decide.
  private static func exactFloat(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Float? {
    Float(string(text, start, end))
  }

  private static func string(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> String {
    var bytes: [UInt8] = []
    for index in start..<end { bytes.append(text[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A decimal number as its digits and a power of ten.
private struct Decimal {
  private var isNegative = false
  private var digits: UInt64 = 0
  private var exponent = 0
  /// More digits than 64 bits hold: `digits` is not the whole number.
  private var isTruncated = false

  /// Powers of ten that a `Double` holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  /// Nil when the text is no decimal number.
  init?(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    if index < end, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    let whole = readDigits(text, &index, end)
    var fraction = 0
    if index < end, text[index] == UInt8(ascii: ".") {
      index += 1
      fraction = readDigits(text, &index, end)
      exponent -= fraction
    }
    guard whole + fraction > 0 else { return nil }
    if index < end, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard let power = Self.readExponent(text, &index, end) else { return nil }
      exponent += power
    }
    guard index == end else { return nil }
  }

  /// Reads an exponent of any length, held within bounds that `float` leaves to the exact conversion; nil without digits.
  private static func readExponent(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int? {
    let isNegative = index < end && text[index] == UInt8(ascii: "-")
    if index < end, isNegative || text[index] == UInt8(ascii: "+") { index += 1 }
    let start = index
    var power = 0
    while index < end, 48...57 ~= text[index] {
      power = min(100_000, power * 10 + Int(text[index]) - 48)
      index += 1
    }
    guard index > start else { return nil }
    return isNegative ? -power : power
  }

  /// Reads digits into `digits`; how many there were.
  private mutating func readDigits(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int {
    let start = index
    while index < end {
      let digit = text[index] &- 48
      guard digit < 10 else { break }
      if digits < 1_000_000_000_000_000_000 {
        digits = digits &* 10 &+ UInt64(digit)
      } else {
        isTruncated = true
      }
      index += 1
    }
    return index - start
  }

  /// The nearest `float32`, nil when two roundings could differ from one.
  ///
  /// Both factors are exact doubles, so the double is rounded once and lies on the same side of every midpoint
  /// between two floats as the number itself, unless it lies on the midpoint: only then does the second rounding err.
  var float: Float? {
    guard !isTruncated, digits <= 1 << 53, abs(exponent) <= 22 else { return nil }
    let power = Self.powersOfTen[abs(exponent)]
    let magnitude = exponent < 0 ? Double(digits) / power : Double(digits) * power
    let isMidpoint = magnitude.bitPattern & 0x1FFF_FFFF == 0x1000_0000
    let isNormal = magnitude == 0 || magnitude >= Double(Float.leastNormalMagnitude)
    guard !isMidpoint, isNormal else { return nil }
    return Float(isNegative ? -magnitude : magnitude)
  }
}

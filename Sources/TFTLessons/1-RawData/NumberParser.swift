/// Numbers from text, each rounded once, straight to its type.
package enum NumberParser {
  /// The `float32` nearest to the decimal number in `text[start..<end]` (ties to even); nil when it is no number.
  ///
  /// Accepts an optional sign, digits with an optional point, an optional exponent; `nan`, `inf` and `infinity` in any
  /// case; spaces and tabs around it. Beyond the range of `float32` the result is infinite, as IEEE 754 has it.
  @inline(__always)
  package static func float(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Float? {
    shortFloat(text.bytes, start, end) ?? anyFloat(text, start, end)
  }

  /// The integer in `text[start..<end]`; nil when it is no integer or does not fit in 64 bits.
  @inline(__always)
  package static func int64(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    shortInt64(text.bytes, start, end) ?? anyInt64(text, start, end)
  }

  /// An integer of up to eight digits; nil for any other text, and for one near the end of `text`.
  @inline(__always)
  private static func shortInt64(_ text: RawSpan, _ start: Int, _ end: Int) -> Int64? {
    guard start < end, start + 9 <= text.byteCount else { return nil }
    let first = text.unsafeLoad(fromUncheckedByteOffset: start, as: UInt8.self)
    let isNegative = first == UInt8(ascii: "-")
    let start = isNegative ? start &+ 1 : start
    guard 1...8 ~= end &- start, let digits = DigitWord(text, at: start).value(ofFirst: end &- start)
    else { return nil }
    let value = Int64(truncatingIfNeeded: digits)
    return isNegative ? -value : value
  }

  /// The nearest `float32` to a number like "-73.980625", of up to eight digits and perhaps a point among them.
  ///
  /// Nil for any other text, for one near the end of `text`, and when it cannot be told.
  @inline(__always)
  private static func shortFloat(_ text: RawSpan, _ start: Int, _ end: Int) -> Float? {
    guard start < end, start + 10 <= text.byteCount else { return nil }
    let first = text.unsafeLoad(fromUncheckedByteOffset: start, as: UInt8.self)
    let sign: UInt32 = first == UInt8(ascii: "-") ? 1 : 0
    let start = start &+ Int(sign)
    let length = end &- start
    let word = DigitWord(text, at: start)
    let point = word.indexOfPoint
    let hasPoint = point < min(length, 8)
    let count = hasPoint ? length &- 1 : length
    guard 1...8 ~= count,
      let digits = word.withoutPoint(next: DigitWord(text, at: start &+ 1)).value(ofFirst: count),
      let magnitude = Decimal.nearest(
        to: Double(Int32(truncatingIfNeeded: digits)) / Decimal.powersOfTen[hasPoint ? count &- point : 0]
      )
    else { return nil }
    return Float(bitPattern: magnitude.bitPattern | sign << 31)
  }

  private static func anyFloat(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Float? {
    let (start, end) = trimmed(text, start, end)
    guard let decimal = Decimal(text, start, end) else { return special(text, start, end) }
    return decimal.float ?? exactFloat(text, start, end)
  }

  private static func anyInt64(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
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
  static let powersOfTen: [Double] = [
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
    while index + 8 <= end, digits < 10_000_000_000,
      let eight = DigitWord(text.bytes, at: index).value(ofFirst: 8)
    {
      digits = digits &* 100_000_000 &+ eight
      index += 8
    }
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

  /// The nearest `float32`, nil when it cannot be told.
  var float: Float? {
    guard !isTruncated, digits <= 1 << 53, -22...22 ~= exponent else { return nil }
    let power = Self.powersOfTen[abs(exponent)]
    let magnitude = exponent < 0 ? Double(digits) / power : Double(digits) * power
    return Self.nearest(to: isNegative ? -magnitude : magnitude)
  }

  /// The `float32` nearest to a number that `double` is nearest to, nil when two roundings could differ from one.
  ///
  /// The double was made of digits and a power of ten, both exact, so it is rounded once and lies on the same side of
  /// every midpoint between two floats as the number itself, unless it lies on the midpoint: only then can the second
  /// rounding err. No such double is so small that floats are subnormal there, or so large that they overflow.
  @inline(__always)
  static func nearest(to double: Double) -> Float? {
    let isMidpoint = double.bitPattern & 0x1FFF_FFFF == 0x1000_0000
    return isMidpoint ? nil : Float(double)
  }
}

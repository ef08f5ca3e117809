/// The numbers of protobuf text format, without their sign.
enum TextFormatNumber {
  /// Whether `text` is a number of any kind: `12`, `014`, `0x1F`, `1.5`, `.5`, `1.`, `1e-3`, `1f`.
  static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    magnitude(text) != nil || isInteger(text) || isFloat(text)
  }

  /// The integer that `text` stands for; nil when it is none or exceeds 64 bits.
  static func int64(_ text: some Sequence<UInt8>) -> Int64? {
    let text = Array(text)
    let isNegative = text.first == UInt8(ascii: "-")
    guard let magnitude = magnitude(text[(isNegative ? 1 : 0)...]) else { return nil }
    return isNegative ? Int64(exactly: 0 - Int128(magnitude)) : Int64(exactly: magnitude)
  }

  /// The number that `text` stands for, rounded once; nil when it is none, or an octal or hexadecimal integer.
  static func floatingPoint<Number: BinaryFloatingPoint & LosslessStringConvertible>(_ text: String)
    -> Number?
  {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let sign = text.hasPrefix("-") ? "-" : ""
    switch unsigned.lowercased() {
    case "inf", "infinity": return sign.isEmpty ? .infinity : -.infinity
    case "nan": return .nan
    default:
      guard isFloat(Array(unsigned.utf8)[...]) else { return nil }
      let digits = unsigned.last == "f" || unsigned.last == "F" ? unsigned.dropLast() : unsigned
      return Number("\(sign)0\(digits)\(digits.last == "." ? "0" : "")")
    }
  }

  private static func magnitude(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard isInteger(text) else { return nil }
    let (digits, radix) = digits(text)
    return UInt64(String(decoding: digits, as: UTF8.self), radix: radix)
  }

  private static func isInteger(_ text: ArraySlice<UInt8>) -> Bool {
    let (digits, radix) = digits(text)
    return !digits.isEmpty
      && digits.allSatisfy { (Character(Unicode.Scalar($0)).hexDigitValue ?? radix) < radix }
  }

  private static func digits(_ text: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, radix: Int) {
    guard text.first == UInt8(ascii: "0"), text.count > 1 else { return (text, 10) }
    let second = text[text.startIndex + 1]
    return second | 0x20 == UInt8(ascii: "x") ? (text.dropFirst(2), 16) : (text.dropFirst(), 8)
  }

  /// Decimal, with or without point, exponent and `f`; no zero before other whole digits.
  private static func isFloat(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func skipDigits() -> Int {
      let digits = rest.prefix { 48...57 ~= $0 }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    let hasLeadingZero = rest.first == UInt8(ascii: "0")
    let whole = skipDigits()
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = skipDigits()
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      if skipDigits() == 0 { return false }
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "f") { rest = rest.dropFirst() }
    return rest.isEmpty && whole + fraction > 0 && !(hasLeadingZero && whole > 1)
  }
}

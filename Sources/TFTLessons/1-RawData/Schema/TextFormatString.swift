/// Replaces the escapes of a string literal of protobuf text format.
struct TextFormatString {
  private let source: TextFormatSource
  private var index: Int
  private let end: Int
  private var result: [UInt8] = []

  /// The bytes that the literal at `range`, its quotes included, stands for.
  static func unescaped(_ source: TextFormatSource, _ range: Range<Int>) throws(InputError) -> [UInt8] {
    var string = TextFormatString(source: source, index: range.lowerBound + 1, end: range.upperBound - 1)
    while string.index < string.end { try string.appendNext() }
    return string.result
  }

  private init(source: TextFormatSource, index: Int, end: Int) {
    self.source = source
    self.index = index
    self.end = end
  }

  private mutating func appendNext() throws(InputError) {
    let byte = source.bytes[index]
    index += 1
    guard byte == UInt8(ascii: "\\"), index < end else { return result.append(byte) }
    let start = index - 1
    let letter = source.bytes[index]
    index += 1
    switch letter {
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      index -= 1
      let digits = digits(radix: 8, atMost: 3)
      result.append(try byteValue(digits, radix: 8, start, "an octal escape of at most \\377"))
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      let digits = digits(radix: 16, atMost: 2)
      result.append(try byteValue(digits, radix: 16, start, "a hexadecimal digit after \\x"))
    case UInt8(ascii: "u"): try appendScalar(digits(radix: 16, atMost: 4), 4, start)
    case UInt8(ascii: "U"): try appendScalar(digits(radix: 16, atMost: 8), 8, start)
    default:
      guard let value = Self.letters[letter] else {
        while index < end, source.bytes[index] & 0xC0 == 0x80 { index += 1 }
        throw source.error(
          start..<index,
          expected: "an escape such as \\n, \\\", \\\\, \\303, \\xC3 or \\u00FC"
        )
      }
      result.append(value)
    }
  }

  /// What stands for itself after a backslash, and the letters of C.
  private static let letters: [UInt8: UInt8] = {
    var letters = Dictionary(uniqueKeysWithValues: "\\'\"?".utf8.map { ($0, $0) })
    for (letter, value) in zip("abfnrtv".utf8, [7, 8, 12, 10, 13, 9, 11] as [UInt8]) {
      letters[letter] = value
    }
    return letters
  }()

  private mutating func digits(radix: Int, atMost count: Int) -> ArraySlice<UInt8> {
    let digits = source.bytes[index..<min(end, index + count)].prefix {
      (Character(Unicode.Scalar($0)).hexDigitValue ?? radix) < radix
    }
    index = digits.endIndex
    return digits
  }

  private func byteValue(
    _ digits: ArraySlice<UInt8>,
    radix: Int,
    _ start: Int,
    _ expected: String
  ) throws(InputError) -> UInt8 {
    guard let value = UInt8(String(decoding: digits, as: UTF8.self), radix: radix) else {
      throw source.error(start..<index, expected: expected)
    }
    return value
  }

  private mutating func appendScalar(
    _ digits: ArraySlice<UInt8>,
    _ count: Int,
    _ start: Int
  ) throws(InputError) {
    var value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    guard digits.count == count, var code = value else {
      throw source.error(
        start..<index,
        expected: "\(count) hexadecimal digits after \\\(count == 4 ? "u" : "U")"
      )
    }
    let next = source.bytes[index..<end].prefix(6)
    if count == 4, code & 0xFC00 == 0xD800, next.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      value = UInt32(String(decoding: next.dropFirst(2), as: UTF8.self), radix: 16)
      if let low = value, next.count == 6, low & 0xFC00 == 0xDC00 {
        code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
        index += 6
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw source.error(start..<index, expected: "a Unicode scalar value, or a pair of surrogates")
    }
    result.append(contentsOf: Character(scalar).utf8)
  }
}

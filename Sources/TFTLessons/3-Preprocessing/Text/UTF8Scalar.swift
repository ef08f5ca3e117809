/// One character of UTF-8 bytes, or the bytes that can be none.
struct UTF8Scalar {
  /// The Unicode scalar; `UInt32.max` when the bytes are none.
  let value: UInt32
  /// How many bytes it takes; of what is none, the longest part that could have begun one, at least 1.
  let size: Int

  /// Nothing: a text's end.
  static let none = UTF8Scalar(value: .max, size: 0)

  /// Whether the bytes are a character.
  var isValid: Bool { value != .max }

  private init(value: UInt32, size: Int) {
    self.value = value
    self.size = size
  }

  /// The character that begins at `text[start]` and ends before `end`.
  ///
  /// Rule: The Unicode Standard, table 3-7 (well-formed UTF-8), and U+FFFD substitution of maximal subparts.
  @inline(__always)
  init(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    let first = text[start]
    if first < 0x80 {
      self.init(value: UInt32(first), size: 1)
    } else {
      self.init(longer: text, start, end)
    }
  }

  private init(longer text: Span<UInt8>, _ start: Int, _ end: Int) {
    let first = text[start]
    let length: Int
    // The second byte's range keeps out overlong forms, surrogates and what is beyond U+10FFFF.
    var expected: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { expected = 0xA0...0xBF }
      if first == 0xED { expected = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { expected = 0x90...0xBF }
      if first == 0xF4 { expected = 0x80...0x8F }
    default:
      self.init(value: .max, size: 1)
      return
    }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      guard start + offset < end, expected.contains(text[start + offset]) else {
        self.init(value: .max, size: offset)
        return
      }
      value = value << 6 | UInt32(text[start + offset] & 0x3F)
      expected = 0x80...0xBF
    }
    self.init(value: value, size: length)
  }
}

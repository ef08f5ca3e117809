/// What the length of a text, and places in it, are counted in. TensorFlow: `unit`.
public enum TextUnit: String, Sendable, CaseIterable {
  /// Bytes.
  case byte = "BYTE"
  /// Characters of UTF-8. Bytes that are none count with the character before them, or as one, as in TensorFlow.
  case utf8Character = "UTF8_CHAR"

  /// Where the character after the one at `position` begins: after a first byte come those that can only continue one.
  @inline(__always)
  static func position(after position: Int, in bytes: [UInt8], before end: Int) -> Int {
    var next = position + 1
    while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  /// Where the character before `position` begins, not before `start`.
  @inline(__always)
  static func position(before position: Int, in bytes: [UInt8], from start: Int) -> Int {
    var previous = position - 1
    while previous > start, bytes[previous] & 0xC0 == 0x80 { previous -= 1 }
    return previous
  }
}

/// The two bytes before a zlib stream's blocks (RFC 1950, section 2.2).
enum ZlibHeader {
  /// What we write: a window of 32 KiB, the default level, no dictionary.
  static let bytes: [UInt8] = [0x78, 0x9C]

  /// Whether the two bytes can be a header: DEFLATE, a window of at most 32 KiB, and the check on both.
  static func isValid(_ method: UInt8, _ flags: UInt8) -> Bool {
    method & 0x0F == 8 && method >> 4 <= 7 && (Int(method) << 8 + Int(flags)).isMultiple(of: 31)
  }

  /// Reads the header.
  static func read(_ reader: inout BitReader) throws(DecodingStop) {
    let method = UInt8(try reader.take(8))
    let flags = UInt8(try reader.take(8))
    guard isValid(method, flags) else {
      throw .wrong("found \(hexadecimal(method)) \(hexadecimal(flags)), expected a zlib header")
    }
    guard flags & 0x20 == 0 else { throw .wrong("the stream needs a preset dictionary, expected none") }
  }
}

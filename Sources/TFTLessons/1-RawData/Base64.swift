/// Bytes as text of 64 letters: RFC 4648, section 4, with padding.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// The place of each letter in the alphabet; nil for a byte that is none.
  private static let values: [Int?] = (0..<256).map { letter in alphabet.firstIndex { Int($0) == letter } }

  /// The text of `bytes`: `/w==` for the byte 255.
  package static func text(of bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.underestimatedCount + 2) / 3 * 4)
    var (bits, count) = (0, 0)
    for byte in bytes {
      bits = (bits & 0xFF) << 8 | Int(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[bits >> count & 63])
      }
    }
    if count > 0 { text.append(alphabet[bits << (6 - count) & 63]) }
    text += [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes whose text this is; nil for any other text: each sequence of bytes has one.
  package static func bytes(of text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var (bits, count) = (0, 0)
    for letter in text.utf8.prefix(while: { $0 != UInt8(ascii: "=") }) {
      guard let value = values[Int(letter)] else { return nil }
      bits = (bits & 0xFF) << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return Base64.text(of: bytes) == text ? bytes : nil
  }
}

extension JSON {
  /// Bytes as text where they are UTF-8, otherwise `{"b64": "/w=="}`, as in TensorFlow Serving's JSON.
  package static func bytes(_ bytes: ArraySlice<UInt8>) -> JSON {
    if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
    return .object([.init("b64", .string(Base64.text(of: bytes)))])
  }

  /// The bytes of a text, or of `{"b64": "/w=="}`; nil for anything else.
  package var bytes: [UInt8]? {
    switch self {
    case .string(let text): Array(text.utf8)
    case .object(let members) where members.count == 1 && members[0].name == "b64":
      members[0].value.string.flatMap(Base64.bytes)
    default: nil
    }
  }
}

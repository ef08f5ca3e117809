/// A place in a protobuf message, moved forward field by field. Source: protobuf.dev, "Encoding".
struct ProtobufCursor {
  /// The message does not follow the wire format; where and why.
  struct WireError: Error {
    var offset: Int
    var problem: String
  }

  /// How a field's value is laid out.
  enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private(set) var index: Int
  let end: Int

  /// The start of the message that takes up `range`.
  init(_ range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { index >= end }

  mutating func fieldHeader(_ bytes: Span<UInt8>) throws(WireError) -> (field: UInt64, type: WireType) {
    let start = index
    let tag = try varint(bytes)
    guard let type = WireType(rawValue: tag & 7), tag >> 3 > 0 else {
      throw WireError(offset: start, problem: "found field tag \(tag), expected one of tf.train.Example")
    }
    return (tag >> 3, type)
  }

  mutating func varint(_ bytes: Span<UInt8>) throws(WireError) -> UInt64 {
    let start = index
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard index < end else { throw WireError(offset: start, problem: "the message ends inside a number") }
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw WireError(offset: start, problem: "found a number of more than 10 bytes")
  }

  mutating func lengthDelimited(_ bytes: Span<UInt8>) throws(WireError) -> Range<Int> {
    let start = index
    let length = try varint(bytes)
    guard length <= UInt64(end - index) else {
      throw WireError(
        offset: start,
        problem: "found a length of \(length), but the message has \(end - index) bytes left"
      )
    }
    let range = index..<index + Int(length)
    index = range.upperBound
    return range
  }

  mutating func fixed32(_ bytes: Span<UInt8>) throws(WireError) -> UInt32 {
    guard end - index >= 4 else { throw WireError(offset: index, problem: "the message ends inside a float") }
    defer { index += 4 }
    return UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
      | UInt32(bytes[index + 3]) << 24
  }

  mutating func skip(_ bytes: Span<UInt8>, _ type: WireType) throws(WireError) {
    switch type {
    case .varint: _ = try varint(bytes)
    case .lengthDelimited: _ = try lengthDelimited(bytes)
    case .fixed32, .fixed64:
      let size = type == .fixed32 ? 4 : 8
      guard end - index >= size else {
        throw WireError(offset: index, problem: "the message ends inside a field")
      }
      index += size
    }
  }
}

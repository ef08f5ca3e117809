import RawData

/// A protobuf message that is being written, field after field: the same calls give the same bytes.
///
/// Source: protobuf.dev, "Encoding".
package struct ProtobufMessage: Equatable, Sendable {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  /// An empty message.
  package init() {}

  /// The message that `body` writes.
  package init(_ body: (inout ProtobufMessage) -> Void) {
    body(&self)
  }

  /// An integer; a negative one takes ten bytes.
  package mutating func integer(_ field: Int, _ value: Int) {
    tag(field, .varint)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A truth value.
  package mutating func bool(_ field: Int, _ value: Bool) {
    integer(field, value ? 1 : 0)
  }

  /// A `float32`.
  package mutating func float(_ field: Int, _ value: Float) {
    tag(field, .fixed32)
    fixed(value.bitPattern)
  }

  /// Bytes as they are.
  package mutating func data(_ field: Int, _ value: some Collection<UInt8>) {
    tag(field, .lengthDelimited)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// A text.
  package mutating func string(_ field: Int, _ value: String) {
    data(field, Array(value.utf8))
  }

  /// A message within this one.
  package mutating func message(_ field: Int, _ value: ProtobufMessage) {
    data(field, value.bytes)
  }

  /// A message within this one, which `body` writes.
  package mutating func message(_ field: Int, _ body: (inout ProtobufMessage) -> Void) {
    message(field, ProtobufMessage(body))
  }

  /// One entry of a map from texts to messages.
  package mutating func entry(_ field: Int, key: String, _ value: ProtobufMessage) {
    message(field) { entry in
      entry.string(1, key)
      entry.message(2, value)
    }
  }

  /// Integers one after the other in a single field.
  package mutating func packed(_ field: Int, _ values: [Int]) {
    var list = ProtobufMessage()
    for value in values { list.varint(UInt64(bitPattern: Int64(value))) }
    message(field, list)
  }

  /// `float32` values one after the other in a single field.
  package mutating func packed(_ field: Int, _ values: [Float]) {
    var list = ProtobufMessage()
    for value in values { list.fixed(value.bitPattern) }
    message(field, list)
  }

  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private mutating func tag(_ field: Int, _ type: WireType) {
    varint(UInt64(field) << 3 | type.rawValue)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func fixed(_ value: UInt32) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

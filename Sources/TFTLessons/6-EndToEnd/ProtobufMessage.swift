import TFRecords

/// The bytes of a protobuf message, field after field. Source: protobuf.dev, "Encoding".
struct ProtobufMessage: Sendable {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// Writes a whole number; a negative one takes ten bytes.
  mutating func write(_ field: Int, _ value: Int) {
    bytes += varint(field << 3)
    bytes += varint(value)
  }

  /// Writes a `float`.
  mutating func write(_ field: Int, _ value: Float) {
    bytes += varint(field << 3 | 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
  }

  /// Writes bytes.
  mutating func write(_ field: Int, _ value: some Collection<UInt8>) {
    bytes += varint(field << 3 | 2)
    bytes += varint(value.count)
    bytes += value
  }

  /// Writes a text.
  mutating func write(_ field: Int, _ text: String) { write(field, text.utf8) }

  /// Writes a message.
  mutating func write(_ field: Int, _ message: ProtobufMessage) { write(field, message.bytes) }

  /// Writes whole numbers together, which takes less room than a tag for each.
  mutating func write(_ field: Int, packed values: [Int]) { write(field, values.flatMap(varint)) }
}

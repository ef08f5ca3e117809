/// Writes `tf.train.Example` messages field by field, so that they can be of any form that protobuf allows.
enum ExampleBytes {
  /// A protobuf varint.
  static func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
  }

  /// A field with a length.
  static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(UInt64(content.count)) + content
  }

  /// A list of strings, as the content of a `Feature`.
  static func strings(_ values: String...) -> [UInt8] {
    field(1, values.flatMap { field(1, Array($0.utf8)) })
  }

  /// A packed list of floats.
  static func floats(_ values: Float...) -> [UInt8] {
    field(2, field(1, values.flatMap { bytes($0) }))
  }

  /// A list of floats with a tag each.
  static func unpackedFloats(_ values: Float...) -> [UInt8] {
    field(2, values.flatMap { [0x0D] + bytes($0) })
  }

  /// A packed list of integers.
  static func integers(_ values: Int64...) -> [UInt8] {
    field(3, field(1, values.flatMap { varint(UInt64(bitPattern: $0)) }))
  }

  /// An entry of the map of features.
  static func entry(_ name: String, _ feature: [UInt8]) -> [UInt8] {
    field(1, field(1, Array(name.utf8)) + field(2, feature))
  }

  /// A message of some entries.
  static func message(_ entries: [UInt8]...) -> [UInt8] {
    field(1, Array(entries.joined()))
  }

  private static func bytes(_ value: Float) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
  }
}

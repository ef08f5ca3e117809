import RawData

/// The form of one `tf.train.Example` message: which of its bytes are values, and what the others are.
///
/// Most messages of a file are as long as the one before and equal to it in all tags, lengths and names. Then their values
/// are in the same places, and their checksum is that of the form and what the values add to it.
final class ExampleForm: Sendable {
  /// How many bytes a message has.
  let size: Int
  /// Where in the message each feature's values are.
  let places: [ValuePlace]
  /// A message of this form.
  let message: [UInt8]
  /// The bits of a message that are the same in all of this form.
  private let mask: [UInt8]
  private let checksums: CRCOfChanges?

  /// The sizes of messages that have a form: a word fits in, and learning it costs little.
  static let sizes = 8...(1 << 16)

  /// The form of a message with the values of each feature at `places`, which count from its first byte.
  ///
  /// - Parameters:
  ///   - types: the type of each feature.
  ///   - ignored: the bytes that may be any.
  /// - Returns: nil for a message of no such size.
  init?(_ message: [UInt8], _ places: [ValuePlace], _ types: [FeatureType], ignored: [Range<Int>]) {
    guard Self.sizes ~= message.count else { return nil }
    size = message.count
    self.message = message
    self.places = places
    checksums = nil
    var mask = [UInt8](repeating: 0xFF, count: size)
    for range in ignored { for index in range { mask[index] = 0 } }
    for (place, type) in zip(places, types) { Self.unmask(message, place, type, &mask) }
    self.mask = mask
  }

  /// The same form, made ready for many messages: a checksum takes a step for each byte of the values only.
  init(quickening form: ExampleForm) {
    (size, places, message, mask) = (form.size, form.places, form.message, form.mask)
    let changing = mask.indices.filter { [mask] in mask[$0] != 0xFF }
    let isWorthIt = changing.count <= CRCOfChanges.largestCount && changing.count < size / 2
    checksums = isWorthIt ? CRCOfChanges(CRC32C.table, message, places: changing) : nil
  }

  private static func unmask(
    _ message: [UInt8],
    _ place: ValuePlace,
    _ type: FeatureType,
    _ mask: inout [UInt8]
  ) {
    switch type {
    case .float32: for index in place.start..<place.end { mask[index] = 0 }
    // A varint's highest bits say how long it is.
    case .int64: for index in place.start..<place.end { mask[index] = 0x80 }
    case .string:
      message.withUnsafeBytes { bytes in
        var cursor = QuickCursor(bytes, place.start..<place.end)
        while cursor.index < place.end, let end = cursor.enter(1, until: place.end) {
          for index in cursor.index..<end { mask[index] = 0 }
          cursor.index = end
        }
      }
    }
  }

  /// Whether the message of `size` bytes at `other` has this form.
  @inline(__always)
  func matches(_ other: UnsafeRawPointer) -> Bool {
    message.withUnsafeBytes { message in
      mask.withUnsafeBytes { mask in
        let (wordCount, last) = (size / 8, size - 8)
        var difference = Self.difference(message, mask, other, at: last)
        for word in 0..<wordCount { difference |= Self.difference(message, mask, other, at: word * 8) }
        return difference == 0
      }
    }
  }

  @inline(__always)
  private static func difference(
    _ message: UnsafeRawBufferPointer,
    _ mask: UnsafeRawBufferPointer,
    _ other: UnsafeRawPointer,
    at index: Int
  ) -> UInt64 {
    let word = message.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let bits = mask.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    return (word ^ other.loadUnaligned(fromByteOffset: index, as: UInt64.self)) & bits
  }

  /// The checksum, as it is stored, of a message of this form.
  @inline(__always)
  func maskedChecksum(_ other: UnsafeRawPointer) -> UInt32 {
    if let checksums { return CRC32C.mask(checksums.checksum(other)) }
    return CRC32C.masked(UnsafeRawBufferPointer(start: other, count: size))
  }
}

import RawData

/// Decodes `tf.train.Example` messages into batches, column by column.
///
/// Packed and unpacked lists are read; unknown features and fields are passed over; of a feature that comes twice the
/// last counts, as protobuf has it. A feature that is absent or empty is a missing value.
public struct ExampleDecoder: Sendable {
  private let schema: Schema

  /// A decoder of the schema's features.
  public init(schema: Schema) {
    self.schema = schema
  }

  /// The given messages as one batch.
  ///
  /// - Throws: `ExampleError` with the message's index in `messages` and the byte offset in it.
  public func decode(_ messages: ByteStrings) throws(ExampleError) -> Batch {
    var builders = schema.features.map(ColumnBuilder.init)
    for row in 0..<messages.count {
      let start = messages.offsets[row]
      do throws(ProtobufCursor.WireError) {
        let lists = try findLists(messages.bytes.span, start..<messages.offsets[row + 1])
        for (index, list) in lists.enumerated() {
          try builders[index].appendRow(messages.bytes.span, list, recordStart: start)
        }
      } catch {
        throw ExampleError(index: row, byteOffset: error.offset - start, problem: error.problem)
      }
    }
    return Batch(
      rowCount: messages.count,
      names: schema.features.map(\.name),
      columns: builders.map { $0.finish() }
    )
  }

  /// Where each feature's value is in the message; nil for an absent one.
  private func findLists(
    _ bytes: Span<UInt8>,
    _ message: Range<Int>
  ) throws(ProtobufCursor.WireError) -> [Range<Int>?] {
    var lists = [Range<Int>?](repeating: nil, count: schema.features.count)
    var example = ProtobufCursor(message)
    while !example.isAtEnd {
      let (field, type) = try example.fieldHeader(bytes)
      guard field == 1, type == .lengthDelimited else {
        try example.skip(bytes, type)
        continue
      }
      var features = ProtobufCursor(try example.lengthDelimited(bytes))
      while !features.isAtEnd {
        let (field, type) = try features.fieldHeader(bytes)
        guard field == 1, type == .lengthDelimited else {
          try features.skip(bytes, type)
          continue
        }
        let (name, value) = try readEntry(bytes, try features.lengthDelimited(bytes))
        if let index = schema.features.firstIndex(where: { matches($0.name, bytes, name) }) {
          lists[index] = value
        }
      }
    }
    return lists
  }

  /// One entry of the map from names to features.
  private func readEntry(
    _ bytes: Span<UInt8>,
    _ entry: Range<Int>
  ) throws(ProtobufCursor.WireError) -> (name: Range<Int>, value: Range<Int>?) {
    var name = 0..<0
    var value: Range<Int>?
    var reader = ProtobufCursor(entry)
    while !reader.isAtEnd {
      switch try reader.fieldHeader(bytes) {
      case (1, .lengthDelimited): name = try reader.lengthDelimited(bytes)
      case (2, .lengthDelimited): value = try reader.lengthDelimited(bytes)
      case (_, let type): try reader.skip(bytes, type)
      }
    }
    return (name, value)
  }

  private func matches(_ name: String, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard name.utf8.count == range.count else { return false }
    var index = range.lowerBound
    for byte in name.utf8 {
      if bytes[index] != byte { return false }
      index += 1
    }
    return true
  }
}

/// A message is no `tf.train.Example`, or not one of the schema.
public struct ExampleError: Error, Equatable, Sendable {
  /// The message's index among those given.
  public var index: Int
  /// Where in the message, in bytes.
  public var byteOffset: Int
  /// What was found and what was expected.
  public var problem: String
}

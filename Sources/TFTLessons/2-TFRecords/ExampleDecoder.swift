import RawData

/// Decodes `tf.train.Example` messages into batches, column by column.
///
/// Packed and unpacked lists are read; unknown features and fields are passed over; of a feature that comes twice the
/// last counts, as protobuf has it. A feature that is absent or empty is a missing value.
public struct ExampleDecoder: Sendable {
  private let schema: Schema
  private let names: FeatureNames

  /// A decoder of the schema's features.
  public init(schema: Schema) {
    self.schema = schema
    names = FeatureNames(schema.features.map(\.name))
  }

  /// The given messages as one batch.
  ///
  /// - Throws: `ExampleError` with the message's index in `messages` and the byte offset in it.
  public func decode(_ messages: ByteStrings) throws(ExampleError) -> Batch {
    var builders = schema.features.map { ColumnBuilder($0, expectedRows: messages.count) }
    let bytes = messages.bytes.span
    for row in 0..<messages.count {
      let start = messages.offsets[row]
      do throws(ProtobufCursor.WireError) {
        try readFeatures(bytes, start..<messages.offsets[row + 1], &builders)
        for index in builders.indices { try builders[index].endRow(recordStart: start) }
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

  /// `Example { Features features = 1 }`, `Features { map<string, Feature> feature = 1 }`.
  private func readFeatures(
    _ bytes: Span<UInt8>,
    _ message: Range<Int>,
    _ builders: inout [ColumnBuilder]
  ) throws(ProtobufCursor.WireError) {
    var guess = 0
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
        guard let index = names.index(of: bytes.extracting(name), guess: &guess) else { continue }
        try builders[index].setRow(bytes, value)
      }
    }
  }

  /// One entry of the map from names to features.
  private func readEntry(
    _ bytes: Span<UInt8>,
    _ entry: Range<Int>
  ) throws(ProtobufCursor.WireError) -> (name: Range<Int>, value: Range<Int>) {
    var name = entry.lowerBound..<entry.lowerBound
    var value = name
    var reader = ProtobufCursor(entry)
    while !reader.isAtEnd {
      let (field, type) = try reader.fieldHeader(bytes)
      switch (field, type) {
      case (1, .lengthDelimited): name = try reader.lengthDelimited(bytes)
      case (2, .lengthDelimited): value = try reader.lengthDelimited(bytes)
      default: try reader.skip(bytes, type)
      }
    }
    return (name, value)
  }
}

/// The names of the wanted features.
private struct FeatureNames: Sendable {
  /// In the order in which our own writer puts them, with their place in the schema.
  private let sorted: [(name: [UInt8], index: Int)]

  init(_ names: [String]) {
    sorted = names.enumerated().map { (Array($1.utf8), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
  }

  /// The place in the schema of the feature `name`, nil for one that is not wanted.
  ///
  /// - Parameter guess: where to look first: behind the last name that was found, as most files have them in order.
  func index(of name: Span<UInt8>, guess: inout Int) -> Int? {
    for step in sorted.indices {
      let candidate = guess + step < sorted.count ? guess + step : guess + step - sorted.count
      if Self.isEqual(sorted[candidate].name, name) {
        guess = candidate + 1
        return sorted[candidate].index
      }
    }
    return nil
  }

  private static func isEqual(_ left: [UInt8], _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
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

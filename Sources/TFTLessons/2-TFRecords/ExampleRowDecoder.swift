import RawData

/// Decodes one `tf.train.Example` message, of any form that protobuf allows, and tells what is wrong with one of another.
///
/// `ExampleIndex` is quicker, where it is enough.
struct ExampleRowDecoder: Sendable {
  let features: [FeatureSpec]
  let names: ExampleNames

  /// The values of each feature, one row of them.
  func decode(
    _ bytes: Span<UInt8>,
    _ message: Range<Int>
  ) throws(ProtobufCursor.WireError) -> [FeatureValues] {
    var builders = features.map { ColumnBuilder($0, expectedRows: 1) }
    try readFeatures(bytes, message, &builders)
    for index in builders.indices { try builders[index].endRow(recordStart: message.lowerBound) }
    return builders.map { $0.finish() }
  }

  /// `Example { Features features = 1 }`, `Features { map<string, Feature> feature = 1 }`.
  private func readFeatures(
    _ bytes: Span<UInt8>,
    _ message: Range<Int>,
    _ builders: inout [ColumnBuilder]
  ) throws(ProtobufCursor.WireError) {
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
        guard let index = bytes.withUnsafeBytes({ names.index(of: $0, name) }) else { continue }
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

import RawData

/// Encodes rows as `tf.train.Example` messages.
///
/// Source: TensorFlow, `tensorflow/core/example/example.proto` and `feature.proto`. Features are written in the order of
/// their names, numbers packed, so the same row always gives the same bytes.
public struct ExampleEncoder: Sendable {
  private let keys: [(name: String, entryPrefix: [UInt8])]

  /// An encoder of the features `names`.
  public init(names: [String]) {
    keys = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
      var prefix: [UInt8] = []
      appendTag(1, to: &prefix)
      appendBytes(Array(name.utf8)[...], to: &prefix)
      return (name, prefix)
    }
  }

  /// Calls `body` with each row's message, in order.
  ///
  /// - Precondition: the batch has all of the encoder's features.
  public func encode(_ batch: Batch, _ body: ([UInt8]) throws -> Void) rethrows {
    let columns = keys.map { key in
      guard let column = batch[key.name] else { preconditionFailure("the batch has no feature \(key.name)") }
      return column
    }
    var features: [UInt8] = []
    var feature: [UInt8] = []
    var message: [UInt8] = []
    for row in 0..<batch.rowCount {
      features.removeAll(keepingCapacity: true)
      for (key, column) in zip(keys, columns) {
        feature.removeAll(keepingCapacity: true)
        Self.appendFeature(column, row, to: &feature)
        appendTag(1, to: &features)
        let sizeOfLength = varintSize(feature.count)
        appendVarint(UInt64(key.entryPrefix.count + 1 + sizeOfLength + feature.count), to: &features)
        features += key.entryPrefix
        appendTag(2, to: &features)
        appendBytes(feature[...], to: &features)
      }
      message.removeAll(keepingCapacity: true)
      appendTag(1, to: &message)
      appendBytes(features[...], to: &message)
      try body(message)
    }
  }

  /// `Feature { oneof { BytesList = 1, FloatList = 2, Int64List = 3 } }`; each list has one repeated field, `value = 1`.
  private static func appendFeature(_ column: FeatureValues, _ row: Int, to bytes: inout [UInt8]) {
    let range = column.range(ofRow: row)
    switch column.storage {
    case .string(let values):
      appendTag(1, to: &bytes)
      appendVarint(UInt64(range.reduce(0) { $0 + 1 + lengthPrefixedSize(values[$1].count) }), to: &bytes)
      for index in range {
        appendTag(1, to: &bytes)
        appendBytes(values[index], to: &bytes)
      }
    case .float32(let values):
      appendTag(2, to: &bytes)
      appendPacked(byteCount: range.count * 4, to: &bytes)
      for index in range { appendLittleEndian(values[index].bitPattern, to: &bytes) }
    case .int64(let values):
      appendTag(3, to: &bytes)
      appendPacked(byteCount: range.reduce(0) { $0 + varintSize(UInt64(bitPattern: values[$1])) }, to: &bytes)
      for index in range { appendVarint(UInt64(bitPattern: values[index]), to: &bytes) }
    }
  }

  /// The start of a list whose packed values take `byteCount` bytes; an empty list has no value field at all.
  private static func appendPacked(byteCount: Int, to bytes: inout [UInt8]) {
    guard byteCount > 0 else { return appendVarint(0, to: &bytes) }
    appendVarint(UInt64(1 + lengthPrefixedSize(byteCount)), to: &bytes)
    appendTag(1, to: &bytes)
    appendVarint(UInt64(byteCount), to: &bytes)
  }
}

/// A length-delimited field's tag.
private func appendTag(_ field: UInt8, to bytes: inout [UInt8]) {
  bytes.append(field << 3 | 2)
}

private func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
  var rest = value
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  bytes.append(UInt8(rest))
}

private func appendBytes(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
  appendVarint(UInt64(value.count), to: &bytes)
  bytes += value
}

private func appendLittleEndian(_ value: UInt32, to bytes: inout [UInt8]) {
  withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
}

private func varintSize(_ value: some BinaryInteger) -> Int {
  max(1, (UInt64(value).bitWidth - UInt64(value).leadingZeroBitCount + 6) / 7)
}

private func lengthPrefixedSize(_ count: Int) -> Int {
  varintSize(count) + count
}

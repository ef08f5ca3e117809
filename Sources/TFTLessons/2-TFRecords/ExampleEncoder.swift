import RawData

/// Encodes rows as `tf.train.Example` messages.
///
/// Source: TensorFlow, `tensorflow/core/example/example.proto` and `feature.proto`. Features are written in the order of
/// their names, numbers packed, so the same row always gives the same bytes.
public struct ExampleEncoder: Sendable {
  private let names: [String]
  private let encoders: BatchEncoderPool

  /// An encoder of the features `names`.
  public init(names: [String]) {
    self.names = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    encoders = BatchEncoderPool(
      keys: self.names.map { name in
        let key = Array(name.utf8)
        return [lengthDelimitedTag(1)] + varint(key.count) + key
      }
    )
  }

  /// The messages of all rows.
  ///
  /// - Precondition: the batch has all of the encoder's features.
  public func encode(_ batch: Batch) -> ByteStrings {
    var records: [UInt8] = []
    encodeRecords(batch, rows: 0..<batch.rowCount, appendingTo: &records)
    return records.withUnsafeBytes { bytes in
      var messages = ByteStrings()
      var start = 0
      while start < bytes.count {
        let frame = RecordFrame(bytes, at: start)
        messages.append(bytes[frame.payload])
        start = frame.end
      }
      return messages
    }
  }

  /// Adds the messages of `rows`, each framed as a TFRecord, to `output`.
  ///
  /// - Precondition: the batch has all of the encoder's features.
  package func encodeRecords(_ batch: Batch, rows: Range<Int>, appendingTo output: inout [UInt8]) {
    let columns = names.map { name in
      guard let column = batch[name] else { preconditionFailure("the batch has no feature \(name)") }
      return column
    }
    encoders.withEncoder { $0.encode(columns, rows, appendingTo: &output) }
  }
}

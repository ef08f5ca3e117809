import RawData
import Synchronization

/// Decodes `tf.train.Example` messages into batches, column by column.
///
/// Packed and unpacked lists are read; unknown features and fields are passed over; of a feature that comes twice the
/// last counts, as protobuf has it. A feature that is absent or empty is a missing value.
public struct ExampleDecoder: Sendable {
  private let rowDecoder: ExampleRowDecoder
  private let latest = LatestForms()

  /// A decoder of the schema's features.
  public init(schema: Schema) {
    rowDecoder = ExampleRowDecoder(
      features: schema.features,
      names: ExampleNames(schema.features.map(\.name))
    )
  }

  /// The given messages as one batch.
  ///
  /// - Throws: `ExampleError` with the message's index in `messages` and the byte offset in it.
  public func decode(_ messages: ByteStrings) throws(ExampleError) -> Batch {
    do throws(BatchDecoder.RowError) {
      return try decode(messages.bytes, rows: messages.count) { decoder throws(BatchDecoder.RowError) in
        for row in 0..<messages.count {
          try decoder.decode(messages.offsets[row]..<messages.offsets[row + 1])
        }
      }
    } catch {
      let start = messages.offsets[error.row]
      throw ExampleError(index: error.row, byteOffset: error.offset - start, problem: error.problem)
    }
  }

  /// The given records as one batch.
  ///
  /// - Parameter skipped: takes note of the records whose checksum is wrong, which are passed over; nil makes them errors.
  /// - Throws: what is wrong first: `InputError` with the record's index and the byte offset in the file, or the block's
  ///   own failure.
  func decode(_ block: RecordBlock, skipping skipped: SkippedRecords? = nil) throws -> Batch {
    let batch: Batch
    do throws(BatchDecoder.RowError) {
      batch = try decode(block.buffer.bytes, rows: block.recordCount) {
        decoder throws(BatchDecoder.RowError) in
        try decoder.decodeRecords(block.recordCount) { record in
          skipped?.note(block.error(record.row, at: record.offset, record.problem))
          return skipped != nil
        }
      }
    } catch {
      throw block.error(error.row, at: error.offset, error.problem)
    }
    if let failure = block.failure { throw failure }
    return batch
  }

  private func decode(
    _ bytes: [UInt8],
    rows: Int,
    _ body: (inout BatchDecoder) throws(BatchDecoder.RowError) -> Void
  ) throws(BatchDecoder.RowError) -> Batch {
    try bytes.span.withUnsafeBytes { bytes throws(BatchDecoder.RowError) in
      var decoder = BatchDecoder(bytes, rowDecoder, rows: rows, forms: latest.forms.withLock { $0 })
      try body(&decoder)
      let batch = decoder.finish()
      let forms = decoder.forms
      if forms.hasLearned { latest.forms.withLock { $0 = forms } }
      return batch
    }
  }
}

/// The forms of the last messages, shared by all that decode at the same time.
private final class LatestForms: Sendable {
  let forms = Mutex(ExampleForms())
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

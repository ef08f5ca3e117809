import RawData

/// Reads batches from TFRecord files of `tf.train.Example` records, one file after the other.
public struct ExampleReader: BatchReader {
  private let decoder: ExampleDecoder
  private let batchSize: Int
  private var remaining: ArraySlice<String>
  private var current: RecordReader?

  /// A reader of the schema's features from the files `paths`, in order.
  public init(paths: [String], schema: Schema, batchSize: Int = 4096) {
    precondition(batchSize > 0, "a batch needs at least one row")
    decoder = ExampleDecoder(schema: schema)
    self.batchSize = batchSize
    remaining = paths[...]
  }

  /// The next batch, nil after the last file. A batch never spans two files.
  public mutating func next() throws -> Batch? {
    while true {
      if current == nil {
        guard let path = remaining.popFirst() else { return nil }
        current = try RecordReader(path: path)
      }
      if let batch = try nextOfCurrentFile() { return batch }
      current = nil
    }
  }

  private mutating func nextOfCurrentFile() throws -> Batch? {
    guard var records = current.take() else { return nil }
    var messages = ByteStrings()
    var starts: [Int] = []
    let firstIndex = records.recordIndex
    while messages.count < batchSize, let record = try records.next() {
      starts.append(records.payloadOffset)
      messages.append(record)
    }
    guard messages.count > 0 else { return nil }
    do throws(ExampleError) {
      let batch = try decoder.decode(messages)
      current = records
      return batch
    } catch {
      let byteOffset = starts[error.index] + error.byteOffset
      throw InputError(
        file: records.path,
        position: .record(firstIndex + error.index, byteOffset: byteOffset),
        problem: error.problem
      )
    }
  }
}

import RawData

/// Reads batches from TFRecord files of `tf.train.Example` records, one file after the other.
public struct ExampleReader: BatchReader {
  private let decoder: ExampleDecoder
  private let batchSize: Int
  private var remaining: ArraySlice<String>
  private var current: RecordReader?
  private var readAhead: ReadAhead<RecordBlock, Batch>

  /// A reader of the schema's features from the files `paths`, in order.
  ///
  /// - Parameters:
  ///   - batchSize: the rows in each batch but the last of a file.
  ///   - threads: how many batches are decoded at once; the batches do not depend on it.
  public init(
    paths: [String],
    schema: Schema,
    batchSize: Int = 4096,
    threads: Int = Parallelism.processorCount
  ) {
    precondition(batchSize > 0, "a batch needs at least one row")
    decoder = ExampleDecoder(schema: schema)
    self.batchSize = batchSize
    remaining = paths[...]
    readAhead = ReadAhead(threads: threads)
  }

  /// The next batch, nil after the last file. A batch never spans two files.
  ///
  /// - Throws: `FileError` when a file cannot be read; `InputError` when one is damaged or does not fit the schema.
  public mutating func next() throws -> Batch? {
    let decoder = decoder
    var ahead = readAhead
    defer { readAhead = ahead }
    return try ahead.next({ try nextBlock() }, { try $0.decode(with: decoder) })
  }

  private mutating func nextBlock() throws -> RecordBlock? {
    while true {
      if current == nil {
        guard let path = remaining.popFirst() else { return nil }
        current = try RecordReader(path: path)
      }
      if let block = try current?.nextBlock(batchSize) { return block }
      current = nil
    }
  }
}

/// Some records of a file, still as messages.
private struct RecordBlock: Sendable {
  let path: String
  let compression: Compression
  /// The index in the file of the first record.
  let firstIndex: Int
  private(set) var messages = ByteStrings()
  /// Where in the file each message starts.
  private(set) var starts: [Int] = []

  mutating func append(_ message: ArraySlice<UInt8>, start: Int) {
    messages.append(message)
    starts.append(start)
  }

  func decode(with decoder: ExampleDecoder) throws(InputError) -> Batch {
    do throws(ExampleError) {
      return try decoder.decode(messages)
    } catch {
      throw RecordReader.error(
        path,
        compression,
        at: .record(firstIndex + error.index, byteOffset: starts[error.index] + error.byteOffset),
        error.problem
      )
    }
  }

  init(startingAt reader: RecordReader) {
    path = reader.path
    compression = reader.compression
    firstIndex = reader.recordIndex
  }
}

extension RecordReader {
  /// Up to `count` records, nil when there are no more.
  fileprivate mutating func nextBlock(_ count: Int) throws -> RecordBlock? {
    var block = RecordBlock(startingAt: self)
    while block.starts.count < count, let message = try next() { block.append(message, start: payloadOffset) }
    return block.starts.isEmpty ? nil : block
  }
}

import RawData

/// Reads batches from TFRecord files of `tf.train.Example` records, one file after the other.
public struct ExampleReader: BatchReader {
  private let decoder: ExampleDecoder
  private let batchSize: Int
  private var remaining: ArraySlice<String>
  private var current: RecordReader?
  private let skipped: SkippedRecords?
  private var readAhead: ReadAhead<RecordBlock, Batch>

  /// A reader of the schema's features from the files `paths`, in order.
  ///
  /// - Parameters:
  ///   - skipping: passes over records whose payload is damaged, and counts them there; nil makes them errors.
  ///   - batchSize: the rows in each batch but the last of a file.
  ///   - threads: how many batches are decoded at once; the batches do not depend on it.
  public init(
    paths: [String],
    schema: Schema,
    skipping: SkippedRecords? = nil,
    batchSize: Int = 4096,
    threads: Int = Parallelism.processorCount
  ) {
    precondition(batchSize > 0, "a batch needs at least one row")
    decoder = ExampleDecoder(schema: schema)
    self.batchSize = batchSize
    skipped = skipping
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
        current = try RecordReader(path: path, skipsCorrupt: skipped != nil)
      }
      let block = try current?.nextBlock(batchSize)
      current.map { skipped?.note($0) }
      if let block { return block }
      current = nil
    }
  }
}

/// Some records of a file, still as messages.
private struct RecordBlock: Sendable {
  let path: String
  let compression: Compression
  private(set) var messages = ByteStrings()
  /// Which record of the file each message is, and where in the file it starts.
  private(set) var places: [(index: Int, start: Int)] = []

  mutating func append(_ message: ArraySlice<UInt8>, index: Int, start: Int) {
    messages.append(message)
    places.append((index, start))
  }

  func decode(with decoder: ExampleDecoder) throws(InputError) -> Batch {
    do throws(ExampleError) {
      return try decoder.decode(messages)
    } catch {
      let place = places[error.index]
      throw RecordReader.error(
        path,
        compression,
        at: .record(place.index, byteOffset: place.start + error.byteOffset),
        error.problem
      )
    }
  }

  init(from reader: RecordReader) {
    path = reader.path
    compression = reader.compression
  }
}

extension RecordReader {
  /// Up to `count` records, nil when there are no more.
  fileprivate mutating func nextBlock(_ count: Int) throws -> RecordBlock? {
    var block = RecordBlock(from: self)
    while block.places.count < count, let message = try next() {
      block.append(message, index: recordIndex - 1, start: payloadOffset)
    }
    return block.places.isEmpty ? nil : block
  }
}

import RawData

/// Reads batches from TFRecord files of `tf.train.Example` records, one file after the other.
public struct ExampleReader: BatchReader, ForgivingReader {
  private let decoder: ExampleDecoder
  private var blocks: RecordBlocks
  private let skipped: SkippedRecords?
  private var readAhead: ReadAhead<RecordBlock, Batch>

  /// A reader of the schema's features from the files `paths`, in order.
  ///
  /// - Parameters:
  ///   - paths: the TFRecord files, plain or compressed.
  ///   - schema: the features to read; others are passed over.
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
    blocks = RecordBlocks(paths: paths, blockSize: batchSize)
    skipped = skipping
    readAhead = ReadAhead(threads: threads)
  }

  /// The next batch, nil after the last file. A batch never spans two files.
  ///
  /// - Throws: `FileError` when a file cannot be read; `InputError` when one is damaged or does not fit the schema.
  public mutating func next() throws -> Batch? {
    let (decoder, skipped) = (decoder, skipped)
    while let batch = try readAhead.next({ try blocks.next() }, { try decoder.decode($0, skipping: skipped) })
    {
      // All records of a block may have been damaged.
      if batch.rowCount > 0 { return batch }
    }
    return nil
  }

  /// Does `work` on every remaining batch on the thread that has decoded it; the results in the batches' order.
  public mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    let (decoder, skipped) = (decoder, skipped)
    // Batches that `next` has begun come first.
    while let batch = try readAhead.next({ nil }, { try decoder.decode($0, skipping: skipped) }) {
      try body(work(batch))
    }
    var ahead = ReadAhead<RecordBlock, Output>(threads: threads)
    while let output = try ahead.next(
      { try blocks.next() },
      { try work(decoder.decode($0, skipping: skipped)) }
    ) {
      try body(output)
    }
  }
  /// Does `work` on all remaining rows on the thread that has decoded them; the results in the rows' order.
  ///
  /// A record whose payload does not have its checksum is a bad row too, unless such records are passed over.
  ///
  /// - Throws: `InputError` for a damaged length, after which nobody knows where records start, and whatever `work` or
  ///   `body` throws.
  public mutating func processStretches<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable ([RowStretch]) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    let (decoder, skipped) = (decoder, skipped)
    // Batches that `next` has begun come first.
    while let batch = try readAhead.next({ nil }, { try decoder.decode($0, skipping: skipped) }) {
      try body(work([.rows(batch)]))
    }
    var ahead = ReadAhead<RecordBlock, Output>(threads: threads)
    while let output = try ahead.next(
      { try blocks.next() },
      { block in
        if let failure = block.failure { throw failure }
        return try work(block.stretches { try decoder.decode($0, skipping: skipped) })
      }
    ) {
      try body(output)
    }
  }
}

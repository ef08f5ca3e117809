import RawData

/// Writes batches as a TFRecord file of `tf.train.Example` records, one per row.
public struct ExampleWriter {
  private let encoder: ExampleEncoder
  private let file: CompressingFile
  private let threads: Int

  /// Starts a TFRecord file of the features `names`.
  ///
  /// - Parameters:
  ///   - compression: how the file is compressed as a whole.
  ///   - threads: how many rows are encoded at once; the file does not depend on it.
  public init(
    path: String,
    names: [String],
    compression: Compression = .none,
    threads: Int = Parallelism.processorCount
  ) throws(FileError) {
    self.threads = threads
    encoder = ExampleEncoder(names: names)
    file = try CompressingFile(path: path, compression: compression)
  }

  /// Adds the rows of `batch`.
  public func write(_ batch: Batch) throws {
    let parts = (0..<threads).map { batch.rowCount * $0 / threads..<batch.rowCount * ($0 + 1) / threads }
    let encoder = encoder
    for records in Parallelism.map(parts, threads: threads, { encoder.encodeRecords(batch, rows: $0) }) {
      try file.write { $0 += records }
    }
  }

  /// Puts the file in its place.
  public func close() throws {
    try file.commit()
  }
}

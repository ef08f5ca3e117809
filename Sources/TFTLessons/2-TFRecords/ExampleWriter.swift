import RawData

/// Writes batches as a TFRecord file of `tf.train.Example` records, one per row.
///
/// Rows are encoded on all threads while those before them are written.
public struct ExampleWriter {
  private let encoder: ExampleEncoder
  private let file: WriteBehind
  private let pool = BytePool()
  private let threads: Int

  /// Fewer rows than these are not worth another thread.
  private static let smallestPart = 128

  /// Starts a TFRecord file of the features `names`.
  ///
  /// - Parameters:
  ///   - path: the file to make; it is there once it is closed.
  ///   - names: the features to write.
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
    file = WriteBehind(try CompressingFile(path: path, compression: compression))
  }

  /// Adds the rows of `batch`.
  ///
  /// - Throws: `FileError` when rows, these or those before, cannot be written.
  public func write(_ batch: Batch) throws {
    let count = max(1, min(threads, batch.rowCount / Self.smallestPart))
    let parts = (0..<count).map { batch.rowCount * $0 / count..<batch.rowCount * ($0 + 1) / count }
    let (encoder, pool) = (encoder, pool)
    let records = Parallelism.map(parts, threads: threads) { rows in
      let buffer = PooledBytes(pool)
      encoder.encodeRecords(batch, rows: rows, appendingTo: &buffer.bytes)
      return buffer
    }
    for buffer in records { try file.write(buffer) }
  }

  /// Adds every remaining row of `reader`; a batch is encoded on the thread that has made it. How many rows there were.
  ///
  /// - Throws: whatever reading throws, and `FileError`.
  public func write(rowsOf reader: inout some BatchReader) throws -> Int {
    let (encoder, pool) = (encoder, pool)
    var rowCount = 0
    try reader.process(threads: threads) { batch in
      let buffer = PooledBytes(pool)
      encoder.encodeRecords(batch, rows: 0..<batch.rowCount, appendingTo: &buffer.bytes)
      return (rows: batch.rowCount, buffer: buffer)
    } _: { encoded in
      rowCount += encoded.rows
      try file.write(encoded.buffer)
    }
    return rowCount
  }

  /// Puts the file in its place.
  public func close() throws {
    try file.commit()
  }
}

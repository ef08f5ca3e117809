import RawData

/// Writes rows as a data set of shards: `part-00000-of-00004`, ...
///
/// Of `rowCount` rows, shard `k` of `n` has the rows `rowCount * k / n ..< rowCount * (k + 1) / n`. So the shards, one after
/// the other, are the rows in their order, no two differ by more than one row, and the plain files end to end are the file of
/// a single shard, byte for byte. Where there are more shards than rows some are empty files, which are valid TFRecord files.
/// The division depends on nothing else: not on the batches, nor on the number of threads.
public struct ShardedExampleWriter {
  /// What the shards are made of.
  public struct Layout: Sendable {
    /// The directory, which exists.
    public var directory: String
    /// How many shards there are, at least 1.
    public var shards: Int
    /// How many rows there will be. If more come, the last shard takes them; for a single shard it does not matter.
    public var rowCount: Int
    /// How each file is compressed as a whole.
    public var compression: Compression

    /// `shards` files in `directory`.
    public init(directory: String, shards: Int = 1, rowCount: Int = 0, compression: Compression = .none) {
      precondition(shards > 0, "a data set needs at least one shard")
      self.directory = directory
      self.shards = shards
      self.rowCount = rowCount
      self.compression = compression
    }
  }

  private let layout: Layout
  private let names: [String]
  private let threads: Int
  private var writer: ExampleWriter
  /// The shard that is written.
  private var shard = 0
  private var row = 0

  /// Starts the first shard.
  ///
  /// - Parameters:
  ///   - layout: the directory, and how many files of what kind.
  ///   - names: the features to write.
  ///   - threads: how many rows are encoded at once; the files do not depend on it.
  public init(_ layout: Layout, names: [String], threads: Int = Parallelism.processorCount) throws(FileError)
  {
    self.layout = layout
    self.names = names
    self.threads = threads
    writer = try Self.writer(of: 0, layout, names, threads)
  }

  private static func writer(
    of shard: Int,
    _ layout: Layout,
    _ names: [String],
    _ threads: Int
  ) throws(FileError) -> ExampleWriter {
    let name = ShardedRecords.shardName(shard, of: layout.shards)
    return try ExampleWriter(
      path: "\(layout.directory)/\(name)",
      names: names,
      compression: layout.compression,
      threads: threads
    )
  }

  /// Adds the rows of `batch`.
  public mutating func write(_ batch: Batch) throws {
    var start = 0
    while start < batch.rowCount {
      while row >= endOfShard { try startNext() }
      let count = min(batch.rowCount - start, endOfShard - row)
      try writer.write(count == batch.rowCount ? batch : batch.slice(start..<start + count))
      start += count
      row += count
    }
  }

  /// Adds every remaining row of `reader`.
  ///
  /// - Throws: whatever reading throws, and `FileError`.
  public mutating func write(rowsOf reader: inout some BatchReader) throws {
    if layout.shards == 1 {
      row += try writer.write(rowsOf: &reader)
    } else {
      try reader.process(threads: threads, \.self) { try write($0) }
    }
  }

  /// Puts the last files in their places; how many rows there were.
  public mutating func close() throws -> Int {
    while shard < layout.shards - 1 { try startNext() }
    try writer.close()
    return row
  }

  private var endOfShard: Int {
    shard == layout.shards - 1 ? .max : layout.rowCount * (shard + 1) / layout.shards
  }

  private mutating func startNext() throws {
    try writer.close()
    shard += 1
    writer = try Self.writer(of: shard, layout, names, threads)
  }
}

import Preprocessing
import RawData
import TFRecords
import TransformedData

/// The transform of a data set shard by shard: one TFRecord file for each, `part-00000-of-00004`, and so on.
///
/// A file appears under its name when it is whole and on the disk. Then `shards.json` says from what it was made. So a run that
/// was ended by force loses no more than the shard that it was at, and the next one goes on with that; the directory gets its
/// own name, without `.partial`, when the last shard is done.
public struct ShardedTransform {
  /// What a run did.
  public struct Done: Sendable, Equatable {
    /// How many shards were transformed now; the others were there.
    public let transformedShards: Int
    /// How many bytes all files have.
    public let byteCount: Int
  }

  private let directory: String
  private let compression: Compression
  private let threads: Int

  /// - Parameters:
  ///   - directory: where the records go; it gets its name when all are there.
  ///   - compression: how each file is compressed as a whole.
  ///   - threads: how many batches are transformed at once; the files do not depend on it.
  public init(
    directory: String,
    compression: Compression = .none,
    threads: Int = Parallelism.processorCount
  ) {
    (self.directory, self.compression, self.threads) = (directory, compression, threads)
  }

  /// How many bytes of these rows' records are there already, in the directory or its staging place. They may turn out to be of
  /// another transform; then they make room first.
  public func bytesThere(of survey: Survey) -> Int {
    let rows = ShardRecord.all(of: survey, "", compression)
    return [directory, "\(directory).partial"].map { ShardList(in: $0).bytes(ofRows: rows, in: $0) }.max()
      ?? 0
  }

  /// Transforms all rows.
  ///
  /// - Parameters:
  ///   - found: the transform, and its fingerprint.
  ///   - survey: the shards.
  ///   - onRows: called with the rows of each batch, from any thread; of a shard that is done already with all.
  ///   - finish: writes what belongs beside the records into the directory it is given.
  /// - Throws: whatever reading throws, with the place in the file; `FileError`.
  public func run(
    _ found: ShardedAnalysis.Found,
    over survey: Survey,
    onRows: @escaping @Sendable (Int) -> Void = { _ in },
    finish: (String) throws -> Void
  ) throws -> Done {
    let expected = ShardRecord.all(of: survey, found.fingerprint, compression)
    if ShardList(in: directory).finished(expected, in: directory) == expected.count {
      onRows(survey.rowCount)
      return Done(transformedShards: 0, byteCount: try ShardedRecords.size(of: directory))
    }
    return try OutputDirectory.write(to: directory, isResumed: true) { staging in
      var list = try ShardList(in: staging).kept(expected, in: staging)
      var count = 0
      for (shard, record) in zip(survey.shards, expected) {
        if list.has(record, in: staging) {
          onRows(shard.rowCount)
          continue
        }
        let path = "\(staging)/\(record.file)"
        try transform(shard, columns: survey.columns, found.transformFn, to: path, onRows)
        try list.add(record, size: Platform.size(of: path), in: staging)
        count += 1
      }
      try finish(staging)
      return Done(transformedShards: count, byteCount: try ShardedRecords.size(of: staging))
    }
  }

  private func transform(
    _ shard: Shard,
    columns: [String],
    _ transformFn: TransformFn,
    to path: String,
    _ onRows: @escaping @Sendable (Int) -> Void
  ) throws {
    let writer = try ExampleWriter(
      path: path,
      names: transformFn.outputSchema.features.map(\.name),
      compression: compression,
      threads: threads
    )
    let rows = try shard.locatingErrors(columns: columns) {
      let rows = CountingReader(try shard.open(transformFn.inputSchema, columns: columns), onRows)
      var reader = TransformedReader(rows, transformFn)
      return try writer.write(rowsOf: &reader)
    }
    try shard.checkRows(rows)
    try writer.close()
  }
}

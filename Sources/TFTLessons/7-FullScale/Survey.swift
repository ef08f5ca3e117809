import Preprocessing
import RawData

/// A data set before any work is done on it: which shards it falls into, and what is in them.
///
/// A shard is a CSV file, or a part of one that has many rows. The survey is a pass that looks for the ends of records and
/// hashes the text; it parses nothing, and so it is quick: what was done for a shard is known again by its fingerprint, whatever
/// the file is called now, and never by the time at which it was written.
public struct Survey: Sendable {
  /// The shards, in the order of the data.
  public let shards: [Shard]
  /// The names of the columns, the same in all files.
  public let columns: [String]

  /// How many rows a shard has at most, unless the caller says otherwise. It is also how many examples are shuffled at once.
  public static let rowsInShard = 1 << 18

  /// How many rows there are.
  public var rowCount: Int { shards.reduce(0) { $0 + $1.rowCount } }
  /// How many bytes of text they have.
  public var byteCount: Int { shards.reduce(0) { $0 + $1.byteCount } }

  /// Surveys CSV files whose columns are the features of `schema`.
  ///
  /// - Parameters:
  ///   - files: the CSV files, in order.
  ///   - schema: the features to read; each must be a column of every file.
  ///   - header: where the columns' names come from.
  ///   - rows: how many rows a shard has at most.
  ///   - threads: how many files are read at once; the survey does not depend on it.
  ///   - onBytes: called with the bytes of each piece that was read, from any thread.
  /// - Throws: `FileError` when a file cannot be read, or only once; `InputError` when its header does not fit the schema or the
  ///   first file's, with the file's path.
  public init(
    _ files: DataFiles,
    schema: Schema,
    header: CSVReader.Header = .firstRecord,
    rowsInShard rows: Int = rowsInShard,
    threads: Int = Parallelism.processorCount,
    onBytes: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws {
    if let pipe = files.paths.first(where: { !Platform.isRegularFile($0) }) {
      throw FileError(path: pipe, problem: "is a pipe or a device, expected a file, which can be read again")
    }
    let first = files.paths[0]
    let columns = try CSVSplit.columns(of: first, schema, header)
    for path in files.paths.dropFirst() {
      _ = try CSVSplit.columns(of: path, schema, header, likeThoseOf: (first, columns))
    }
    self.columns = columns
    let found = Parallelism.map(files.paths, threads: threads) { path in
      Result { try Self.shards(of: path, header, rows, onBytes) }
    }
    shards = try found.flatMap { try $0.get() }
  }

  private static func shards(
    of path: String,
    _ header: CSVReader.Header,
    _ rows: Int,
    _ onBytes: (Int) -> Void
  ) throws -> [Shard] {
    var hashes: [UInt64] = []
    let splits = try CSVSplit.splits(of: path, header: header, rows: rows) { part, text in
      while hashes.count <= part { hashes.append(0) }
      hashes[part] = Fingerprint.cat64(hashes[part], Fingerprint.hash64(text))
      onBytes(text.count)
    }
    return splits.enumerated().map { Shard(split: $1, hash: hashes.indices.contains($0) ? hashes[$0] : 0) }
  }
}

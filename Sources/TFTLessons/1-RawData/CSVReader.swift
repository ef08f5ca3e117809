/// Reads a CSV file (RFC 4180) as batches, in constant memory.
///
/// The first record names the columns; they may come in any order. An empty cell is a missing value, and the schema
/// says what that means; `""` is an empty text. Empty lines are passed over, and so is a byte order mark.
public struct CSVReader: BatchReader, ForgivingReader {
  /// What to do with columns that the schema does not have.
  public enum ExtraColumns: Sendable {
    /// They are an error.
    case refused
    /// They are passed over unread.
    case ignored
  }

  /// Where the columns' names come from.
  public enum Header: Sendable {
    /// The file's first record names them.
    case firstRecord
    /// The file has no names: its columns are the schema's features, in the schema's order.
    case none
  }

  private let batchSize: Int
  private var files: CSVFiles
  private var readAhead: ReadAhead<CSVPiece, Batch>

  /// Opens a file and reads its header.
  ///
  /// - Parameters:
  ///   - path: the CSV file, in UTF-8.
  ///   - schema: the features to read; each must be a column of the file.
  ///   - batchSize: the rows in each batch but the last.
  ///   - extraColumns: what to do with columns that the schema does not have.
  ///   - header: where the columns' names come from.
  ///   - threads: how many batches are parsed at once; the batches do not depend on it.
  /// - Throws: `FileError` when the file cannot be read; `InputError` when a column is missing, double or extra.
  public init(
    path: String,
    schema: Schema,
    batchSize: Int = 4096,
    extraColumns: ExtraColumns = .refused,
    header: Header = .firstRecord,
    threads: Int = Parallelism.processorCount
  ) throws {
    try self.init(
      paths: [path],
      schema: schema,
      batchSize: batchSize,
      extraColumns: extraColumns,
      header: header,
      threads: threads
    )
  }

  /// Opens the shards of a data set, which are read one after the other, and reads the header of each.
  ///
  /// A batch never spans two shards.
  ///
  /// - Throws: as for one file; and `InputError` with the shard's path when its columns are not those of the first shard.
  public init(
    paths: [String],
    schema: Schema,
    batchSize: Int = 4096,
    extraColumns: ExtraColumns = .refused,
    header: Header = .firstRecord,
    threads: Int = Parallelism.processorCount
  ) throws {
    precondition(batchSize > 0, "a batch needs at least one row")
    self.batchSize = batchSize
    readAhead = ReadAhead(threads: threads)
    files = try CSVFiles(paths: paths, schema: schema, header: header, extraColumns: extraColumns)
  }

  /// Opens a file without a header.
  ///
  /// - Parameters:
  ///   - schema: the features to read.
  ///   - columns: the names of the file's columns; those that the schema does not have are passed over unread.
  /// - Throws: `FileError` when the file cannot be read.
  package init(path: String, schema: Schema, columns: [String]) throws {
    batchSize = 4096
    readAhead = ReadAhead(threads: Parallelism.processorCount)
    files = try CSVFiles(path: path, schema: schema, columns: columns)
  }

  /// Opens parts of files, which are read one after the other.
  ///
  /// - Parameters:
  ///   - schema: the features to read.
  ///   - columns: the names of the files' columns; those that the schema does not have are passed over unread.
  /// - Throws: `FileError` when the first file cannot be read.
  package init(
    splits: [CSVSplit],
    schema: Schema,
    columns: [String],
    threads: Int = Parallelism.processorCount
  ) throws {
    batchSize = 4096
    readAhead = ReadAhead(threads: threads)
    files = try CSVFiles(splits: splits, schema: schema, columns: columns)
  }

  /// The next batch, nil at the end of the file.
  ///
  /// - Throws: `InputError` with line and column for the first cell or record that is not as it should be.
  public mutating func next() throws -> Batch? {
    let batchSize = batchSize
    return try readAhead.next({ try files.next(batchSize) }, { try $0.rows() })
  }

  /// Does `work` on every remaining batch on the thread that has parsed it; the results in the batches' order.
  public mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    // Batches that `next` has begun come first.
    while let batch = try readAhead.next({ nil }, { try $0.rows() }) { try body(work(batch)) }
    var ahead = ReadAhead<CSVPiece, Output>(threads: threads)
    while let output = try ahead.next({ try files.next(batchSize) }, { try work($0.rows()) }) {
      try body(output)
    }
  }

  /// Does `work` on all remaining rows on the thread that has parsed them; the results in the rows' order.
  ///
  /// - Throws: `InputError` for a record without an end, and whatever `work` or `body` throws.
  public mutating func processStretches<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable ([RowStretch]) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    // Batches that `next` has begun come first.
    while let batch = try readAhead.next({ nil }, { try $0.rows() }) { try body(work([.rows(batch)])) }
    var ahead = ReadAhead<CSVPiece, Output>(threads: threads)
    while let output = try ahead.next({ try files.next(batchSize) }, { try work($0.stretches()) }) {
      try body(output)
    }
  }
}

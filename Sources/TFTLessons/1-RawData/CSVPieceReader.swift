/// Reads parts of CSV files and works on some thousand rows at a time, on several threads, ahead of who takes the results.
package struct CSVPieceReader: BatchReader {
  private var files: CSVFiles
  private var readAhead: ReadAhead<CSVPiece, Batch>
  private let work: @Sendable (CSVPiece) throws -> Batch

  private static let batchSize = 4096

  /// - Parameters:
  ///   - schema: the features to read.
  ///   - columns: the names of the files' columns; those that the schema does not have are passed over unread.
  ///   - threads: how many pieces are worked on at once; the batches do not depend on it.
  ///   - work: what is to be made of the rows.
  /// - Throws: `FileError` when the first file cannot be read.
  package init(
    splits: [CSVSplit],
    schema: Schema,
    columns: [String],
    threads: Int = Parallelism.processorCount,
    _ work: @escaping @Sendable (CSVPiece) throws -> Batch
  ) throws {
    files = try CSVFiles(splits: splits, schema: schema, columns: columns)
    readAhead = ReadAhead(threads: threads)
    self.work = work
  }

  /// What was made of the next rows, nil at the end.
  ///
  /// - Throws: whatever reading or the work throws.
  package mutating func next() throws -> Batch? {
    let work = work
    return try readAhead.next({ try files.next(Self.batchSize) }, { try work($0) })
  }
}

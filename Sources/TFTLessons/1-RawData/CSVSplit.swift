/// A part of a CSV file: some whole records that follow each other.
public struct CSVSplit: Equatable, Sendable {
  /// The file.
  public let path: String
  /// Where in the file the records are; nil for the whole file.
  public let bytes: Range<Int>?
  /// The line on which the first record starts, counted from 1.
  public let firstLine: Int
  /// How many rows there are; nil where nobody has counted them.
  public let rowCount: Int?
  /// Whether the first record names the columns.
  private let hasHeader: Bool

  /// The records at `bytes` of a file, none of which is a header.
  public init(path: String, bytes: Range<Int>, firstLine: Int, rowCount: Int) {
    (self.path, self.bytes, self.firstLine, self.rowCount) = (path, bytes, firstLine, rowCount)
    hasHeader = false
  }

  /// A whole file.
  init(path: String, hasHeader: Bool) {
    (self.path, self.hasHeader) = (path, hasHeader)
    (bytes, firstLine, rowCount) = (nil, 1, nil)
  }

  /// Its rows from the start.
  func open() throws -> CSVBlockReader {
    guard let bytes else {
      var blocks = try CSVBlockReader(path: path)
      if hasHeader { _ = try blocks.next(1) }
      return blocks
    }
    return try CSVBlockReader(path: path, part: bytes, firstLine: firstLine)
  }
}

extension CSVSplit {
  /// The names of a file's columns: those of its header, or else the features of `schema`; and whether they fit.
  ///
  /// - Throws: `FileError` when the file cannot be read; `InputError` when it has no header, or one that does not fit.
  package static func columns(
    of path: String,
    _ schema: Schema,
    _ header: CSVReader.Header,
    likeThoseOf first: (path: String, columns: [String])? = nil
  ) throws -> [String] {
    guard header == .firstRecord else { return schema.features.map(\.name) }
    var blocks = try CSVBlockReader(path: path)
    let found = try CSVHeader(&blocks, path: path)
    if let first { try found.check(first.columns, asIn: first.path) } else { try found.check(schema, .refused) }
    return found.names
  }

  /// Cuts a file into parts of `rows` rows, the last of fewer, in a pass that looks for the ends of records alone. A part may
  /// have some more where records are very long. A file without rows is one part without rows.
  ///
  /// - Parameter visit: called for each piece of text, in order, with the number of the part that it belongs to.
  /// - Throws: `FileError` when the file cannot be read; `InputError` for a record without an end.
  package static func splits(
    of path: String,
    header: CSVReader.Header,
    rows: Int,
    visit: (_ part: Int, ArraySlice<UInt8>) -> Void
  ) throws -> [CSVSplit] {
    var blocks = try CSVBlockReader(path: path)
    if header == .firstRecord { _ = try blocks.next(1) }
    var splits: [CSVSplit] = []
    var (start, line, count) = (blocks.offset, blocks.nextLine, 0)
    while let block = try blocks.next(min(4096, rows - count)) {
      visit(splits.count, block.bytes[block.range])
      count += block.recordCount
      guard count >= rows else { continue }
      splits.append(CSVSplit(path: path, bytes: start..<blocks.offset, firstLine: line, rowCount: count))
      (start, line, count) = (blocks.offset, blocks.nextLine, 0)
    }
    if count > 0 || splits.isEmpty {
      splits.append(CSVSplit(path: path, bytes: start..<blocks.offset, firstLine: line, rowCount: count))
    }
    return splits
  }

  /// The line and column of a row's cell, both from 1; the line's start when `column` is not known. Nil past the end.
  package func position(ofRow row: Int, column: String?, columns: [String]) throws -> InputError.Position? {
    var blocks = try open()
    var skipped = 0
    while skipped < row, let block = try blocks.next(min(4096, row - skipped)) {
      skipped += block.recordCount
    }
    guard skipped == row, let block = try blocks.next(1) else { return nil }
    return CSVPlace.position(in: block, column: column, columns: columns)
  }
}

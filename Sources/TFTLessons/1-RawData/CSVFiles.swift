/// The shards of a data set, cut into pieces one after the other.
struct CSVFiles {
  private let schema: Schema
  private let columns: [String]
  /// The file that is read, of which the header has been.
  private var blocks: CSVBlockReader
  private var parser: CSVBlockParser
  /// The parts after it.
  private var rest: ArraySlice<CSVSplit>

  /// Opens the first of `paths`, and looks at the headers of all.
  ///
  /// A single file is opened once only: it may be a pipe.
  ///
  /// - Throws: `FileError` when a file cannot be read; `InputError` when a header does not fit the schema, or the first.
  init(
    paths: [String],
    schema: Schema,
    header: CSVReader.Header,
    extraColumns: CSVReader.ExtraColumns
  ) throws {
    guard let first = paths.first else { preconditionFailure("a data set needs at least one file") }
    blocks = try CSVBlockReader(path: first)
    if header == .firstRecord {
      let header = try CSVHeader(&blocks, path: first)
      try header.check(schema, extraColumns)
      columns = header.names
      for path in paths.dropFirst() {
        var blocks = try CSVBlockReader(path: path)
        try CSVHeader(&blocks, path: path).check(columns, asIn: first)
      }
    } else {
      columns = schema.features.map(\.name)
    }
    self.schema = schema
    rest = paths.dropFirst().map { CSVSplit(path: $0, hasHeader: header == .firstRecord) }[...]
    parser = CSVBlockParser(path: first, schema: schema, header: columns)
  }

  /// Opens a file without a header, whose columns are `columns`.
  init(path: String, schema: Schema, columns: [String]) throws {
    blocks = try CSVBlockReader(path: path)
    (self.schema, self.columns, rest) = (schema, columns, [])
    parser = CSVBlockParser(path: path, schema: schema, header: columns)
  }

  /// Opens parts of files whose columns are `columns`.
  init(splits: [CSVSplit], schema: Schema, columns: [String]) throws {
    guard let first = splits.first else { preconditionFailure("a data set needs at least one part") }
    blocks = try first.open()
    (self.schema, self.columns, rest) = (schema, columns, splits.dropFirst())
    parser = CSVBlockParser(path: first.path, schema: schema, header: columns)
  }

  /// The next `count` records, or fewer at the end of a file; nil after the last file.
  mutating func next(_ count: Int) throws -> CSVPiece? {
    while true {
      if let block = try blocks.next(count) { return CSVPiece(block: block, parser: parser) }
      guard let split = rest.popFirst() else { return nil }
      blocks = try split.open()
      parser = CSVBlockParser(path: split.path, schema: schema, header: columns)
    }
  }
}

/// Some records of a file, and what makes rows of them.
package struct CSVPiece: Sendable {
  fileprivate let block: CSVBlock
  fileprivate let parser: CSVBlockParser

  /// - Throws: `InputError` for the first cell or record that is not as it should be.
  package func rows() throws(InputError) -> Batch { try parser.parse(block) }

  /// The file in which they are.
  package var path: String { parser.path }

  /// The line and column of the cell in column `column` of row `row`, counted from 0 in the piece; the line's start when the column
  /// is not known.
  package func position(ofRow row: Int, column: String?) -> InputError.Position {
    var rest = block
    for _ in 0..<row { rest = rest.divided(at: rest.range.lowerBound).after }
    return CSVPlace.position(in: rest, column: column, columns: parser.header)
  }

  /// The records that are as they should be, and the places of the others, in order.
  func stretches() -> [RowStretch] { parser.stretches(block) }
}

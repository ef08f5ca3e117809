/// Where in a CSV file a row is, for errors that are found after the row has left the text.
package enum CSVPlace {
  /// The names in a file's header line; none of an empty file.
  package static func names(path: String) throws -> [String] {
    var blocks = try CSVBlockReader(path: path)
    return try blocks.next(1).map(names) ?? []
  }

  private static func names(in header: CSVBlock) -> [String] {
    CSVTokens(header: header).cells.map {
      String(decoding: header.bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
    }
  }

  /// The line and column of a row's cell, both from 1; the line's start when `column` is not known. Nil past the end.
  ///
  /// Reads the file again up to that row.
  package static func position(path: String, row: Int, column: String?, header: CSVReader.Header) throws
    -> InputError.Position?
  {
    var blocks = try CSVBlockReader(path: path)
    var names: [String] = []
    if header == .firstRecord, let record = try blocks.next(1) { names = Self.names(in: record) }
    var skipped = 0
    while skipped < row, let block = try blocks.next(min(4096, row - skipped)) {
      skipped += block.recordCount
    }
    guard skipped == row, let block = try blocks.next(1) else { return nil }
    return Self.position(in: block, column: column, columns: names)
  }

  /// The same in a block of one record.
  static func position(in block: CSVBlock, column: String?, columns: [String]) -> InputError.Position {
    let cells = CSVTokens(block, width: columns.count).cells
    guard let index = column.flatMap(columns.firstIndex), index < cells.count else {
      return block.position(of: block.range.lowerBound)
    }
    return block.position(of: Int(cells[index].start))
  }

  /// The file of a data set in which a row is, and the place of the row's cell there; nil past the end.
  package static func position(paths: [String], row: Int, column: String?, header: CSVReader.Header) throws
    -> (path: String, position: InputError.Position)?
  {
    var row = row
    for path in paths {
      if let position = try position(path: path, row: row, column: column, header: header) {
        return (path, position)
      }
      // Only of several files can it be in a later one.
      if paths.count > 1 { row -= try CSVReader.rowCount(of: path, header: header) }
    }
    return nil
  }
}

/// Where in a CSV file a row is, for errors that are found after the row has left the text.
package enum CSVPlace {
  /// The line and column of a row's cell, both from 1; the line's start when `column` is not known. Nil past the end.
  ///
  /// Reads the file again up to that row.
  package static func position(path: String, row: Int, column: String?, header: CSVReader.Header) throws
    -> InputError.Position?
  {
    var blocks = try CSVBlockReader(path: path)
    var names: [String] = []
    if header == .firstRecord, let record = try blocks.next(1) {
      names = CSVTokens(header: record).cells.map {
        String(decoding: record.bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
      }
    }
    var skipped = 0
    while skipped < row, let block = try blocks.next(min(4096, row - skipped)) {
      skipped += block.recordCount
    }
    guard skipped == row, let block = try blocks.next(1) else { return nil }
    let cells = CSVTokens(block, width: names.count).cells
    guard let index = column.flatMap(names.firstIndex), index < cells.count else {
      return block.position(of: block.range.lowerBound)
    }
    return block.position(of: Int(cells[index].start))
  }
}

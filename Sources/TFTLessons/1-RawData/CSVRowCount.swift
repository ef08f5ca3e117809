extension CSVReader {
  /// How many rows a CSV file has, in a pass that looks for the ends of records alone.
  ///
  /// - Throws: `FileError` when the file cannot be read, or is a pipe, which can be read only once.
  package static func rowCount(of path: String, header: Header) throws -> Int {
    guard Platform.isRegularFile(path) || !Platform.exists(path) else {
      throw FileError(
        path: path,
        problem: "is a pipe or a device, expected a file, whose rows can be counted first"
      )
    }
    var blocks = try CSVBlockReader(path: path)
    if header == .firstRecord { _ = try blocks.next(1) }
    var count = 0
    while let block = try blocks.next(4096) { count += block.recordCount }
    return count
  }
}

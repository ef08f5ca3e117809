extension Schema {
  /// A column of at most so many different texts has them as its domain. TFDV: `max_string_domain_size`.
  public static let largestInferredDomain = 100

  /// The schema that fits a CSV file, found in one pass and in constant memory.
  ///
  /// A column is `int64` when every cell that is not empty is an integer of 64 bits, else `float32` when every one is
  /// a number, else `string`; a cell in quotes is a text, and so is an integer of more than 64 bits. It is optional when a cell is empty, else required. A
  /// column of at most `largestInferredDomain` different texts has them as its domain. A column without any value is of type `string`.
  ///
  /// TFDV: `infer_schema`.
  ///
  /// - Throws: `FileError` when the file cannot be read; `InputError` with line and column when it is no CSV file.
  public static func inferred(fromCSV path: String) throws -> Schema {
    try inferred(fromCSV: path) { _ in }
  }

  /// As `inferred(fromCSV:)`; `countRows` is told of every few rows how many were well formed, also before an error.
  package static func inferred(fromCSV path: String, countRows: (Int) -> Void) throws -> Schema {
    var blocks = try CSVBlockReader(path: path)
    guard let header = try blocks.next(1) else {
      throw InputError(file: path, problem: "the file is empty, expected a header line")
    }
    var columns = try columns(of: header, path: path)
    while let block = try blocks.next(4096) {
      let tokens = CSVTokens(block, width: columns.count)
      countRows(tokens.recordCount)
      try check(tokens, block, path: path)
      for index in columns.indices {
        for record in 0..<tokens.recordCount {
          columns[index].add(tokens.cells[record * columns.count + index], of: block)
        }
      }
    }
    return Schema(columns.map(\.spec))
  }

  /// A column for each cell of the header line.
  private static func columns(of header: CSVBlock, path: String) throws(InputError) -> [InferredColumn] {
    let tokens = CSVTokens(header: header)
    try check(tokens, header, path: path)
    var columns: [InferredColumn] = []
    for cell in tokens.cells {
      let column = InferredColumn(header: header.bytes[Int(cell.start)..<Int(cell.end)])
      if cell.quoting == .none, let offset = header.bytes[Int(cell.start)..<Int(cell.end)].firstIndex(of: 13)
      {
        let problem = "found a carriage return in a name, expected lines that end in LF or CR LF"
        throw InputError(file: path, position: header.position(of: offset), problem: problem)
      }
      guard !columns.contains(where: { $0.name == column.name }) else {
        let problem = "found column \(quoted(column.name.utf8)) twice, expected it once"
        throw InputError(file: path, position: header.position(of: Int(cell.start)), problem: problem)
      }
      columns.append(column)
    }
    return columns
  }

  private static func check(_ tokens: CSVTokens, _ block: CSVBlock, path: String) throws(InputError) {
    guard let error = tokens.error else { return }
    throw InputError(file: path, position: block.position(of: error.offset), problem: error.problem)
  }
}

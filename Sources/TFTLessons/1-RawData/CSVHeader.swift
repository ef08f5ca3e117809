/// The first record of a CSV file, which names its columns.
struct CSVHeader {
  private struct Cell {
    var name: String
    var position: InputError.Position
  }

  private let path: String
  private let cells: [Cell]

  /// The names of the columns, in the file's order.
  var names: [String] { cells.map(\.name) }

  /// Takes the header from the start of a file.
  ///
  /// - Throws: `InputError` when there is none.
  init(_ blocks: inout CSVBlockReader, path: String) throws {
    guard let block = try blocks.next(1) else {
      throw InputError(file: path, problem: "the file is empty, expected a header line")
    }
    let tokens = CSVTokens(header: block)
    if let error = tokens.error {
      throw InputError(file: path, position: block.position(of: error.offset), problem: error.problem)
    }
    self.path = path
    cells = tokens.cells.map { cell in
      let text = String(decoding: block.bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)
      let name =
        cell.quoting == .doubled
        ? text.split(separator: "\"\"", omittingEmptySubsequences: false)
          .joined(separator: "\"") : text
      return Cell(name: name, position: block.position(of: Int(cell.start)))
    }
  }

  /// Finds out whether each feature of `schema` is a column.
  ///
  /// - Throws: `InputError` for a column that is missing, double, or extra where these are refused.
  func check(_ schema: Schema, _ extraColumns: CSVReader.ExtraColumns) throws(InputError) {
    let expected = schema.features.map(\.name).joined(separator: ",")
    var seen: Set<String> = []
    for cell in cells {
      let name = quoted(cell.name.utf8)
      if schema[cell.name] == nil {
        if extraColumns == .ignored { continue }
        throw error("found an extra column \(name), expected \(expected)", at: cell.position)
      }
      guard seen.insert(cell.name).inserted else {
        throw error("found column \(name) twice, expected it once", at: cell.position)
      }
    }
    if let missing = schema.features.first(where: { !seen.contains($0.name) }) {
      let found = names.joined(separator: ",")
      throw error("column \(quoted(missing.name.utf8)) is missing; found \(found), expected \(expected)")
    }
  }

  /// Finds out whether the columns are those of another shard of the same data set.
  func check(_ expected: [String], asIn first: String) throws(InputError) {
    guard names != expected else { return }
    let found = "found the columns \(names.joined(separator: ","))"
    throw error("\(found), expected \(expected.joined(separator: ",")), as in \(first)")
  }

  private func error(
    _ problem: String,
    at position: InputError.Position = .line(1, column: 1)
  ) -> InputError {
    InputError(file: path, position: position, problem: problem)
  }
}

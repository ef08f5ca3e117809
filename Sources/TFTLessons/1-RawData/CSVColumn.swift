/// One column of a CSV file, as the schema says it should be.
struct CSVColumn {
  /// What the column holds.
  let spec: FeatureSpec
  /// The column's index in the file, from 0.
  let index: Int
  /// The columns of the file.
  let width: Int

  /// A cell that is not what the schema says.
  struct CellError: Error {
    var offset: Int
    var problem: String
    /// The feature that has no value, where that is what is wrong.
    var missingFeature: String?
  }

  /// Builds the column's values for so many rows.
  func builder(rowCount: Int) -> any CSVColumnBuilder {
    switch spec.type {
    case .float32: CSVNumberBuilder<Float>(self, rowCount: rowCount)
    case .int64: CSVNumberBuilder<Int64>(self, rowCount: rowCount)
    case .string: CSVStringBuilder(self, rowCount: rowCount)
    }
  }

  /// What stands in for a cell without a value: nil for nothing, the default's text, or an error.
  func replacement(
    for cell: CSVTokens.Cell,
    of block: CSVBlock,
    _ expected: String
  ) throws(CellError) -> [UInt8]? {
    let text = block.bytes[Int(cell.start)..<Int(cell.end)]
    guard text.isEmpty && cell.quoting == .none else {
      throw error(cell, "found \(quoted(text)), expected \(expected)")
    }
    switch spec.presence {
    case .optional: return nil
    case .defaultValue(let value): return Array(value.utf8)
    case .required:
      var error = error(cell, "found an empty cell, expected \(expected)")
      error.missingFeature = spec.name
      throw error
    }
  }

  func error(_ cell: CSVTokens.Cell, _ problem: String) -> CellError {
    CellError(offset: Int(cell.start), problem: "\(spec.name): \(problem)")
  }
}

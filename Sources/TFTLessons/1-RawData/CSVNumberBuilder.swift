/// Builds a column of numbers.
struct CSVNumberBuilder<Number: CSVNumber>: CSVColumnBuilder {
  private let column: CSVColumn
  private var numbers: [Number] = []
  private var rows: CSVRowOffsets

  init(_ column: CSVColumn, rowCount: Int) {
    self.column = column
    rows = CSVRowOffsets(column.spec, rowCount: rowCount)
    numbers.reserveCapacity(rowCount)
  }

  mutating func append(_ tokens: CSVTokens, of block: CSVBlock) throws(CSVColumn.CellError) {
    try Self.append(tokens, of: block, column, to: &numbers, &rows)
  }

  /// Apart from `self`, so that the numbers can be written while the rest is read.
  @specialized(where Number == Float)
  @specialized(where Number == Int64)
  private static func append(
    _ tokens: CSVTokens,
    of block: CSVBlock,
    _ column: CSVColumn,
    to numbers: inout [Number],
    _ rows: inout CSVRowOffsets
  ) throws(CSVColumn.CellError) {
    let bytes = block.bytes.span
    let cells = tokens.cells.span
    let earlier = numbers.count
    try numbers.append(addingCapacity: tokens.recordCount) { numbers throws(CSVColumn.CellError) in
      var index = column.index
      while index < cells.count {
        let start = numbers.count
        parse(bytes, cells, &index, column.width, to: &numbers)
        rows.endRows(valueCounts: earlier + start + 1..<earlier + numbers.count + 1)
        guard index < cells.count else { break }
        if let number = try replacement(for: cells[index], of: block, column) { numbers.append(number) }
        rows.endRows(valueCounts: earlier + numbers.count..<earlier + numbers.count + 1)
        index += column.width
      }
    }
  }

  /// Reads numbers up to the first cell that is none.
  @inline(__always)
  private static func parse(
    _ bytes: Span<UInt8>,
    _ cells: Span<CSVTokens.Cell>,
    _ index: inout Int,
    _ width: Int,
    to numbers: inout OutputSpan<Number>
  ) {
    while index < cells.count {
      let cell = cells[index]
      guard let number = Number.parse(bytes, Int(cell.start), Int(cell.end)) else { return }
      numbers.append(number)
      index &+= width
    }
  }

  private static func replacement(
    for cell: CSVTokens.Cell,
    of block: CSVBlock,
    _ column: CSVColumn
  ) throws(CSVColumn.CellError) -> Number? {
    guard let text = try column.replacement(for: cell, of: block, Number.expected) else { return nil }
    guard let number = Number.parse(text.span, 0, text.count) else {
      throw column.error(cell, "its default \(quoted(text)) is not \(Number.expected)")
    }
    return number
  }

  var values: FeatureValues {
    FeatureValues(Number.storage(numbers), layout: rows.layout)
  }
}

/// Turns one column of a block's cells into values.
struct CSVColumnParser {
  /// What the column holds.
  let spec: FeatureSpec
  /// The column's index in the file, from 0.
  let column: Int
  /// The columns of the file.
  let width: Int

  /// A cell that is not what the schema says.
  struct CellError: Error {
    var record: Int
    var offset: Int
    var problem: String
  }

  func parse(_ block: CSVBlock, _ tokens: CSVTokens) throws(CellError) -> FeatureValues {
    switch spec.type {
    case .float32:
      let (values, layout) = try numbers(block, tokens, "a number", NumberParser.float)
      return FeatureValues(.float32(values), layout: layout)
    case .int64:
      let (values, layout) = try numbers(block, tokens, "an integer of 64 bits", NumberParser.int64)
      return FeatureValues(.int64(values), layout: layout)
    case .string:
      return try strings(block, tokens)
    }
  }

  private func numbers<Number>(
    _ block: CSVBlock,
    _ tokens: CSVTokens,
    _ expected: String,
    _ parse: (Span<UInt8>, Int, Int) -> Number?
  ) throws(CellError) -> ([Number], FeatureValues.Layout) {
    var values: [Number] = []
    values.reserveCapacity(tokens.recordCount)
    var rows = RowOffsets(isRagged: spec.presence == .optional)
    let bytes = block.bytes.span
    for record in 0..<tokens.recordCount {
      let cell = tokens.cells[record * width + column]
      if let number = parse(bytes, Int(cell.start), Int(cell.end)) {
        values.append(number)
      } else if let text = try replacement(for: cell, record, block, expected) {
        guard let number = parse(text.span, 0, text.count) else {
          throw error(cell, record, "its default \(quoted(text)) is not \(expected)")
        }
        values.append(number)
      }
      rows.endRow(valueCount: values.count)
    }
    return (values, rows.layout)
  }

  private func strings(_ block: CSVBlock, _ tokens: CSVTokens) throws(CellError) -> FeatureValues {
    var bytes: [UInt8] = []
    var offsets = [0]
    offsets.reserveCapacity(tokens.recordCount + 1)
    var rows = RowOffsets(isRagged: spec.presence == .optional)
    for record in 0..<tokens.recordCount {
      let cell = tokens.cells[record * width + column]
      var isPresent = true
      if cell.start == cell.end && cell.quoting == .none {
        let text = try replacement(for: cell, record, block, "a text (an empty one is written \"\")")
        bytes += text ?? []
        isPresent = text != nil
      } else {
        append(block.bytes[Int(cell.start)..<Int(cell.end)], cell.quoting, to: &bytes)
      }
      if isPresent { offsets.append(bytes.count) }
      rows.endRow(valueCount: offsets.count - 1)
    }
    return FeatureValues(.string(ByteStrings(bytes: bytes, offsets: offsets)), layout: rows.layout)
  }

  private func append(_ text: ArraySlice<UInt8>, _ quoting: CSVTokens.Quoting, to bytes: inout [UInt8]) {
    guard quoting == .doubled else { return bytes.append(contentsOf: text) }
    var skipsQuote = false
    for byte in text {
      skipsQuote = byte == UInt8(ascii: "\"") && !skipsQuote
      if !skipsQuote { bytes.append(byte) }
    }
  }

  /// What stands in for a cell without a value: nil for nothing, the default's text, or an error.
  private func replacement(
    for cell: CSVTokens.Cell,
    _ record: Int,
    _ block: CSVBlock,
    _ expected: String
  ) throws(CellError) -> [UInt8]? {
    let text = block.bytes[Int(cell.start)..<Int(cell.end)]
    guard text.isEmpty && cell.quoting == .none else {
      throw error(cell, record, "found \(quoted(text)), expected \(expected)")
    }
    switch spec.presence {
    case .optional: return nil
    case .defaultValue(let value): return Array(value.utf8)
    case .required: throw error(cell, record, "found an empty cell, expected \(expected)")
    }
  }

  private func error(_ cell: CSVTokens.Cell, _ record: Int, _ problem: String) -> CellError {
    CellError(record: record, offset: Int(cell.start), problem: "\(spec.name): \(problem)")
  }
}

/// Where each row of a ragged column starts; nothing for a column with one value in every row.
private struct RowOffsets {
  private var offsets: [Int]?

  init(isRagged: Bool) {
    offsets = isRagged ? [0] : nil
  }

  mutating func endRow(valueCount: Int) {
    offsets?.append(valueCount)
  }

  var layout: FeatureValues.Layout {
    offsets.map { .ragged(rowOffsets: $0) } ?? .fixed(width: 1)
  }
}

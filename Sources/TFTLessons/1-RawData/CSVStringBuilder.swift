/// Builds a column of texts.
struct CSVStringBuilder: CSVColumnBuilder {
  private let column: CSVColumn
  private let rowCount: Int
  private var bytes: [UInt8] = []
  private var offsets = [0]
  private var rows: CSVRowOffsets

  /// Texts are copied so many bytes at once.
  private static let step = 16
  private static let expected = "a text (an empty one is written \"\")"

  init(_ column: CSVColumn, rowCount: Int) {
    self.column = column
    self.rowCount = rowCount
    offsets.reserveCapacity(rowCount + 1)
    rows = CSVRowOffsets(column.spec, rowCount: rowCount)
  }

  mutating func append(_ tokens: CSVTokens, of block: CSVBlock) throws(CSVColumn.CellError) {
    let room = room(for: tokens)
    reserveCapacity(for: tokens, of: block, room)
    try Self.append(tokens, of: block, column, room, to: &bytes, &offsets, &rows)
  }

  /// Apart from `self`, so that the bytes can be written while the rest is read.
  private static func append(
    _ tokens: CSVTokens,
    of block: CSVBlock,
    _ column: CSVColumn,
    _ room: Int,
    to bytes: inout [UInt8],
    _ offsets: inout [Int],
    _ rows: inout CSVRowOffsets
  ) throws(CSVColumn.CellError) {
    let text = block.bytes.span.bytes
    let cells = tokens.cells.span
    let earlier = bytes.count
    try bytes.append(addingCapacity: room) { bytes throws(CSVColumn.CellError) in
      var index = column.index
      while index < cells.count {
        let cell = cells[index]
        if cell.start < cell.end && cell.quoting != .doubled {
          copy(text, Int(cell.start), Int(cell.end), to: &bytes)
          offsets.append(earlier + bytes.count)
        } else if let text = try unusual(cell, of: block, column) {
          for byte in text { bytes.append(byte) }
          offsets.append(earlier + bytes.count)
        }
        rows.endRows(valueCounts: offsets.count - 1..<offsets.count)
        index += column.width
      }
    }
  }

  /// As many bytes as the cells of `tokens` can need, and those that `copy` writes beyond a text's end.
  private func room(for tokens: CSVTokens) -> Int {
    let cells = tokens.cells.span
    var least = 0
    if case .defaultValue(let text) = column.spec.presence { least = text.utf8.count }
    var size = Self.step
    for index in stride(from: column.index, to: cells.count, by: column.width) {
      size += max(least, Int(cells[index].end) - Int(cells[index].start))
    }
    return size
  }

  /// From the first records' texts follows how long all will be, give or take an eighth, but not longer than the block.
  private mutating func reserveCapacity(for tokens: CSVTokens, of block: CSVBlock, _ room: Int) {
    guard bytes.isEmpty, tokens.recordCount > 0 else { return }
    let expected = room * rowCount / tokens.recordCount
    bytes.reserveCapacity(min(expected + expected / 8, block.range.count))
  }

  /// Copies `text[start..<end]` in whole steps; the last one may reach into the padding of the text and of the output.
  @inline(__always)
  private static func copy(_ text: RawSpan, _ start: Int, _ end: Int, to output: inout OutputSpan<UInt8>) {
    precondition(
      end + step <= text.byteCount && end - start + step <= output.freeCapacity,
      "no room for a step"
    )
    output.withUnsafeMutableBufferPointer { buffer, count in
      let target = UnsafeMutableRawBufferPointer(buffer)
      for offset in stride(from: 0, to: end - start, by: step) {
        let bytes = text.unsafeLoadUnaligned(fromUncheckedByteOffset: start + offset, as: SIMD16<UInt8>.self)
        target.storeBytes(of: bytes, toByteOffset: count + offset, as: SIMD16<UInt8>.self)
      }
      count += end - start
    }
  }

  /// The text of an empty cell or one with doubled quotes; nil for none.
  private static func unusual(
    _ cell: CSVTokens.Cell,
    of block: CSVBlock,
    _ column: CSVColumn
  ) throws(CSVColumn.CellError) -> [UInt8]? {
    if cell.quoting == .none { return try column.replacement(for: cell, of: block, expected) }
    var skipsQuote = false
    return block.bytes[Int(cell.start)..<Int(cell.end)].filter { byte in
      skipsQuote = byte == UInt8(ascii: "\"") && !skipsQuote
      return !skipsQuote
    }
  }

  var values: FeatureValues {
    FeatureValues(.string(ByteStrings(bytes: bytes, offsets: offsets)), layout: rows.layout)
  }
}

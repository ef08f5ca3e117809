/// Goes through CSV text from cell to cell.
struct CSVTokenizer {
  /// How many whole records were found.
  private(set) var recordCount = 0
  /// How many cells were found in the record that is not whole, or is malformed.
  private(set) var cellCount = 0
  /// What is wrong with the first malformed record.
  private(set) var error: (offset: Int, problem: String)?
  /// Where the next cell starts: its opening quote if it has one.
  private(set) var cellStart: Int
  private var recordStart: Int
  private let width: Int

  /// Starts with the record at `position`; each should have `width` cells.
  init(position: Int, width: Int) {
    cellStart = position
    recordStart = position
    self.width = width
  }

  /// Finds up to `limit` records of `block`, and writes down their cells: there is room for `limit` of `width` each.
  mutating func run(over block: CSVBlock, limit: Int, into cells: UnsafeMutableBufferPointer<CSVTokens.Cell>)
  {
    let bytes = block.bytes.span
    let end = block.range.upperBound
    var start = cellStart
    while start < end, recordCount < limit, error == nil {
      start = readGroup(bytes, from: start, end, limit, to: cells)
    }
    if error == nil, recordCount < limit, cellStart < end || cellCount > 0 {
      endPlainLine(bytes, at: end, end, to: cells)
    }
  }

  /// Reads the cells that end among the 64 bytes from `start` on, until `limit` records are found; where to go on.
  @inline(__always)
  private mutating func readGroup(
    _ bytes: Span<UInt8>,
    from start: Int,
    _ end: Int,
    _ limit: Int,
    to cells: UnsafeMutableBufferPointer<CSVTokens.Cell>
  ) -> Int {
    var special = CSVSpecialBytes(bytes.bytes, at: start, end: end)
    while true {
      // The first quote changes what the separators after it mean.
      let isPlain = special.quotes == 0
      readPlainCells(bytes, special.takeSeparatorsBeforeQuote(), from: start, end, limit, to: cells)
      if isPlain || recordCount == limit || error != nil { return start + CSVSpecialBytes.count }
      let quote = start + special.quotes.trailingZeroBitCount
      guard quote == cellStart, let length = special.takeShortQuotedCell() else {
        readQuotedCell(bytes, from: quote, end, to: cells)
        return cellStart
      }
      add(quote + 1..<quote + length - 1, .quoted, to: cells)
      endQuotedCell(bytes, at: quote + length, end)
      if recordCount == limit || error != nil { return cellStart }
    }
  }

  /// Takes note of the unquoted cells before `separators`, until `limit` records are found.
  @inline(__always)
  private mutating func readPlainCells(
    _ bytes: Span<UInt8>,
    _ separators: UInt64,
    from start: Int,
    _ end: Int,
    _ limit: Int,
    to cells: UnsafeMutableBufferPointer<CSVTokens.Cell>
  ) {
    var separators = separators
    while separators != 0 {
      addCells(bytes, before: &separators, from: start, to: cells)
      if separators == 0 { return }
      endPlainLine(bytes, at: start + separators.trailingZeroBitCount, end, to: cells)
      separators &= separators - 1
      if recordCount == limit || error != nil { return }
    }
  }

  /// Takes note of the unquoted cells before the commas, up to a newline or a cell too many; clears the commas' bits.
  @inline(__always)
  private mutating func addCells(
    _ bytes: Span<UInt8>,
    before separators: inout UInt64,
    from start: Int,
    to cells: UnsafeMutableBufferPointer<CSVTokens.Cell>
  ) {
    while separators != 0 {
      let index = start &+ separators.trailingZeroBitCount
      guard bytes[unchecked: index] == UInt8(ascii: ",") else { return }
      separators &= separators &- 1
      add(cellStart..<index, .none, to: cells)
      cellStart = index &+ 1
    }
  }

  /// Takes note of the unquoted cell before the newline, or the end of the text, at `index`, and of its line's end.
  @inline(__always)
  private mutating func endPlainLine(
    _ bytes: Span<UInt8>,
    at index: Int,
    _ end: Int,
    to cells: UnsafeMutableBufferPointer<CSVTokens.Cell>
  ) {
    var cellEnd = index
    if cellEnd > cellStart, bytes[unchecked: cellEnd - 1] == UInt8(ascii: "\r") { cellEnd -= 1 }
    let isEmptyLine = cellCount == 0 && cellStart == cellEnd
    if !isEmptyLine { add(cellStart..<cellEnd, .none, to: cells) }
    endLine(at: index)
  }

  @inline(__always)
  private mutating func add(
    _ cell: Range<Int>,
    _ quoting: CSVTokens.Quoting,
    to cells: UnsafeMutableBufferPointer<CSVTokens.Cell>
  ) {
    if cellCount < width {
      cells[recordCount &* width &+ cellCount] = CSVTokens.Cell(
        start: UInt32(truncatingIfNeeded: cell.lowerBound),
        end: UInt32(truncatingIfNeeded: cell.upperBound),
        quoting: quoting
      )
    }
    cellCount &+= 1
  }

  @inline(__always)
  private mutating func endLine(at newline: Int) {
    if cellCount == width, width > 0 {
      recordCount += 1
    } else if cellCount > 0 {
      let cells = "\(cellCount) cell\(cellCount == 1 ? "" : "s")"
      error = (recordStart, "record has \(cells), expected \(width)")
      return
    }
    cellCount = 0
    cellStart = newline + 1
    recordStart = cellStart
  }

  /// Reads from the quote at `quote` past the separator that should come after the closing quote.
  private mutating func readQuotedCell(
    _ bytes: Span<UInt8>,
    from quote: Int,
    _ end: Int,
    to cells: UnsafeMutableBufferPointer<CSVTokens.Cell>
  ) {
    guard quote == cellStart else {
      error = (
        quote, "found a quote inside an unquoted cell, expected the whole cell quoted and the quote doubled"
      )
      return
    }
    guard let (closing, quoting) = Self.closingQuote(bytes, after: quote, end) else {
      error = (quote, "found an opening quote, expected a closing one before the end of the file")
      return
    }
    add(quote + 1..<closing, quoting, to: cells)
    var index = closing + 1
    if index < end, bytes[index] == UInt8(ascii: "\r"),
      index + 1 == end || bytes[index + 1] == UInt8(ascii: "\n")
    {
      index += 1
    }
    endQuotedCell(bytes, at: index, end)
  }

  /// Goes past the separator that should be at `index`, after a closing quote.
  @inline(__always)
  private mutating func endQuotedCell(_ bytes: Span<UInt8>, at index: Int, _ end: Int) {
    if index == end || bytes[index] == UInt8(ascii: "\n") {
      endLine(at: index)
    } else if bytes[index] == UInt8(ascii: ",") {
      cellStart = index + 1
    } else {
      let found = quoted([bytes[index]])
      error = (index, "found \(found) after a closing quote, expected a comma or the end of the line")
    }
  }

  private static func closingQuote(
    _ bytes: Span<UInt8>,
    after opening: Int,
    _ end: Int
  ) -> (index: Int, quoting: CSVTokens.Quoting)? {
    var quoting = CSVTokens.Quoting.quoted
    var index = opening + 1
    while true {
      while index < end, bytes[index] != UInt8(ascii: "\"") { index += 1 }
      guard index < end else { return nil }
      guard index + 1 < end, bytes[index + 1] == UInt8(ascii: "\"") else { return (index, quoting) }
      quoting = .doubled
      index += 2
    }
  }
}

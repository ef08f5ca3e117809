/// Where each cell of a block of records is.
struct CSVTokens {
  /// One cell: its bytes without the quotes around it.
  struct Cell {
    var start: UInt32
    var end: UInt32
    var quoting: Quoting
  }

  /// How a cell is quoted.
  enum Quoting: UInt8 {
    case none
    case quoted
    /// Quoted, and two quotes inside stand for one.
    case doubled
  }

  /// The cells of all whole records, record by record.
  private(set) var cells: [Cell] = []
  /// How many records were read before the first malformed one.
  private(set) var recordCount = 0
  /// What is wrong with the first malformed record.
  private(set) var error: (offset: Int, problem: String)?

  /// Finds the cells of `block`, whose records all should have `width` of them; stops at the first malformed record.
  init(_ block: CSVBlock, width: Int) {
    cells.reserveCapacity(block.recordCount * width)
    let bytes = block.bytes.span
    var index = 0
    while index < bytes.count {
      if let next = Self.endOfEmptyLine(bytes, index) {
        index = next
        continue
      }
      let recordStart = index
      readRecord(bytes, &index)
      let found = cells.count - recordCount * width
      if error == nil, found != width {
        error = (recordStart, "record has \(found) cell\(found == 1 ? "" : "s"), expected \(width)")
      }
      guard error == nil else { return }
      recordCount += 1
    }
  }

  private static func endOfEmptyLine(_ bytes: Span<UInt8>, _ index: Int) -> Int? {
    if bytes[index] == UInt8(ascii: "\n") { return index + 1 }
    guard bytes[index] == UInt8(ascii: "\r") else { return nil }
    // A carriage return without a newline ends a line at the end of the file only.
    if index + 1 == bytes.count { return index + 1 }
    return bytes[index + 1] == UInt8(ascii: "\n") ? index + 2 : nil
  }

  /// Reads one record's cells and moves `index` past its newline.
  private mutating func readRecord(_ bytes: Span<UInt8>, _ index: inout Int) {
    while error == nil {
      if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
        readQuotedCell(bytes, &index)
      } else {
        readPlainCell(bytes, &index)
      }
      guard index < bytes.count else { return }
      let isComma = bytes[index] == UInt8(ascii: ",")
      index += 1
      if !isComma { return }
    }
  }

  /// The first comma, newline or quote from `start` on, or the end: eight bytes a step.
  private static func indexOfSpecial(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let raw = bytes.bytes
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found =
        matches(word, UInt8(ascii: ",")) | matches(word, UInt8(ascii: "\n"))
        | matches(word, UInt8(ascii: "\""))
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count,
      ![UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\"")].contains(bytes[index])
    {
      index += 1
    }
    return index
  }

  /// The top bit of each byte of `word` that equals `byte`; bytes above the lowest such one may be marked wrongly.
  ///
  /// Source: Bit Twiddling Hacks, "Determine if a word has a zero byte".
  private static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let lows: UInt64 = 0x0101_0101_0101_0101
    let difference = word ^ (lows &* UInt64(byte))
    return (difference &- lows) & ~difference & (lows << 7)
  }

  /// Reads up to the next comma or newline.
  private mutating func readPlainCell(_ bytes: Span<UInt8>, _ index: inout Int) {
    let start = index
    index = Self.indexOfSpecial(bytes, from: start)
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      error = (
        index, "found a quote inside an unquoted cell, expected the whole cell quoted and the quote doubled"
      )
      return
    }
    var end = index
    if end > start, bytes[end - 1] == UInt8(ascii: "\r"),
      index == bytes.count || bytes[index] == UInt8(ascii: "\n")
    {
      end -= 1
    }
    cells.append(Cell(start: UInt32(start), end: UInt32(end), quoting: .none))
  }

  /// Reads up to the closing quote and past it.
  private mutating func readQuotedCell(_ bytes: Span<UInt8>, _ index: inout Int) {
    let opening = index
    var quoting = Quoting.quoted
    index += 1
    while true {
      while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
      guard index < bytes.count else {
        error = (opening, "found an opening quote, expected a closing one before the end of the file")
        return
      }
      guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
      quoting = .doubled
      index += 2
    }
    cells.append(Cell(start: UInt32(opening + 1), end: UInt32(index), quoting: quoting))
    index += 1
    skipCarriageReturn(bytes, &index)
    if index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != UInt8(ascii: "\n") {
      error = (
        index,
        "found \(quoted([bytes[index]])) after a closing quote, expected a comma or the end of the line"
      )
    }
  }

  private func skipCarriageReturn(_ bytes: Span<UInt8>, _ index: inout Int) {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\r") else { return }
    if index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "\n") { index += 1 }
  }
}

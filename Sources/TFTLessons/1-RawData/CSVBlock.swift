/// Some whole records of a CSV file, still as text.
struct CSVBlock: Sendable {
  /// A piece of the file that holds the records and perhaps more, and then `padding` bytes.
  let bytes: [UInt8]
  /// Where in `bytes` the records are, the newline of each included.
  let range: Range<Int>
  /// How many records there are.
  let recordCount: Int
  /// The line on which the first record starts, counted from 1.
  let firstLine: Int

  /// How many bytes, of no meaning, come after the text: a kernel may load whole groups of bytes at its end.
  static let padding = 64

  /// The line and column, both counted from 1, of the byte at `offset` in `bytes`.
  func position(of offset: Int) -> InputError.Position {
    let before = bytes[range.lowerBound..<offset]
    let line = firstLine + before.count { $0 == UInt8(ascii: "\n") }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? range.lowerBound
    return .line(line, column: offset - lineStart + 1)
  }
}

extension CSVBlock: Divisible {
  var rowCount: Int { recordCount }

  func halves() -> (CSVBlock, CSVBlock) {
    let count = recordCount / 2
    var scan = CSVRecordScan(position: range.lowerBound)
    _ = scan.run(over: bytes.span.extracting(..<range.upperBound).bytes, records: count, isAtEnd: true)
    let first = CSVBlock(
      bytes: bytes,
      range: range.lowerBound..<scan.position,
      recordCount: count,
      firstLine: firstLine
    )
    let second = CSVBlock(
      bytes: bytes,
      range: scan.position..<range.upperBound,
      recordCount: recordCount - count,
      firstLine: firstLine + scan.newlines
    )
    return (first, second)
  }
}

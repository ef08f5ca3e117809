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

extension CSVBlock {
  /// The records before the one in which the byte at `offset` is, and those after it.
  func divided(at offset: Int) -> (before: CSVBlock, after: CSVBlock) {
    let text = bytes.span.extracting(..<range.upperBound).bytes
    var scan = CSVRecordScan(position: range.lowerBound)
    var before = scan
    repeat {
      before = scan
      _ = scan.run(over: text, records: before.records + 1, isAtEnd: true)
    } while scan.position <= offset && scan.position < range.upperBound
    return (
      part(range.lowerBound..<before.position, recordCount: before.records, newlinesBefore: 0),
      part(
        scan.position..<range.upperBound,
        recordCount: recordCount - scan.records,
        newlinesBefore: scan.newlines
      )
    )
  }

  private func part(_ range: Range<Int>, recordCount: Int, newlinesBefore: Int) -> CSVBlock {
    CSVBlock(bytes: bytes, range: range, recordCount: recordCount, firstLine: firstLine + newlinesBefore)
  }
}

/// Some whole records of a CSV file, still as text.
struct CSVBlock {
  /// The records, the newline of each included.
  var bytes: [UInt8]
  /// How many records there are.
  var recordCount: Int
  /// The line on which the first record starts, counted from 1.
  var firstLine: Int

  /// The line and column, both counted from 1, of the byte at `offset`.
  func position(of offset: Int) -> InputError.Position {
    let before = bytes.prefix(offset)
    let line = firstLine + before.count { $0 == UInt8(ascii: "\n") }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return .line(line, column: offset - lineStart + 1)
  }
}

/// Cuts a CSV file into blocks of whole records, in constant memory.
///
/// A newline ends a record unless it stands between quotes, that is after an odd number of them (RFC 4180, 2.6).
struct CSVBlockReader {
  private let file: InputFile
  private var buffer: [UInt8] = []
  /// Where in the buffer the next block starts.
  private var start = 0
  private var line = 1
  private var isAtEnd = false

  private static let readSize = 1 << 18
  /// A record longer than this is taken for a forgotten closing quote.
  static let longestRecord = 1 << 26

  init(path: String) throws(FileError) {
    file = try InputFile(path: path)
    _ = try fill()
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
  }

  /// The next `count` records, fewer at the end of the file, nil after it. Empty lines are passed over.
  mutating func next(_ count: Int) throws -> CSVBlock? {
    var scan = RecordScan(position: start)
    while !scan.run(over: buffer, records: count, isAtEnd: isAtEnd) {
      if buffer.count - max(start, scan.recordStart) > Self.longestRecord {
        throw InputError(
          file: file.path,
          position: .line(line + scan.newlinesBeforeRecord, column: 1),
          problem: "record is longer than 64 MiB, expected its end; is a closing quote missing?"
        )
      }
      let moved = try fill()
      scan.shift(by: -moved)
    }
    guard scan.records > 0 else { return nil }
    let block = CSVBlock(
      bytes: Array(buffer[start..<scan.position]),
      recordCount: scan.records,
      firstLine: line
    )
    line += scan.newlines
    start = scan.position
    return block
  }

  /// Reads more into the buffer, dropping what has been used; by how many bytes the rest has moved to the front.
  private mutating func fill() throws(FileError) -> Int {
    let moved = start
    buffer.removeSubrange(..<start)
    start = 0
    isAtEnd = try file.read(upTo: max(Self.readSize, buffer.count), appendingTo: &buffer) == 0
    return moved
  }
}

/// The state of looking for the ends of records.
private struct RecordScan {
  /// Everything before is scanned.
  var position: Int
  var recordStart: Int
  var records = 0
  var newlines = 0
  var newlinesBeforeRecord = 0
  private var isQuoted = false

  init(position: Int) {
    self.position = position
    recordStart = position
  }

  mutating func shift(by distance: Int) {
    position += distance
    recordStart += distance
  }

  /// Goes on until `count` records are found or the file has ended; false when the buffer ran out before that.
  mutating func run(over buffer: [UInt8], records count: Int, isAtEnd: Bool) -> Bool {
    buffer.withUnsafeBytes { bytes in
      while records < count {
        guard let newline = nextIndex(of: UInt8(ascii: "\n"), in: bytes, from: position) else {
          return isAtEnd && endOfFile(bytes)
        }
        toggleQuotes(bytes, position..<newline)
        position = newline + 1
        newlines += 1
        if !isQuoted { endRecord(bytes, at: newline) }
      }
      return true
    }
  }

  private mutating func endRecord(_ bytes: UnsafeRawBufferPointer, at newline: Int) {
    countRecord(bytes, endingAt: newline)
    recordStart = position
    newlinesBeforeRecord = newlines
  }

  /// The last record may lack its newline; an open quote is left to the tokeniser to report.
  private mutating func endOfFile(_ bytes: UnsafeRawBufferPointer) -> Bool {
    position = bytes.count
    countRecord(bytes, endingAt: bytes.count)
    return true
  }

  /// Counts the record that started last, unless it is an empty line.
  private mutating func countRecord(_ bytes: UnsafeRawBufferPointer, endingAt end: Int) {
    let length = end - recordStart
    let isEmpty = length == 0 || (length == 1 && bytes[recordStart] == UInt8(ascii: "\r"))
    if !isEmpty { records += 1 }
  }

  private mutating func toggleQuotes(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    var index = range.lowerBound
    let line = UnsafeRawBufferPointer(rebasing: bytes[..<range.upperBound])
    while let quote = nextIndex(of: UInt8(ascii: "\""), in: line, from: index) {
      isQuoted.toggle()
      index = quote + 1
    }
  }

  private func nextIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    Platform.firstIndex(of: byte, in: UnsafeRawBufferPointer(rebasing: bytes[start...])).map { start + $0 }
  }
}

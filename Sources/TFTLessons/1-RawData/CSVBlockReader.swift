/// Cuts a CSV file into blocks of whole records, in constant memory.
///
/// Blocks share the piece of the file in which they lie: text is copied only from the end of one piece to the next.
struct CSVBlockReader {
  private let file: InputFile
  /// A piece of the file, and then the padding of a block.
  private var bytes: [UInt8] = []
  /// Where in `bytes` the text for the next blocks is.
  private var text = 0..<0
  private var line = 1
  private var isAtEnd = false
  /// The size of the last block.
  private var blockSize = 0

  /// When so much text has gathered, the records in it make a block, however few they are.
  ///
  /// A piece of the file is then smaller than 4 GiB, so that 32 bits hold the place of a cell in it.
  private let largestBlock: Int
  /// A record longer than this is taken for a forgotten closing quote.
  private let longestRecord: Int

  /// How many bytes of the file are still to be read; nil for all there are.
  private var unread: Int?
  /// Where in the file the first of `bytes` is.
  private var start = 0

  private static let readSize = 1 << 18

  /// Opens a file.
  init(path: String, largestBlock: Int = 1 << 30, longestRecord: Int = 1 << 26) throws(FileError) {
    precondition(
      largestBlock <= 1 << 30 && longestRecord < largestBlock,
      "a piece of the file must stay small"
    )
    (self.largestBlock, self.longestRecord) = (largestBlock, longestRecord)
    file = try InputFile(path: path)
    try fill()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { text = 3..<text.upperBound }
  }

  /// Opens a part of a file that has whole records.
  ///
  /// - Parameter firstLine: the line on which it starts, counted from 1.
  init(path: String, part: Range<Int>, firstLine: Int) throws(FileError) {
    (largestBlock, longestRecord) = (1 << 30, 1 << 26)
    file = try InputFile(path: path)
    try file.skip(to: part.lowerBound)
    (start, unread, line) = (part.lowerBound, part.count, firstLine)
    try fill()
  }

  /// Where in the file the next block starts.
  var offset: Int { start + text.lowerBound }

  /// The line on which the next block starts, counted from 1.
  var nextLine: Int { line }

  /// The next `count` records, nil at the end of the file; fewer before it, or when they are very long. Empty lines are
  /// passed over.
  mutating func next(_ count: Int) throws -> CSVBlock? {
    var scan = CSVRecordScan(position: text.lowerBound)
    while !scan.run(over: bytes.span.extracting(..<text.upperBound).bytes, records: count, isAtEnd: isAtEnd) {
      if text.upperBound - scan.recordStart > longestRecord {
        throw InputError(
          file: file.path,
          position: .line(line + scan.newlinesBeforeRecord, column: 1),
          problem:
            "record is longer than \(longestRecord >> 20) MiB, expected its end; is a closing quote missing?"
        )
      }
      if text.count > largestBlock {
        scan.goBackToRecordStart()
        if scan.records > 0 { break }
        // So much of nothing but empty lines.
        take(scan)
        scan = CSVRecordScan(position: text.lowerBound)
      }
      scan.shift(by: -text.lowerBound)
      try fill()
    }
    guard scan.records > 0 else { return nil }
    let block = CSVBlock(
      bytes: bytes,
      range: text.lowerBound..<scan.position,
      recordCount: scan.records,
      firstLine: line
    )
    take(scan)
    blockSize = block.range.count
    return block
  }

  /// Goes past what `scan` went over.
  private mutating func take(_ scan: CSVRecordScan) {
    line += scan.newlines
    text = scan.position..<text.upperBound
  }

  /// Takes the next piece of the file, which starts with what is left of this one.
  private mutating func fill() throws(FileError) {
    // The next block is likely about as long as the last one, so this leaves little to copy next time; and when it is
    // much longer, doubling finds its end in few steps.
    let size = max(Self.readSize, text.count, blockSize + blockSize / 32 - text.count)
    var next: [UInt8] = []
    next.reserveCapacity(text.count + size + CSVBlock.padding)
    next.append(contentsOf: bytes[text])
    let wanted = min(size, unread ?? size)
    let count = try file.read(upTo: wanted, appendingTo: &next)
    unread = unread.map { $0 - count }
    isAtEnd = count < size
    start += text.lowerBound
    text = 0..<next.count
    next.append(contentsOf: repeatElement(0, count: CSVBlock.padding))
    bytes = next
  }
}

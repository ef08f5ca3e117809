import Testing

@testable import RawData

/// Cells, and a CSV text of them: which quotes, line ends and empty lines there are is random.
struct RandomCSV {
  private var generator: SplitMix64
  private(set) var cells: [[UInt8]] = []
  private(set) var text: [UInt8] = []
  let width: Int

  /// - Parameter longest: the most bytes of a cell.
  init(seed: UInt64, rowCount: Int, longest: Int) {
    generator = SplitMix64(seed: seed)
    width = 1 + generator.next(below: 5)
    for row in 0..<rowCount {
      for column in 0..<width {
        let cell = makeCell(longest)
        cells.append(cell)
        if column > 0 { text.append(UInt8(ascii: ",")) }
        append(cell)
      }
      // The last line may lack its newline.
      if row < rowCount - 1 || generator.next(below: 2) == 0 { appendLineEnd() }
      while generator.next(below: 20) == 0, text.last == UInt8(ascii: "\n") { appendLineEnd() }
    }
  }

  private mutating func makeCell(_ longest: Int) -> [UInt8] {
    let isPlain = generator.next(below: 4) > 0
    let alphabet = Array((isPlain ? "ab12.-é" : "a,\"\n\r \"").utf8)
    return (0..<generator.next(below: longest + 1)).map { _ in alphabet[generator.next(below: alphabet.count)]
    }
  }

  private mutating func append(_ cell: [UInt8]) {
    let isPlain = !cell.isEmpty && !cell.contains { Array(",\"\n\r".utf8).contains($0) }
    if isPlain && generator.next(below: 4) > 0 {
      text += cell
    } else {
      text.append(UInt8(ascii: "\""))
      for byte in cell { text += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
      text.append(UInt8(ascii: "\""))
    }
  }

  private mutating func appendLineEnd() {
    text += Array((generator.next(below: 3) == 0 ? "\r\n" : "\n").utf8)
  }
}

@Suite("Lesson 1: CSV text", .tags(.lesson1), .scratchDirectory)
struct Lesson1CSVTextTests {
  /// All cells of a file of texts without a header, row by row.
  func cells(_ path: String, width: Int, batchSize: Int, threads: Int) throws -> [[UInt8]] {
    let schema = Schema((0..<width).map { FeatureSpec("c\($0)", .string) })
    var reader = try CSVReader(
      path: path,
      schema: schema,
      batchSize: batchSize,
      header: .none,
      threads: threads
    )
    var cells: [[UInt8]] = []
    var sizes: [Int] = []
    try reader.forEachBatch { batch in
      sizes.append(batch.rowCount)
      let columns = batch.columns.compactMap { column -> ByteStrings? in
        if case .string(let strings) = column.storage { strings } else { nil }
      }
      for row in 0..<batch.rowCount { cells += columns.map { Array($0[row]) } }
    }
    #expect(sizes.dropLast().allSatisfy { $0 == batchSize })
    return cells
  }

  @Test(arguments: 0..<40)
  func `any text is read as the cells of which it was made`(seed: Int) throws {
    let csv = RandomCSV(
      seed: UInt64(seed),
      rowCount: 1 + seed * 3,
      longest: [3, 10, 40, 200][seed % 4]
    )
    let path = try ScratchDirectory.current.write(csv.text, to: "rows.csv")
    for (batchSize, threads) in [(1, 1), (7, 3), (50, 2), (4096, 2)] {
      let found = try cells(path, width: csv.width, batchSize: batchSize, threads: threads)
      #expect(found == csv.cells, "batches of \(batchSize), \(threads) threads")
    }
  }

  /// 30,000 lines, more than are read at once, and some with a newline in quotes or an empty line before them.
  static let lines = (0..<30_000).map { row in
    switch row {
    case 9_000, 29_990: "\n\"\(row)\n\",\(row)\n"
    case 20_000: "\r\n\(row),\(row)\r\n"
    default: "\(row),\(row)\n"
    }
  }

  @Test(arguments: [(1000, 1), (4096, 2), (30_000, 2)])
  func `a file longer than what is read at once is read whole`(batchSize: Int, threads: Int) throws {
    let text = Array(Self.lines.joined().utf8)
    let path = try ScratchDirectory.current.write(text, to: "rows.csv")
    let schema = Schema([FeatureSpec("a", .string), FeatureSpec("n", .int64)])
    var reader = try CSVReader(
      path: path,
      schema: schema,
      batchSize: batchSize,
      header: .none,
      threads: threads
    )
    var numbers: [Int64] = []
    try reader.forEachBatch { batch in
      guard case .int64(let values) = batch["n"]?.storage else { throw TestError.wrongType }
      numbers += values
      #expect(batch.rowCount == batchSize || numbers.count == 30_000)
    }
    #expect(numbers == (0..<30_000).map(Int64.init))
  }

  @Test(arguments: [1, 2])
  func `an error far into a file has its line and column`(threads: Int) throws {
    let text = Self.lines.joined() + "a,1x\n"
    let path = try ScratchDirectory.current.write(text, to: "rows.csv")
    let schema = Schema([FeatureSpec("a", .string), FeatureSpec("n", .int64)])
    var reader = try CSVReader(path: path, schema: schema, header: .none, threads: threads)
    let error = #expect(throws: InputError.self) { try reader.forEachBatch { _ in } }
    // Three empty lines, and two newlines in quotes.
    #expect(error?.position == .line(30_000 + 3 + 2 + 1, column: 3))
  }

  @Test func `the special bytes among 64 are found wherever they are`() {
    var generator = SplitMix64(seed: 1)
    // Bytes that differ from the special ones in one bit are among them.
    let alphabet = Array(",\n\"\r.+-#\u{B}\u{8}\u{2}abc".utf8) + [0xAC, 0x8A, 0xA2, 0xFF, 0]
    for _ in 0..<500 {
      let text = (0..<80).map { _ in alphabet[generator.next(below: alphabet.count)] }
      let offset = generator.next(below: 17)
      let end = offset + generator.next(below: 80 - offset)
      let found = CSVSpecialBytes(text.span.bytes, at: offset, end: end)
      for index in 0..<64 {
        let byte = offset + index < end ? text[offset + index] : 0
        #expect(found.separators >> UInt64(index) & 1 == (byte == 44 || byte == 10 ? 1 : 0))
        #expect(found.quotes >> UInt64(index) & 1 == (byte == 34 ? 1 : 0))
      }
    }
  }

  @Test(arguments: ["", "\"", "\n", "\r\n", "\r"], [0, 1, 16, 255, 3839])
  func `a window is plain unless it has a quote or an empty line`(special: String, at index: Int) throws {
    var text = Array(repeating: Array("abc,de,fgh\n".utf8), count: 400).flatMap(\.self)
    // The start of a line.
    let start = index / 11 * 11
    text.replaceSubrange(start..<start + special.utf8.count, with: special.utf8)
    let found = CSVWindow(text.span.bytes, recordStart: 0)
    let window = try #require(found)
    #expect(window.isPlain == special.isEmpty)
    #expect(window.newlines == text[1..<window.end].count { $0 == 10 })
    let lastRecordStart = window.lastRecordStart(text.span.bytes)
    #expect(lastRecordStart == text[..<window.end].lastIndex(of: 10).map { $0 + 1 })
    let cut = Array(text[..<window.end])
    let tooLate = CSVWindow(cut.span.bytes, recordStart: 1)
    #expect(tooLate == nil)
  }
}

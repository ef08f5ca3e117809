/// Where the cells of some records of a block are.
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
  let cells: [Cell]
  /// How many records were read before the first malformed one.
  let recordCount: Int
  /// What is wrong with the first malformed record.
  let error: (offset: Int, problem: String)?
  /// Where in the block's bytes the record after these starts.
  let end: Int

  /// Finds the cells of `block`'s records, which all should have `width` of them; stops at the first malformed record.
  init(_ block: CSVBlock, width: Int) {
    self.init(block, width: width, from: block.range.lowerBound, limit: block.recordCount)
  }

  /// Finds the cells of the record in a block of one, however many they are.
  init(header block: CSVBlock) {
    var tokenizer = CSVTokenizer(position: block.range.lowerBound, width: 0)
    tokenizer.run(over: block, limit: 1, into: .init(start: nil, count: 0))
    self.init(block, width: tokenizer.cellCount)
  }

  /// Finds the cells of at most `limit` records, from the one that starts at `start` on.
  init(_ block: CSVBlock, width: Int, from start: Int, limit: Int) {
    var tokenizer = CSVTokenizer(position: start, width: width)
    cells = Array(unsafeUninitializedCapacity: limit * width) { cells, count in
      tokenizer.run(over: block, limit: limit, into: cells)
      count = tokenizer.recordCount * width
    }
    recordCount = tokenizer.recordCount
    error = tokenizer.error
    end = tokenizer.cellStart
  }
}

/// Cuts TFRecord files, one after the other, into blocks of records. A block never spans two files.
struct RecordBlocks {
  private var remaining: ArraySlice<String>
  private var current: RecordBlockReader?
  private let blockSize: Int

  /// The records of the files `paths`, in order, `blockSize` at a time.
  init(paths: [String], blockSize: Int) {
    remaining = paths[...]
    self.blockSize = blockSize
  }

  /// The next block, nil after the last file; one that ends with an error is the last.
  ///
  /// - Throws: `FileError` when a file cannot be opened.
  mutating func next() throws -> RecordBlock? {
    while true {
      if current == nil {
        guard let path = remaining.popFirst() else { return nil }
        current = try RecordBlockReader(path: path)
      }
      if let block = current?.next(blockSize) {
        if block.failure != nil { remaining = [] }
        return block
      }
      current = nil
    }
  }
}

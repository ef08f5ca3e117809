/// A stream of batches, read once from front to back.
public protocol BatchReader {
  /// The next batch, nil at the end of the data.
  mutating func next() throws -> Batch?
  /// Does `work` on every remaining batch, up to `threads` at once, and hands out the results in the batches' order.
  ///
  /// A reader that makes its batches on several threads does the work there too, while the batch is near.
  ///
  /// - Throws: whatever reading, `work` or `body` throws first, in the order of the batches.
  mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws
}

extension BatchReader {
  /// Reads the batches one after the other, and works on several at once.
  public mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    var ahead = ReadAhead<Batch, Output>(threads: threads)
    while let output = try ahead.next({ try next() }, work) { try body(output) }
  }

  /// Calls `body` with each remaining batch in order; the number of rows seen.
  @discardableResult
  public mutating func forEachBatch(_ body: (Batch) throws -> Void) throws -> Int {
    var rows = 0
    while let batch = try next() {
      rows += batch.rowCount
      try body(batch)
    }
    return rows
  }

  /// The first `count` rows, or all when there are fewer, as one-row batches.
  public mutating func rows(upTo count: Int) throws -> [Batch] {
    var rows: [Batch] = []
    while rows.count < count, let batch = try next() {
      let wanted = min(count - rows.count, batch.rowCount)
      rows += (0..<wanted).map { batch.slice($0..<$0 + 1) }
    }
    return rows
  }
}

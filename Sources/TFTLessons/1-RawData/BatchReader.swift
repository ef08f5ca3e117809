/// A stream of batches, read once from front to back.
public protocol BatchReader {
  /// The next batch, nil at the end of the data.
  mutating func next() throws -> Batch?
}

extension BatchReader {
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

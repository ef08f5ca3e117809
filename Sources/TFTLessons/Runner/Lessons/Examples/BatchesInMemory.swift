import RawData

/// Rows that are in memory already, in the batches that they are in.
struct BatchesInMemory: BatchReader {
  private var batches: ArraySlice<Batch>

  init(_ batches: [Batch]) {
    self.batches = batches[...]
  }

  mutating func next() -> Batch? { batches.popFirst() }
}

extension Batch {
  /// The rows in batches of `size`; the last one may have fewer.
  func batches(of size: Int) -> [Batch] {
    stride(from: 0, to: rowCount, by: size).map { slice($0..<min($0 + size, rowCount)) }
  }
}

import RawData

/// Passes batches on in their order, and shows each to somebody.
struct WatchedReader<Base: BatchReader>: BatchReader {
  private var base: Base
  private let watch: (Batch) -> Void

  /// - Parameters:
  ///   - base: what is read.
  ///   - watch: called with every batch, in order, on the thread that reads.
  init(_ base: Base, _ watch: @escaping (Batch) -> Void) {
    (self.base, self.watch) = (base, watch)
  }

  mutating func next() throws -> Batch? {
    let batch = try base.next()
    if let batch { watch(batch) }
    return batch
  }
}

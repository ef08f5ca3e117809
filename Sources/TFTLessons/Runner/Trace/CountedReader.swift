import RawData

/// Passes batches on, and says how many rows they have.
struct CountedReader<Base: BatchReader>: BatchReader {
  private var base: Base
  private let place: Trace.Place

  /// - Parameters:
  ///   - base: what is read.
  ///   - place: the span that reads it.
  init(_ base: Base, for place: Trace.Place) {
    self.base = base
    self.place = place
  }

  mutating func next() throws -> Batch? {
    let batch = try base.next()
    if let batch { place.add(rows: batch.rowCount) }
    return batch
  }

  mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    let place = place
    try base.process(
      threads: threads,
      { batch in
        place.add(rows: batch.rowCount)
        return try work(batch)
      },
      body
    )
  }
}

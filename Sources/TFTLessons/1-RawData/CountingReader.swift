/// Passes batches on, and says of each how many rows it has.
package struct CountingReader<Base: BatchReader>: BatchReader {
  private var base: Base
  private let onRows: @Sendable (Int) -> Void

  /// - Parameter onRows: called with the rows of each batch, from any thread.
  package init(_ base: Base, _ onRows: @escaping @Sendable (Int) -> Void) {
    (self.base, self.onRows) = (base, onRows)
  }

  package mutating func next() throws -> Batch? {
    let batch = try base.next()
    if let batch { onRows(batch.rowCount) }
    return batch
  }

  package mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    let onRows = onRows
    try base.process(
      threads: threads,
      { batch in
        onRows(batch.rowCount)
        return try work(batch)
      },
      body
    )
  }
}

import Preprocessing
import RawData

/// Transforms the batches of another reader as they come.
public struct TransformedReader: BatchReader {
  private var source: any BatchReader
  private let transformFn: TransformFn
  private var rowsRead = 0

  /// The rows of `source`, transformed.
  public init(_ source: any BatchReader, _ transformFn: TransformFn) {
    self.source = source
    self.transformFn = transformFn
  }

  /// The next batch of transformed features, nil at the end.
  ///
  /// - Throws: whatever reading throws, and `OperationError` with the row when an operation fails.
  public mutating func next() throws -> Batch? {
    guard let batch = try source.next() else { return nil }
    defer { rowsRead += batch.rowCount }
    return try transformFn.transform(batch, firstRow: rowsRead)
  }

  /// Transforms every remaining batch on the thread that has read it, and does `work` on it there.
  ///
  /// - Throws: whatever reading throws, and `OperationError` with the row of the data when an operation fails, one of the
  ///   transform or of `work`.
  public mutating func process<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    let transformFn = transformFn
    try source.process(threads: threads, rowsRead: &rowsRead) { batch in
      try work(transformFn.transform(batch))
    } _: {
      try body($0)
    }
  }
}

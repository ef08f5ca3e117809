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
}

/// Some rows as they stand in the data, or the place of one that cannot be read.
public enum RowStretch: Sendable {
  /// Rows that follow each other.
  case rows(Batch)
  /// One row that is not as the schema says.
  case unreadable(InputError)
}

/// A reader that can go on after a row that is not as it should be.
public protocol ForgivingReader: BatchReader {
  /// Does `work` on all remaining rows, some thousands at a time, up to `threads` at once, and hands out the results in
  /// the rows' order.
  ///
  /// A batch without a bad row is one stretch; a bad row is one of its own between the others. Together they are all rows
  /// of the data.
  ///
  /// - Throws: what keeps the rows after it from being found, such as a damaged length of a record; and whatever `work`
  ///   or `body` throws.
  mutating func processStretches<Output: Sendable>(
    threads: Int,
    _ work: @escaping @Sendable ([RowStretch]) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws
}

extension Divisible {
  /// The rows that `read` can read, and the places of the others, in order.
  ///
  /// - Throws: an error of `read` that is no `InputError`.
  package func stretches(_ read: (Self) throws -> Batch) throws -> [RowStretch] {
    var stretches: [RowStretch] = []
    var other: (any Error)?
    forEachStretch(read) { _, result in
      switch result {
      case .success(let batch): if batch.rowCount > 0 { stretches.append(.rows(batch)) }
      case .failure(let error as InputError): stretches.append(.unreadable(error))
      case .failure(let error): other = other ?? error
      }
    }
    if let other { throw other }
    return stretches
  }
}

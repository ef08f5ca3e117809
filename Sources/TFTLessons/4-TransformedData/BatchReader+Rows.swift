import Preprocessing
import RawData

extension BatchReader {
  /// Does `work` on every remaining batch as `process` does; an `OperationError` of `work` then names the row in the data.
  ///
  /// `work` runs on any thread and knows the rows of its batch alone. How many came before it is known where the results
  /// arrive in order, and so that is where its errors are thrown. What reading or `body` throws comes through as it is:
  /// their rows are the data's already.
  ///
  /// - Parameter rowsRead: how many rows came before; after each batch, with its own.
  mutating func process<Output: Sendable>(
    threads: Int,
    rowsRead: inout Int,
    _ work: @escaping @Sendable (Batch) throws -> Output,
    _ body: (Output) throws -> Void
  ) throws {
    try process(threads: threads) { batch in
      BatchOutput(rowCount: batch.rowCount, result: Result { try work(batch) })
    } _: { output in
      switch output.result {
      case .success(let result):
        rowsRead += output.rowCount
        try body(result)
      case .failure(var error as OperationError):
        error.row = error.row.map { $0 + rowsRead }
        throw error
      case .failure(let error):
        throw error
      }
    }
  }
}

/// What became of a batch.
private struct BatchOutput<Output: Sendable>: Sendable {
  let rowCount: Int
  let result: Result<Output, any Error>
}

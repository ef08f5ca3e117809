import RawData

/// The computation of a number from the elements at one place of all inputs: the heart of an operation, which knows nothing
/// of rows and columns.
///
/// The same kernel runs on a whole column, on a block of rows with other kernels before and after it, and on a single row.
package protocol ElementKernel: Sendable {
  /// Computes all results.
  ///
  /// - Throws: `RowError` with the place of the first element that has none.
  func evaluate(_ elements: Elements) throws(RowError)
}

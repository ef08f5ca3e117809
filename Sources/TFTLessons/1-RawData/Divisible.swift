/// Rows that can be divided in two, to find out which of them cannot be worked on.
package protocol Divisible {
  /// How many rows there are.
  var rowCount: Int { get }
  /// The first half of the rows, and the rest.
  ///
  /// - Precondition: there are two or more.
  func halves() -> (Self, Self)
}

extension Divisible {
  /// Works on all rows together; where that fails, on each half, and so on until the rows that fail are alone.
  ///
  /// What rows that do not fail become must not depend on how many are worked on together.
  ///
  /// - Parameter found: gets the results in the order of the rows: that of some rows, or the error of one.
  /// - Complexity: a single call of `work` when no row fails, else about two for each halving on the way to one.
  package func forEachStretch<Output>(
    _ work: (Self) throws -> Output,
    _ found: (Self, Result<Output, any Error>) -> Void
  ) {
    let result = Result { try work(self) }
    if case .failure = result, rowCount > 1 {
      let (first, second) = halves()
      first.forEachStretch(work, found)
      second.forEachStretch(work, found)
    } else {
      found(self, result)
    }
  }
}

extension Batch: Divisible {
  package func halves() -> (Batch, Batch) {
    (slice(0..<rowCount / 2), slice(rowCount / 2..<rowCount))
  }
}

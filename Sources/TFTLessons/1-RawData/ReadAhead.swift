/// Reads some items one after the other, works on them side by side, and hands out the results in order.
///
/// An error comes in its turn, after all results before it: what a reader sees does not depend on the number of threads.
package struct ReadAhead<Item: Sendable, Output: Sendable> {
  private let threads: Int
  private var ready: ArraySlice<Result<Output, any Error>> = []

  /// - Parameter threads: how many items are worked on at once.
  package init(threads: Int) {
    self.threads = max(1, threads)
  }

  /// The next result, nil when `read` has no more items.
  package mutating func next(
    _ read: () throws -> Item?,
    _ work: @Sendable (Item) throws -> Output
  ) throws -> Output? {
    if ready.isEmpty {
      var items: [Item] = []
      var failure: (any Error)?
      do {
        while items.count < threads, let item = try read() { items.append(item) }
      } catch {
        failure = error
      }
      ready = Parallelism.map(items, threads: threads) { item in Result { try work(item) } }[...]
      if let failure { ready.append(.failure(failure)) }
    }
    return try ready.popFirst()?.get()
  }
}

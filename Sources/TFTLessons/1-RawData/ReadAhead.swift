import Dispatch

/// Reads some items one after the other, works on them side by side, and hands out the results in order.
///
/// Reading, work and whatever is done with the results overlap: there are always a few items at work ahead of the
/// result that is asked for, never more. An error comes in its turn, after all results before it: what a reader sees
/// does not depend on the number of threads. Work not yet begun when the reader is dropped is never done.
package struct ReadAhead<Item: Sendable, Output: Sendable> {
  /// Each does its jobs one after the other. The thread that asks for a result works too.
  private let lanes: [DispatchQueue]
  private var jobs: [Job<Output>] = []
  private var submitted = 0
  private var isAtEnd = false
  private var failure: (any Error)?

  /// - Parameter threads: how many items are worked on at once.
  package init(threads: Int) {
    lanes = (1..<max(1, threads)).map { DispatchQueue(label: "read ahead \($0)") }
  }

  /// The next result, nil when `read` has no more items.
  package mutating func next(
    _ read: () throws -> Item?,
    _ work: @escaping @Sendable (Item) throws -> Output
  ) throws -> Output? {
    while jobs.count <= 2 * lanes.count, !isAtEnd, failure == nil { readOne(read, work) }
    guard !jobs.isEmpty else {
      defer { failure = nil }
      if let failure { throw failure }
      return nil
    }
    let job = jobs.removeFirst()
    job.runUnlessBegun()
    // Rather than wait, work on what comes next.
    while !job.isDone, jobs.contains(where: { $0.runUnlessBegun() }) {}
    return try job.result.get()
  }

  private mutating func readOne(
    _ read: () throws -> Item?,
    _ work: @escaping @Sendable (Item) throws -> Output
  ) {
    do {
      guard let item = try read() else {
        isAtEnd = true
        return
      }
      let job = Job { try work(item) }
      jobs.append(job)
      guard !lanes.isEmpty else { return }
      lanes[submitted % lanes.count].async { [weak job] in job?.runUnlessBegun() }
      submitted += 1
    } catch {
      failure = error
    }
  }
}

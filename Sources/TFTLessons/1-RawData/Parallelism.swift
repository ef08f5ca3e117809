import Synchronization

/// How many threads the user allows; 0 for as many as there are processors.
private let threadLimit = Atomic<Int>(0)

/// Work on all cores.
public enum Parallelism {
  /// The number of threads that can run at once, or as many as `limit(to:)` has allowed.
  public static var processorCount: Int {
    let limit = threadLimit.load(ordering: .relaxed)
    return limit > 0 ? limit : Platform.processorCount
  }

  /// Lets everything that begins from now on work on `threads` threads, unless it is told otherwise.
  package static func limit(to threads: Int) {
    threadLimit.store(threads, ordering: .relaxed)
  }

  /// The results of `transform` for all `inputs`, in their order; up to `threads` run at once.
  package static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    threads: Int,
    _ transform: @Sendable (Input) -> Output
  ) -> [Output] {
    guard threads > 1, inputs.count > 1 else { return inputs.map(transform) }
    var outputs = [Output?](repeating: nil, count: inputs.count)
    outputs.withUnsafeMutableBufferPointer { buffer in
      // Every iteration writes an element of its own, and none is read before all are done.
      nonisolated(unsafe) let slots = buffer
      let workers = min(threads, inputs.count)
      Crew.shared.perform(workers) { worker in
        for index in stride(from: worker, to: inputs.count, by: workers) {
          slots[index] = transform(inputs[index])
        }
      }
    }
    return outputs.compactMap(\.self)
  }

  /// Divides `0 ..< count` into `parts` ranges that begin at multiples of `multiple`, and runs `body` for all of them at
  /// once.
  package static func forEachPart(
    of count: Int,
    parts: Int,
    multipleOf multiple: Int = 1,
    _ body: @Sendable (Range<Int>) -> Void
  ) {
    let size = ((count + parts - 1) / parts + multiple - 1) / multiple * multiple
    guard parts > 1, size < count else {
      if count > 0 { body(0..<count) }
      return
    }
    Crew.shared.perform((count + size - 1) / size) { part in
      body(part * size..<min(count, (part + 1) * size))
    }
  }

  /// Runs `body` for `0 ..< count`, in no particular order, on up to `threads` threads: each takes the next one when it is
  /// done with the last.
  package static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    guard threads > 1, count > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    let next = Atomic(0)
    Crew.shared.perform(min(threads, count)) { _ in
      while case let index = next.add(1, ordering: .relaxed).oldValue, index < count { body(index) }
    }
  }
}

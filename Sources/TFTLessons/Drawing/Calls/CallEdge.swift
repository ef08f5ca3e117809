/// All calls of one function by another: an edge of the call graph.
package struct CallEdge: Sendable, Equatable {
  /// The index of the function that calls.
  package let caller: Int
  /// The index of the function that is called.
  package let called: Int
  /// The numbers of the calls, counted from 1 in order of start over the whole run.
  package internal(set) var numbers: [Int] = []
  /// The time of the calls, in seconds.
  package internal(set) var elapsed = 0.0

  init(caller: Int, called: Int) {
    self.caller = caller
    self.called = called
  }

  /// The numbers in short: `4`, `3, 5, 9`, `3–7 (5 calls)`, or `3…40 (12 calls)` if others lie between.
  package var label: String {
    guard numbers.count > 3, let first = numbers.first, let last = numbers.last else {
      return numbers.map(String.init).joined(separator: ", ")
    }
    let isRun = last - first == numbers.count - 1
    return "\(first)\(isRun ? "–" : "…")\(last) (\(numbers.count) calls)"
  }
}

/// A function that took part in a run: a node of the call graph.
package struct CalledFunction: Sendable, Equatable {
  package let name: String
  /// The time of all calls of it, in seconds; for one that nobody called, such as `main`, of all calls it
  /// made.
  ///
  /// What a function spent in calls to itself is part of the outer call and not counted again. In a cycle of
  /// several functions the inner calls are counted once more: names alone don't tell them apart.
  package internal(set) var total = 0.0
  /// The part of `total` not spent in calls it made, in seconds.
  package internal(set) var own = 0.0

  init(name: String) {
    self.name = name
  }

  /// The name as it is shown.
  package var lines: [String] { Diagram.Node.broken(name) }
}

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

  /// The name on one line, or on two if it is long and has an underscore to break at; longer names lose their
  /// middle.
  package var lines: [String] {
    let longest = 22
    guard name.count > longest else { return [name] }
    let characters = Array(name)
    let breaks = characters.indices.dropLast().filter { characters[$0] == "_" }
    // The break nearest to the middle makes the narrowest box.
    let best = breaks.min { (2 * $0 - characters.count).magnitude < (2 * $1 - characters.count).magnitude }
    guard let best else { return [Self.shortened(characters[...])] }
    return [Self.shortened(characters[...best]), Self.shortened(characters[(best + 1)...])]
  }

  private static func shortened(_ characters: ArraySlice<Character>) -> String {
    guard characters.count > 32 else { return String(characters) }
    return String(characters.prefix(16)) + "…" + String(characters.suffix(15))
  }
}

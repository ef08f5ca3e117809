/// A directed graph to be drawn from left to right: as a picture, or as a text for a program that draws.
///
/// The same diagram gives the same bytes.
package struct Diagram: Sendable, Equatable {
  /// A box.
  package struct Node: Sendable, Equatable {
    /// Its name in full, by which descriptions call it.
    package var name: String
    /// Its name as it is shown, on one line or more.
    package var lines: [String]
    /// What stands below in small letters, line by line.
    package var details: [String]
    package var fill: Fill
    /// What is said of it where a pointer rests on it.
    package var tip: String

    package init(_ name: String, lines: [String]? = nil, details: [String], fill: Fill, tip: String) {
      (self.name, self.details, self.fill, self.tip) = (name, details, fill, tip)
      self.lines = lines ?? Self.broken(name)
    }
  }

  /// An arrow between two boxes.
  package struct Edge: Sendable, Equatable {
    /// The places of the boxes among the nodes.
    package var from, to: Int
    /// What stands beside the arrow head; empty for nothing.
    package var label: String
    /// What is said of it where a pointer rests on it.
    package var tip: String

    package init(from: Int, to: Int, label: String = "", tip: String) {
      (self.from, self.to, self.label, self.tip) = (from, to, label, tip)
    }
  }

  /// What colours mean.
  package struct Legend: Sendable, Equatable {
    package var entries: [(fill: Fill, text: String)]
    package var caption: String

    package init(_ entries: [(fill: Fill, text: String)], caption: String) {
      (self.entries, self.caption) = (entries, caption)
    }

    package static func == (left: Legend, right: Legend) -> Bool {
      left.caption == right.caption && left.entries.elementsEqual(right.entries) { $0 == $1 }
    }
  }

  package var title: String
  /// A line below the title.
  package var summary: String
  /// The whole in words, for those who don't see it.
  package var description: String
  package var nodes: [Node]
  package var edges: [Edge]
  package var legend: Legend?

  package init(
    title: String,
    summary: String,
    description: String,
    nodes: [Node],
    edges: [Edge],
    legend: Legend?
  ) {
    (self.title, self.summary, self.description) = (title, summary, description)
    (self.nodes, self.edges, self.legend) = (nodes, edges, legend)
  }
}

extension Diagram.Node {
  private static let longestLine = 22

  /// The name on one line, or on two if it is long and has an underscore to break at; longer names lose their
  /// middle.
  package static func broken(_ name: String) -> [String] {
    guard name.count > longestLine else { return [name] }
    let characters = Array(name)
    let breaks = characters.indices.dropLast().filter { characters[$0] == "_" }
    // The break nearest to the middle makes the narrowest box.
    let best = breaks.min { (2 * $0 - characters.count).magnitude < (2 * $1 - characters.count).magnitude }
    guard let best else { return [shortened(characters[...])] }
    return [shortened(characters[...best]), shortened(characters[(best + 1)...])]
  }

  private static func shortened(_ characters: ArraySlice<Character>) -> String {
    guard characters.count > 32 else { return String(characters) }
    return String(characters.prefix(16)) + "…" + String(characters.suffix(15))
  }
}

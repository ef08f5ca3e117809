/// A connection that a graph layout has to draw, with room for its label.
package struct Link: Sendable, Equatable {
  /// The index of the box where it starts.
  package var from: Int
  /// The index of the box where its arrow points; the same as `from` for a loop.
  package var to: Int
  /// The size of its label.
  package var label: Size

  package init(from: Int, to: Int, label: Size) {
    self.from = from
    self.to = to
    self.label = label
  }
}

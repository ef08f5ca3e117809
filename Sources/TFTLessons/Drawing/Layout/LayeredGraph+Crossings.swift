extension LayeredGraph {
  /// Reorders the layers so that few segments cross; see `CrossingReduction`.
  mutating func reduceCrossings() {
    var reduction = CrossingReduction(self)
    reduction.run()
    order = reduction.order
    sortByComponent()
  }

  /// Moves the vertices of a component together in every layer, components in the order of their first nodes. No
  /// segment crosses one of another component then, and the crossings within one stay as they are.
  private mutating func sortByComponent() {
    let component = components()
    order = order.map { layer in
      layer.enumerated().sorted { (component[$0.element], $0.offset) < (component[$1.element], $1.offset) }
        .map(\.element)
    }
  }

  /// How many pairs of segments cross.
  ///
  /// - Complexity: O(segments · log vertices).
  func crossingCount() -> Int {
    let places = places()
    return order.reduce(0) { total, layer in
      let ends = layer.flatMap { outgoing[$0].map { places[segments[$0].to] }.sorted() }
      return total + inversions(ends)
    }
  }

  /// How many pairs stand in falling order, counted with a binary indexed tree.
  private func inversions(_ values: [Int]) -> Int {
    var counts = Array(repeating: 0, count: (values.max() ?? 0) + 2)
    var total = 0
    for (seen, value) in values.enumerated() {
      var notAbove = 0
      var index = value + 1
      while index > 0 {
        notAbove += counts[index]
        index -= index & -index
      }
      total += seen - notAbove
      index = value + 1
      while index < counts.count {
        counts[index] += 1
        index += index & -index
      }
    }
    return total
  }
}

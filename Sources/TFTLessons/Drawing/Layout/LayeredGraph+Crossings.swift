/// Ordering the vertices of each layer so that few segments cross: barycentre sweeps, then swaps of
/// neighbours.
///
/// Boxes first reached from the same box have an order of their own, that of their links, because one reads such
/// a column from top to bottom: among orders with as few crossings, that with fewest boxes against it is taken.
///
/// Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981.
extension LayeredGraph {
  /// Reorders the layers. An order is replaced only by a better one, so a tree stays in its first order.
  ///
  /// The sweeps begin from the first order and from it upside down, forwards and backwards: where one gets stuck,
  /// another often does not.
  mutating func reduceCrossings(sweeps: Int = 12) {
    swapNeighbours()
    var best = order
    var lowest = (crossings: crossingCount(), disorder: disorder())
    let starts = [order, order.map { $0.reversed() }]
    for (start, isBackwards) in [(0, false), (0, true), (1, false), (1, true)] where lowest != (0, 0) {
      order = starts[start]
      for sweep in 0..<sweeps where lowest != (0, 0) {
        sortByBarycentre(forwards: sweep.isMultiple(of: 2) != isBackwards)
        swapNeighbours()
        let cost = (crossings: crossingCount(), disorder: disorder())
        if cost < lowest { (best, lowest) = (order, cost) }
      }
    }
    order = best
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

  /// Moves each vertex to the mean place of its neighbours in the layer before (or after).
  private mutating func sortByBarycentre(forwards: Bool) {
    var places = places()
    let layers = forwards ? Array(order.indices) : order.indices.reversed()
    for layer in layers.dropFirst() {
      let keyed = order[layer].map { vertex in
        let neighbours = neighbours(of: vertex, before: forwards).map { Double(places[$0]) }
        let own = Double(places[vertex])
        return (
          vertex: vertex,
          own: own,
          key: neighbours.isEmpty ? own : neighbours.reduce(0, +) / Double(neighbours.count)
        )
      }
      order[layer] = keyed.sorted { ($0.key, $0.own) < ($1.key, $1.own) }.map(\.vertex)
      for (place, vertex) in order[layer].enumerated() {
        places[vertex] = place
      }
    }
  }

  /// Swaps vertices that stand next to each other for as long as that removes crossings.
  private mutating func swapNeighbours(rounds: Int = 8) {
    var places = places()
    for _ in 0..<rounds {
      var hasImproved = false
      for layer in order.indices {
        for place in order[layer].indices.dropLast() {
          let (upper, lower) = (order[layer][place], order[layer][place + 1])
          let now = crossings(of: upper, above: lower, places: places)
          let swapped = crossings(of: lower, above: upper, places: places)
          guard (now, disorder(of: upper, above: lower)) > (swapped, disorder(of: lower, above: upper)) else {
            continue
          }
          order[layer].swapAt(place, place + 1)
          (places[upper], places[lower]) = (place + 1, place)
          hasImproved = true
        }
      }
      if !hasImproved { return }
    }
  }

  /// The crossings among the segments of two vertices if the first stands above the second.
  private func crossings(of upper: Int, above lower: Int, places: [Int]) -> Int {
    [true, false].reduce(0) { total, before in
      let lowerPlaces = neighbours(of: lower, before: before).map { places[$0] }
      return neighbours(of: upper, before: before).reduce(total) { total, neighbour in
        total + lowerPlaces.count { $0 < places[neighbour] }
      }
    }
  }

  /// How many pairs of boxes stand against the order of their links.
  private func disorder() -> Int {
    order.reduce(0) { total, layer in
      layer.indices.reduce(total) { total, place in
        layer[..<place].reduce(total) { $0 + disorder(of: $1, above: layer[place]) }
      }
    }
  }

  /// 1 if it is against the order of their links that the first vertex stands above the second.
  private func disorder(of upper: Int, above lower: Int) -> Int {
    guard isNode(upper), isNode(lower) else { return 0 }
    guard let first = incoming[upper].first, let second = incoming[lower].first else { return 0 }
    let areSiblings = segments[first].from == segments[second].from
    return areSiblings && first > second ? 1 : 0
  }

  private func neighbours(of vertex: Int, before: Bool) -> [Int] {
    before ? incoming[vertex].map { segments[$0].from } : outgoing[vertex].map { segments[$0].to }
  }
}

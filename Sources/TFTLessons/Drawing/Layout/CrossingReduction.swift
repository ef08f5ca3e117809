/// Ordering the vertices of each layer so that few segments cross: barycentre sweeps, swaps of neighbours, and at
/// last every vertex tried at every place of its layer; all this from several starts, for one gets stuck where
/// another does not.
///
/// Boxes first reached from the same box have an order of their own, that of their links, because one reads such
/// a column from top to bottom: among orders with as few crossings, that with fewest boxes against it is taken.
///
/// Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981;
/// Matuszewski, Schönfeld and Molitor, "Using Sifting for k-Layer Straightline Crossing Minimization", 1999.
struct CrossingReduction {
  /// Per layer, its vertices from top to bottom: the best order so far.
  private(set) var order: [[Int]]

  private var graph: LayeredGraph
  private var places: [Int] = []
  /// Per vertex, those in the layer before and after that it has segments with.
  private let before, after: [[Int]]
  /// Per vertex, the first segment that arrives; nil for a way-point and for a box that nothing leads to.
  private let firstArrival: [Int?]

  private static let sweeps = 12
  private static let rounds = 8
  /// What one crossing weighs against boxes in disorder, which are never that many.
  private static let crossing = 1 << 24

  init(_ graph: LayeredGraph) {
    self.graph = graph
    order = graph.order
    before = graph.incoming.map { $0.map { graph.segments[$0].from } }
    after = graph.outgoing.map { $0.map { graph.segments[$0].to } }
    firstArrival = graph.incoming.indices.map { graph.isNode($0) ? graph.incoming[$0].first : nil }
  }

  /// Finds an order. A given one is replaced only by a better one, so a tree stays in its first order.
  mutating func run() {
    let first = graph.order
    use(first)
    swapNeighbours()
    var lowest = cost()
    order = graph.order
    // A start in disorder for every so many pairs of vertices: large graphs have to do with the first one.
    let pairs = first.reduce(1) { $0 + $1.count * $1.count }
    var lots = Lots()
    for start in 0..<min(20, 1 + 40_000 / pairs) where lowest > 0 {
      use(start == 0 ? order : first.map { lots.shuffled($0) })
      improve(&lowest)
    }
  }

  /// Sweeps and sifts from the order at hand.
  private mutating func improve(_ lowest: inout Int) {
    for sweep in 0..<Self.sweeps where lowest > 0 {
      sortByBarycentre(forwards: sweep.isMultiple(of: 2))
      swapNeighbours()
      keep(ifBelow: &lowest)
    }
    guard lowest > 0 else { return }
    sift()
    keep(ifBelow: &lowest)
  }

  private mutating func keep(ifBelow lowest: inout Int) {
    let cost = cost()
    if cost < lowest { (order, lowest) = (graph.order, cost) }
  }

  private mutating func use(_ order: [[Int]]) {
    graph.order = order
    places = graph.places()
  }

  private mutating func setLayer(_ layer: Int, _ vertices: [Int]) {
    graph.order[layer] = vertices
    for (place, vertex) in vertices.enumerated() { places[vertex] = place }
  }

  /// Moves each vertex to the mean place of its neighbours in the layer before (or after).
  private mutating func sortByBarycentre(forwards: Bool) {
    let layers = forwards ? Array(graph.order.indices) : graph.order.indices.reversed()
    for layer in layers.dropFirst() {
      let keyed = graph.order[layer].map { vertex in
        let neighbours = forwards ? before[vertex] : after[vertex]
        let own = Double(places[vertex])
        let sum = neighbours.reduce(0) { $0 + places[$1] }
        return (
          vertex: vertex, own: own, key: neighbours.isEmpty ? own : Double(sum) / Double(neighbours.count)
        )
      }
      setLayer(layer, keyed.sorted { ($0.key, $0.own) < ($1.key, $1.own) }.map(\.vertex))
    }
  }

  /// Swaps vertices that stand next to each other for as long as that makes the order better.
  private mutating func swapNeighbours() {
    for _ in 0..<Self.rounds {
      var hasImproved = false
      for layer in graph.order.indices {
        for place in graph.order[layer].indices.dropLast() {
          let (upper, lower) = (graph.order[layer][place], graph.order[layer][place + 1])
          guard cost(of: upper, above: lower) > cost(of: lower, above: upper) else { continue }
          graph.order[layer].swapAt(place, place + 1)
          (places[upper], places[lower]) = (place + 1, place)
          hasImproved = true
        }
      }
      if !hasImproved { return }
    }
  }

  /// Moves each vertex to the best place in its layer for as long as that makes the order better.
  private mutating func sift() {
    for _ in 0..<Self.rounds {
      var hasImproved = false
      for layer in graph.order.indices {
        for vertex in graph.order[layer] where move(vertex, in: layer) { hasImproved = true }
      }
      if !hasImproved { return }
    }
  }

  /// Whether there was a better place.
  private mutating func move(_ vertex: Int, in layer: Int) -> Bool {
    var others = graph.order[layer]
    let current = others.remove(at: places[vertex])
    // The cost at each place, compared with that on top.
    var change = 0
    var changes = [0]
    for other in others {
      change += cost(of: other, above: current) - cost(of: current, above: other)
      changes.append(change)
    }
    let lowest = changes.min() ?? 0
    guard lowest < changes[places[vertex]], let place = changes.firstIndex(of: lowest) else { return false }
    others.insert(vertex, at: place)
    setLayer(layer, others)
    return true
  }

  /// What the whole order costs.
  private func cost() -> Int {
    let against = graph.order.reduce(0) { total, layer in
      layer.indices.reduce(total) { total, place in
        layer[..<place].reduce(total) { $0 + disorder(of: $1, above: layer[place]) }
      }
    }
    return graph.crossingCount() * Self.crossing + against
  }

  /// What it costs if the first vertex stands above the second.
  private func cost(of upper: Int, above lower: Int) -> Int {
    let crossings = crossings(before[upper], before[lower]) + crossings(after[upper], after[lower])
    return crossings * Self.crossing + disorder(of: upper, above: lower)
  }

  private func crossings(_ upper: [Int], _ lower: [Int]) -> Int {
    var count = 0
    for one in upper {
      for other in lower where places[other] < places[one] { count += 1 }
    }
    return count
  }

  /// 1 if it is against the order of their links that the first vertex stands above the second.
  private func disorder(of upper: Int, above lower: Int) -> Int {
    guard let first = firstArrival[upper], let second = firstArrival[lower], first > second else { return 0 }
    return graph.segments[first].from == graph.segments[second].from ? 1 : 0
  }

  /// Lots that fall the same way everywhere: the linear congruential generator of Knuth's MMIX.
  private struct Lots {
    private var state: UInt64 = 1

    mutating func shuffled(_ values: [Int]) -> [Int] {
      var values = values
      for end in values.indices.reversed() {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        values.swapAt(end, Int(state >> 33) % (end + 1))
      }
      return values
    }
  }
}

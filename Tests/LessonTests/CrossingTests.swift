import Testing

@testable import Drawing

/// The orders of the layers, judged by another count of crossings and by trying all orders there are.
@Suite("Crossings")
struct CrossingTests {
  /// A generator whose numbers are the same everywhere.
  struct Lots: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ state >> 29) &* 0xbf58_476d_1ce4_e5b9
    }
  }

  /// Pairs of segments between the same layers that end in the other order than they begin.
  static func crossings(_ graph: LayeredGraph, _ order: [[Int]]) -> Int {
    var place: [Int: Int] = [:]
    for layer in order { for (index, vertex) in layer.enumerated() { place[vertex] = index } }
    var count = 0
    for (index, one) in graph.segments.enumerated() {
      for other in graph.segments[..<index] where graph.layerOf[one.from] == graph.layerOf[other.from] {
        guard let a = place[one.from], let b = place[other.from], let c = place[one.to],
          let d = place[other.to]
        else { continue }
        if (a - b) * (c - d) < 0 { count += 1 }
      }
    }
    return count
  }

  static func permutations(_ values: [Int]) -> [[Int]] {
    guard values.count > 1 else { return [values] }
    return values.indices.flatMap { index in
      var rest = values
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  /// The fewest crossings of all orders of all layers.
  static func fewest(_ graph: LayeredGraph) -> Int {
    func orders(_ layers: ArraySlice<[Int]>) -> [[[Int]]] {
      guard let first = layers.first else { return [[]] }
      let rest = orders(layers.dropFirst())
      return permutations(first).flatMap { layer in rest.map { [layer] + $0 } }
    }
    return orders(graph.order[...]).map { crossings(graph, $0) }.min() ?? 0
  }

  static func graph(_ nodes: Int, _ links: [Link]) -> LayeredGraph {
    LayeredGraph(nodeCount: nodes, links: links, layering: Layering(nodeCount: nodes, links: links))
  }

  /// A graph by lot, with at most 1500 orders of its layers.
  static func small(_ seed: UInt64) -> LayeredGraph {
    var lots = Lots(state: seed)
    while true {
      let nodes = Int.random(in: 5...8, using: &lots)
      let links = (0..<Int.random(in: 5...9, using: &lots)).map { _ in
        let from = Int.random(in: 0..<nodes - 1, using: &lots)
        let to = Int.random(in: from + 1..<nodes, using: &lots)
        return Link(from: from, to: to, label: Size(width: 0, height: 0))
      }
      let graph = graph(nodes, links)
      let orders = graph.order.reduce(1) { $0 * (1...max(1, $1.count)).reduce(1, *) }
      if (12...1500).contains(orders) { return graph }
    }
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func `no order of a small graph has fewer crossings`(seed: UInt64) {
    var graph = Self.small(seed)
    let fewest = Self.fewest(graph)
    graph.reduceCrossings()
    #expect(graph.crossingCount() == Self.crossings(graph, graph.order))
    #expect(graph.crossingCount() == fewest)
  }

  @Test(arguments: [DiagramTests.Subject.tasks, .preprocessing, .embeddingModel])
  func `no other start leads to fewer crossings`(_ subject: DiagramTests.Subject) throws {
    let diagram = try subject.diagram()
    let links = diagram.edges.map { Link(from: $0.from, to: $0.to, label: Size(width: 0, height: 0)) }
    let graph = Self.graph(diagram.nodes.count, links)
    let ours = diagram.layout().crossings
    var lots = Lots(state: 7)
    for _ in 0..<(ours == 0 ? 0 : 6) {
      var other = graph
      other.order = other.order.map { $0.shuffled(using: &lots) }
      other.reduceCrossings()
      #expect(Self.crossings(other, other.order) >= ours)
    }
  }
}

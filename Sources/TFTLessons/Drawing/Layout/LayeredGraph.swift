/// A graph in which every segment leads from one layer to the next.
///
/// A link across several layers passes through one way-point in each layer between; way-points take part in
/// the ordering like nodes, which keeps long links clear of the boxes.
struct LayeredGraph {
  /// A piece of a link between neighbouring layers.
  struct Segment {
    var from: Int
    var to: Int
    var link: Int
  }

  /// Vertices below this number are the nodes; the others are way-points.
  let nodeCount: Int
  /// Per vertex, its layer.
  private(set) var layerOf: [Int]
  private(set) var segments: [Segment] = []
  /// Per link, its segments from left to right; none for a loop.
  private(set) var chains: [[Int]] = []
  /// Per vertex, the segments that arrive from the layer before.
  private(set) var incoming: [[Int]]
  /// Per vertex, the segments that lead to the layer after.
  private(set) var outgoing: [[Int]]
  /// Per layer, its vertices from top to bottom.
  var order: [[Int]] = []

  init(nodeCount: Int, links: [Link], layering: Layering) {
    self.nodeCount = nodeCount
    layerOf = layering.layers
    incoming = Array(repeating: [], count: nodeCount)
    outgoing = Array(repeating: [], count: nodeCount)
    for (index, link) in links.enumerated() {
      let isReversed = layering.isReversed[index]
      chains.append([])
      if link.from != link.to {
        connect(isReversed ? link.to : link.from, to: isReversed ? link.from : link.to, link: index)
      }
    }
    order = depthFirstOrder()
  }

  func isNode(_ vertex: Int) -> Bool { vertex < nodeCount }

  /// Per vertex, its place in its layer.
  func places() -> [Int] {
    var places = Array(repeating: 0, count: layerOf.count)
    for layer in order {
      for (place, vertex) in layer.enumerated() {
        places[vertex] = place
      }
    }
    return places
  }

  /// Per vertex, the least number of a vertex that it is connected with, over any number of segments.
  func components() -> [Int] {
    var component = Array(repeating: -1, count: layerOf.count)
    for root in component.indices where component[root] < 0 {
      var stack = [root]
      while let vertex = stack.popLast() {
        guard component[vertex] < 0 else { continue }
        component[vertex] = root
        stack += incoming[vertex].map { segments[$0].from } + outgoing[vertex].map { segments[$0].to }
      }
    }
    return component
  }

  private mutating func connect(_ start: Int, to end: Int, link: Int) {
    var current = start
    while current != end {
      let next = layerOf[current] + 1 == layerOf[end] ? end : addWayPoint(layer: layerOf[current] + 1)
      let segment = segments.count
      segments.append(Segment(from: current, to: next, link: link))
      chains[link].append(segment)
      outgoing[current].append(segment)
      incoming[next].append(segment)
      current = next
    }
  }

  private mutating func addWayPoint(layer: Int) -> Int {
    layerOf.append(layer)
    incoming.append([])
    outgoing.append([])
    return layerOf.count - 1
  }

  /// Every vertex after the one that leads to it: no crossings in a tree, and the first link on top.
  private func depthFirstOrder() -> [[Int]] {
    var order: [[Int]] = Array(repeating: [], count: (layerOf.max() ?? -1) + 1)
    var isVisited = Array(repeating: false, count: layerOf.count)
    var stack = Array((0..<nodeCount).filter { layerOf[$0] == 0 }.reversed())
    while let vertex = stack.popLast() {
      guard !isVisited[vertex] else { continue }
      isVisited[vertex] = true
      order[layerOf[vertex]].append(vertex)
      stack.append(contentsOf: outgoing[vertex].reversed().map { segments[$0].to })
    }
    return order
  }
}

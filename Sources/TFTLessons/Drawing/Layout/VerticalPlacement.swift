/// The height at which each vertex of a layered graph stands.
///
/// Minimises the squared rise of all segments, layer by layer with the neighbouring layers held fixed. Pieces
/// of long links weigh more, so that those run straight.
struct VerticalPlacement {
  /// What a vertex takes up above and below its centre.
  struct Extent {
    var above: Double
    var below: Double
    /// The empty space it wants to its neighbours.
    var margin: Double
  }

  /// Per vertex, the height of its centre.
  private(set) var centers: [Double]

  private let graph: LayeredGraph
  private let ports: Ports
  private let extents: [Extent]

  init(graph: LayeredGraph, ports: Ports, extents: [Extent], sweeps: Int = 16) {
    self.graph = graph
    self.ports = ports
    self.extents = extents
    centers = Array(repeating: 0, count: graph.layerOf.count)
    stack()
    let layers = Array(graph.order.indices)
    for _ in 0..<sweeps {
      for layer in layers { place(layer, before: true, after: false) }
      for layer in layers.reversed() { place(layer, before: false, after: true) }
    }
    for _ in 0..<sweeps {
      for layer in layers { place(layer, before: true, after: true) }
      for layer in layers.reversed() { place(layer, before: true, after: true) }
    }
    closeGaps()
  }

  /// Moves each component, from top to bottom, to where it meets one above it: nothing else holds it in its place.
  private mutating func closeGaps() {
    let component = graph.components()
    for moved in Set(component).sorted().dropFirst() {
      // Every component has a node in the first layer, so that there is some distance.
      let distance = graph.order.compactMap { layer -> Double? in
        guard let first = layer.firstIndex(where: { component[$0] == moved }), first > 0 else { return nil }
        return centers[layer[first]] - centers[layer[first - 1]] - gap(layer[first - 1], layer[first])
      }.min()
      for vertex in centers.indices where component[vertex] == moved { centers[vertex] -= distance ?? 0 }
    }
  }

  /// Moves everything so that the topmost extent is at height 0; returns the height of the whole.
  mutating func moveToTop() -> Double {
    let top = centers.indices.map { centers[$0] - extents[$0].above }.min() ?? 0
    for vertex in centers.indices {
      // In eighths of a pixel, which add up without rounding: nothing sticks out of the top by a hair.
      centers[vertex] = Double(Int((centers[vertex] - top) * 8 + 0.5)) / 8
    }
    return centers.indices.map { centers[$0] + extents[$0].below }.max() ?? 0
  }

  /// Starts with every layer packed from the top, its middle at height 0.
  private mutating func stack() {
    for layer in graph.order {
      var height = 0.0
      for (index, vertex) in layer.enumerated() {
        height += index > 0 ? gap(layer[index - 1], vertex) : 0
        centers[vertex] = height
      }
      for vertex in layer {
        centers[vertex] -= height / 2
      }
    }
  }

  private mutating func place(_ layer: Int, before: Bool, after: Bool) {
    let vertices = graph.order[layer]
    var wanted: [Double] = []
    var weights: [Double] = []
    for vertex in vertices {
      var sum = 0.0
      var weight = 0.0
      for segment in before ? graph.incoming[vertex] : [] {
        let from = centers[graph.segments[segment].from]
        sum += pull(segment) * (from + ports.leaving[segment] - ports.arriving[segment])
        weight += pull(segment)
      }
      for segment in after ? graph.outgoing[vertex] : [] {
        let to = centers[graph.segments[segment].to]
        sum += pull(segment) * (to + ports.arriving[segment] - ports.leaving[segment])
        weight += pull(segment)
      }
      // A vertex without neighbours on this side stays where it is, but gives way to the others.
      wanted.append(weight > 0 ? sum / weight : centers[vertex])
      weights.append(weight > 0 ? weight : 0.01)
    }
    let gaps = zip(vertices, vertices.dropFirst()).map { gap($0, $1) }
    let placed = SpacedPositions(wanted: wanted, weights: weights, gaps: gaps)
    for (vertex, height) in zip(vertices, placed.values) {
      centers[vertex] = height
    }
  }

  private func gap(_ upper: Int, _ lower: Int) -> Double {
    extents[upper].below + max(extents[upper].margin, extents[lower].margin) + extents[lower].above
  }

  private func pull(_ segment: Int) -> Double {
    let wayPoints = [graph.segments[segment].from, graph.segments[segment].to].count { !graph.isNode($0) }
    return [1, 2, 16][wayPoints]
  }
}

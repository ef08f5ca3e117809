/// Where the boxes, links and labels of a graph go: a layered drawing from left to right.
///
/// Layers are columns. Each column has three lanes: its boxes, left of them the labels of the links that
/// arrive, and left of those the curves from the column before. Links change their height only in the lane of
/// curves and pass a column between its boxes, and arrivals at a box are a label's height apart. So no link
/// meets a foreign box and no label meets a box or another label, whatever the graph.
///
/// A layout knows nothing of how it is drawn; the same input gives the same layout.
package struct GraphLayout: Sendable, Equatable {
  /// Per node, its box. At least as large as asked: boxes of a column are equally wide, and grow with their
  /// arrivals.
  package private(set) var boxes: [Rectangle] = []
  /// Per link, its way.
  package private(set) var routes: [Route] = []
  /// Per layer, its nodes from top to bottom.
  package private(set) var columns: [[Int]] = []
  /// How many pairs of links cross, counted between neighbouring columns.
  package private(set) var crossings = 0
  /// The room the whole takes up, from the origin.
  package private(set) var size = Size(width: 0, height: 0)

  /// Lays out a graph.
  ///
  /// - Parameters:
  ///   - sizes: per node, what its box has to hold.
  ///   - links: between nodes, by index. Those that leave the same node are drawn in this order where that
  ///     costs no crossings. Cycles, loops, and several links between the same nodes are fine.
  /// - Complexity: quadratic in the nodes and way-points of a layer, times a fixed number of sweeps.
  package init(boxes sizes: [Size], links: [Link]) {
    guard !sizes.isEmpty else { return }
    let layering = Layering(nodeCount: sizes.count, links: links)
    var graph = LayeredGraph(nodeCount: sizes.count, links: links, layering: layering)
    graph.reduceCrossings()
    crossings = graph.crossingCount()
    self.columns = graph.order.map { $0.filter(graph.isNode) }

    let heights = sizes.indices.map { node in
      max(sizes[node].height, Double(graph.incoming[node].count) * Ports.arrivalSpacing)
    }
    let ports = Ports(graph: graph, heights: heights)
    let loops = Set(links.lazy.filter { $0.from == $0.to }.map(\.from))
    let extents = graph.layerOf.indices.map { vertex in
      guard graph.isNode(vertex) else { return VerticalPlacement.Extent(above: 0, below: 0, margin: 14) }
      let half = heights[vertex] / 2
      let loop = loops.contains(vertex) ? LoopShape.height : 0
      return VerticalPlacement.Extent(above: half + loop, below: half, margin: 16)
    }
    var placement = VerticalPlacement(graph: graph, ports: ports, extents: extents)
    let height = placement.moveToTop()
    let columns = Columns(graph: graph, sizes: sizes, links: links, placement: placement, ports: ports)

    boxes = sizes.indices.map { node in
      let column = columns[graph.layerOf[node]]
      let top = placement.centers[node] - heights[node] / 2
      return Rectangle(
        origin: Point(x: column.boxLeft, y: top),
        size: Size(width: column.boxWidth, height: heights[node])
      )
    }
    let tracer = RouteTracer(graph: graph, ports: ports, placement: placement, columns: columns)
    routes = links.enumerated().map { index, link in
      link.from == link.to
        ? LoopShape.route(above: boxes[link.from], label: link.label)
        : tracer.route(of: index, label: link.label, isReversed: layering.isReversed[index])
    }
    size = Size(width: columns.width, height: height)
  }
}

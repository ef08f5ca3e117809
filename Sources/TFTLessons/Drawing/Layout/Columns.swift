/// Where the columns of a layered drawing stand, one per layer, and the lanes of each.
struct Columns {
  /// One column. From left to right: curves, labels, arrow heads, boxes.
  struct Column {
    /// Where the lane of labels starts and the curves from the column before end.
    var labelLeft: Double
    /// Where labels end.
    var labelRight: Double
    var boxLeft: Double
    var boxWidth: Double

    /// Where curves to the next column start. Some distance from the box, for arrow heads that arrive there.
    var curveLeft: Double { boxLeft + boxWidth + Columns.arrowLength }
  }

  /// The room between a label and its box, for the arrow head.
  static let arrowLength = 12.0

  private var columns: [Column] = []

  init(graph: LayeredGraph, sizes: [Size], links: [Link], placement: VerticalPlacement, ports: Ports) {
    let boxWidths = Self.boxWidths(graph: graph, sizes: sizes, links: links)
    var right = 0.0
    for layer in graph.order.indices {
      let arrivals = graph.order[layer].filter(graph.isNode).flatMap { graph.incoming[$0] }
      let label = arrivals.map { links[graph.segments[$0].link].label.width }.max() ?? 0
      let rise = graph.order[layer].flatMap { graph.incoming[$0] }
        .map { Self.rise(of: $0, graph: graph, placement: placement, ports: ports) }.max()
      if let rise {
        // Steeper curves want more room, but a drawing that is too wide is shrunk until nobody can read it.
        right += Self.arrowLength + min(max(rise * 0.28, 30), 110)
      }
      let boxLeft = right + label + (rise == nil ? 0 : Self.arrowLength)
      columns.append(
        Column(labelLeft: right, labelRight: right + label, boxLeft: boxLeft, boxWidth: boxWidths[layer])
      )
      right = boxLeft + boxWidths[layer]
    }
  }

  subscript(layer: Int) -> Column { columns[layer] }

  /// How far the columns reach to the right.
  var width: Double { columns.last.map { $0.boxLeft + $0.boxWidth } ?? 0 }

  /// Per layer, the width of its widest box, or of the widest label of a loop above one.
  private static func boxWidths(graph: LayeredGraph, sizes: [Size], links: [Link]) -> [Double] {
    var widths = Array(repeating: 0.0, count: graph.order.count)
    for (node, size) in sizes.enumerated() {
      widths[graph.layerOf[node]] = max(widths[graph.layerOf[node]], size.width)
    }
    for link in links where link.from == link.to {
      let layer = graph.layerOf[link.from]
      widths[layer] = max(widths[layer], LoopShape.width(label: link.label))
    }
    return widths
  }

  private static func rise(
    of segment: Int,
    graph: LayeredGraph,
    placement: VerticalPlacement,
    ports: Ports
  ) -> Double {
    let start = placement.centers[graph.segments[segment].from] + ports.leaving[segment]
    let end = placement.centers[graph.segments[segment].to] + ports.arriving[segment]
    return abs(end - start)
  }
}

/// Follows links through the lanes of the columns.
struct RouteTracer {
  let graph: LayeredGraph
  let ports: Ports
  let placement: VerticalPlacement
  let columns: Columns

  /// The way of a link between two different boxes.
  func route(of link: Int, label: Size, isReversed: Bool) -> Route {
    var points: [Point] = []
    var labelBox = Rectangle(origin: Point(x: 0, y: 0), size: label)
    for (index, segmentIndex) in graph.chains[link].enumerated() {
      let segment = graph.segments[segmentIndex]
      let source = columns[graph.layerOf[segment.from]]
      let target = columns[graph.layerOf[segment.to]]
      let start = placement.centers[segment.from] + ports.leaving[segmentIndex]
      let end = placement.centers[segment.to] + ports.arriving[segmentIndex]
      if index == 0 {
        points.append(Point(x: source.boxLeft + source.boxWidth, y: start))
      }
      points.append(Point(x: source.curveLeft, y: start))
      points.append(Point(x: target.labelLeft, y: end))
      if graph.isNode(segment.to) {
        points.append(Point(x: target.boxLeft, y: end))
        labelBox.origin = Point(x: target.labelRight - label.width, y: end - label.height / 2)
      }
    }
    return Route(
      course: isReversed ? .backward : .forward,
      points: isReversed ? points.reversed() : points,
      label: labelBox
    )
  }
}

/// The data of an SVG path.
package struct SVGPath: Sendable, Equatable {
  /// The value of the `d` attribute.
  package private(set) var data = ""

  private var current = Point(x: 0, y: 0)

  /// An empty path.
  package init() {}

  /// A path along straight lines.
  package init(through points: [Point]) {
    for (index, point) in points.enumerated() {
      if index == 0 {
        move(to: point)
      } else {
        line(to: point)
      }
    }
  }

  /// A path along the corners of a route: straight where a hop is level or upright, else an S with level
  /// ends.
  package init(along route: Route) {
    for (index, point) in route.points.enumerated() {
      if index == 0 {
        move(to: point)
      } else if point.x == current.x || (point.y - current.y).magnitude < 0.05 {
        line(to: point)
      } else {
        curve(to: point)
      }
    }
  }

  /// The closed triangle of an arrow head whose tip is at a point and which points the way that leads there.
  package init(arrowTo tip: Point, from previous: Point) {
    let (length, half) = (8.0, 3.6)
    if previous.x == tip.x {
      let base = tip.y + (previous.y < tip.y ? -length : length)
      self.init(through: [tip, Point(x: tip.x - half, y: base), Point(x: tip.x + half, y: base)])
    } else {
      let base = tip.x + (previous.x < tip.x ? -length : length)
      self.init(through: [tip, Point(x: base, y: tip.y - half), Point(x: base, y: tip.y + half)])
    }
    data += " Z"
  }

  /// Starts a new stroke.
  package mutating func move(to point: Point) {
    data += "\(data.isEmpty ? "" : " ")M\(text(point))"
    current = point
  }

  /// A straight line.
  package mutating func line(to point: Point) {
    data += " L\(text(point))"
    current = point
  }

  /// An S that starts and ends level.
  package mutating func curve(to point: Point) {
    let middle = (current.x + point.x) / 2
    let controls = [Point(x: middle, y: current.y), Point(x: middle, y: point.y), point]
    data += " C\(controls.map(text).joined(separator: " "))"
    current = point
  }

  private func text(_ point: Point) -> String { "\(point.x.decimal()),\(point.y.decimal())" }
}

/// A named series of points of a chart.
struct ChartSeries: Sendable {
  let name: String
  let points: [Point]

  init(name: String, points: [(x: Double, y: Double)]) {
    self.name = name
    self.points = points.map { Point(x: $0.x, y: $0.y) }
  }

  /// The points in stretches without undefined or infinite ones, where a line has to break.
  var stretches: [[Point]] {
    points.split { !Self.isDrawable($0) }.map(Array.init)
  }

  private static func isDrawable(_ point: Point) -> Bool {
    // Beyond this, differences between values overflow.
    point.x.magnitude < 1e300 && point.y.magnitude < 1e300
  }
}

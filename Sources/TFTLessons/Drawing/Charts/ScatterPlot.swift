/// A cloud of points, such as predicted over actual values.
///
/// Every point is an element of the picture: draw a sample of some thousands, not millions.
public struct ScatterPlot: Sendable {
  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let series: ChartSeries
  private let showsDiagonal: Bool
  private let range: ClosedRange<Double>?

  /// Makes a plot.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what x is, with its unit.
  ///   - yLabel: what y is, with its unit.
  ///   - points: the cloud; points that are undefined or infinite are left out.
  ///   - showsDiagonal: whether to draw the line where both values are equal. Both axes then have the same
  ///     range.
  ///   - range: what both axes show; points beyond are counted above the plot. Nil shows all.
  public init(
    title: String,
    xLabel: String,
    yLabel: String,
    points: [(x: Double, y: Double)],
    showsDiagonal: Bool = false,
    range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.showsDiagonal = showsDiagonal
    self.range = range
    series = ChartSeries(name: title, points: points)
  }

  /// The plot as an SVG picture for light and dark pages. The same data gives the same bytes.
  public func svg() -> String {
    let all = series.stretches.flatMap { $0 }
    let points = all.filter { point in range.map { $0.contains(point.x) && $0.contains(point.y) } ?? true }
    let mirrored = showsDiagonal ? points.map { Point(x: $0.y, y: $0.x) } : []
    var frame = ChartFrame(
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      points: points + mirrored,
      rightMargin: 12,
      endsOnTicks: true
    )
    if points.count < all.count {
      frame.note = "\(all.count - points.count) of \(all.count) points lie beyond"
    }
    let description = ["\(points.count) points: \(yLabel) over \(xLabel).", frame.note].filter { !$0.isEmpty }
    var document = frame.document(description: description.joined(separator: "\n"))
    for point in points {
      document.dot(at: frame.place(point), radius: 2.5, class: "fill cloud series0")
    }
    if showsDiagonal {
      let (low, high) = (max(frame.xAxis.lower, frame.yAxis.lower), min(frame.xAxis.upper, frame.yAxis.upper))
      let ends = [frame.place(Point(x: low, y: low)), frame.place(Point(x: high, y: high))]
      document.path(SVGPath(through: ends), class: "line back")
    }
    return document.finished()
  }
}

/// A line chart of several series over a common x, such as the loss of two models per epoch.
///
/// ```swift
/// let chart = LineChart(
///   title: "Loss",
///   xLabel: "epoch",
///   yLabel: "mean squared error",
///   series: [
///     (name: "training", points: [(x: 1, y: 31.5), (x: 2, y: 24.0)]),
///     (name: "validation", points: [(x: 1, y: 29.0), (x: 2, y: 25.1)]),
///   ]
/// )
/// let picture = chart.svg()
/// ```
///
/// Each line's name stands at its end. A line has a gap where a value is undefined or infinite. Colours
/// repeat after six series.
public struct LineChart: Sendable {
  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let series: [ChartSeries]

  /// Makes a chart.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what x is, with its unit.
  ///   - yLabel: what y is, with its unit.
  ///   - series: per line its name and its points, which are joined in the order given.
  public init(
    title: String,
    xLabel: String,
    yLabel: String,
    series: [(name: String, points: [(x: Double, y: Double)])]
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series.map { ChartSeries(name: $0.name, points: $0.points) }
  }

  /// The chart as an SVG picture for light and dark pages. The same data gives the same bytes.
  public func svg() -> String {
    let names = series.map { Double($0.name.columns) * SVGStyle.smallCharacterWidth }
    let frame = ChartFrame(
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      points: series.flatMap(\.stretches).flatMap { $0 },
      rightMargin: 12 + (names.max() ?? 0),
      endsOnTicks: false
    )
    var document = frame.document(description: description)
    for (index, line) in series.enumerated() {
      draw(line, color: "series\(index % SVGStyle.seriesColors)", frame: frame, in: &document)
    }
    drawNames(frame: frame, in: &document)
    return document.finished()
  }

  private var description: String {
    let lines = series.map { line in
      guard let first = line.stretches.first?.first, let last = line.stretches.last?.last else {
        return "\(line.name): no values."
      }
      let (start, end) = (first.y.decimal(places: 4), last.y.decimal(places: 4))
      return "\(line.name): from \(start) at \(first.x.decimal(places: 4)) "
        + "to \(end) at \(last.x.decimal(places: 4))."
    }
    return (["\(yLabel) over \(xLabel)."] + lines).joined(separator: "\n")
  }

  private func draw(
    _ line: ChartSeries,
    color: String,
    frame: ChartFrame,
    in document: inout SVGDocument
  ) {
    // Dots show where the values are, until there are so many that they hide the line.
    let hasDots = line.points.count <= 40
    for stretch in line.stretches {
      let places = stretch.map(frame.place)
      document.path(SVGPath(through: places), class: "curve \(color)")
      for place in hasDots || places.count == 1 ? places : [] {
        document.dot(at: place, radius: 3, class: "fill \(color)")
      }
    }
  }

  /// The names of the lines at their right ends, moved apart where they would overlap.
  private func drawNames(frame: ChartFrame, in document: inout SVGDocument) {
    let ends = series.enumerated()
      .compactMap { index, line in
        line.stretches.last?.last.map { (index: index, name: line.name, place: frame.place($0)) }
      }
      .sorted { ($0.place.y, $0.index) < ($1.place.y, $1.index) }
    let heights = SpacedPositions(
      wanted: ends.map(\.place.y),
      weights: ends.map { _ in 1 },
      gaps: ends.dropLast().map { _ in 15 },
      within: frame.plot.top...frame.plot.bottom
    )
    for (end, height) in zip(ends, heights.values) {
      let place = Point(x: end.place.x + 12, y: height + 4)
      document.text(end.name, at: place, class: "small fill series\(end.index % SVGStyle.seriesColors)")
    }
  }
}

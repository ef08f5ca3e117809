/// A cloud of points whose colours are values, such as fares on a map.
///
/// Colours divide the values into five parts of equal numbers of points, or fewer where many are the same. Every point is an element of the picture: draw a
/// sample of some thousands, not millions.
public struct ColoredScatter: Sendable {
  /// A point and its value.
  public typealias ValuedPoint = (x: Double, y: Double, value: Double)

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let valueLabel: String
  private let points: [ValuedPoint]
  /// How many points have no place or no value.
  private let lostCount: Int
  private let ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>)?

  /// Makes a plot.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what x is, with its unit.
  ///   - yLabel: what y is, with its unit.
  ///   - valueLabel: what the colours say, with its unit.
  ///   - points: the cloud, drawn in this order; those with something undefined or infinite are counted above the plot.
  ///   - ranges: what the axes show, in the same scale for both, as on a map; points beyond are counted above the plot.
  ///     Nil shows all.
  public init(
    title: String,
    xLabel: String,
    yLabel: String,
    valueLabel: String,
    points: [ValuedPoint],
    ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>)? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.valueLabel = valueLabel
    self.points = points.filter { point in
      [point.x, point.y, point.value].allSatisfy { $0.magnitude < 1e300 }
    }
    lostCount = points.count - self.points.count
    self.ranges = ranges
  }

  /// The plot as an SVG picture for light and dark pages. The same data gives the same bytes.
  public func svg() -> String {
    let shown = points.filter { point in
      ranges.map { $0.x.contains(point.x) && $0.y.contains(point.y) } ?? true
    }
    let levels = Levels(of: shown.map(\.value))
    let key = levels.key
    let keyWidth =
      Double(([valueLabel] + key.map(\.text)).map(\.columns).max() ?? 0) * SVGStyle.smallCharacterWidth
    var frame = frame(of: shown, rightMargin: 40 + keyWidth)
    frame.note = note(shown.count)
    var document = frame.document(description: description(shown.count, key.map(\.text), frame.note))
    // In a dense cloud smaller dots leave more of each other to see; a few are seen better when they are large.
    let radius = shown.count > 500 ? 1.8 : shown.count > 60 ? 2.5 : 4.5
    for point in shown {
      let place = frame.place(Point(x: point.x, y: point.y))
      document.dot(at: place, radius: radius, class: "level\(levels.level(of: point.value)) dense")
    }
    drawKey(key, frame: frame, in: &document)
    return document.finished()
  }

  private func frame(of shown: [ValuedPoint], rightMargin: Double) -> ChartFrame {
    var corners = shown.map { Point(x: $0.x, y: $0.y) }
    var plotSize = Size(width: 560, height: 360)
    if let (x, y) = ranges, !corners.isEmpty {
      corners = [Point(x: x.lowerBound, y: y.lowerBound), Point(x: x.upperBound, y: y.upperBound)]
      let (width, height) = (x.upperBound - x.lowerBound, y.upperBound - y.lowerBound)
      plotSize.height = 560 * height / width
    }
    return ChartFrame(
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      points: corners,
      rightMargin: rightMargin,
      endsOnTicks: ranges == nil,
      yEndsOnTicks: ranges == nil,
      plotSize: plotSize
    )
  }

  /// What is not to be seen, if anything.
  private func note(_ shownCount: Int) -> String {
    let (all, beyond) = (points.count + lostCount, points.count - shownCount)
    let lines = [
      beyond > 0 ? "\(beyond) of \(all) points lie beyond" : "",
      lostCount > 0 ? "\(lostCount) of \(all) points have no place" : "",
    ]
    return lines.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func drawKey(_ key: [(level: Int, text: String)], frame: ChartFrame, in document: inout SVGDocument)
  {
    guard !key.isEmpty else { return }
    let left = frame.plot.right + 16
    document.text(valueLabel, at: Point(x: left, y: frame.plot.top + 10), class: "small ink")
    // The largest on top, as on a thermometer.
    for (index, (level, text)) in key.enumerated() {
      let y = frame.plot.top + 30 + Double(key.count - 1 - index) * 18
      document.dot(at: Point(x: left + 5, y: y - 4), radius: 4.5, class: "level\(level)")
      document.text(text, at: Point(x: left + 16, y: y), class: "small muted")
    }
  }

  private func description(_ count: Int, _ key: [String], _ note: String) -> String {
    let lines = ["\(count) points: \(yLabel) over \(xLabel).", note]
    let levels = key.isEmpty ? "" : "\(valueLabel) by colour: \(key.joined(separator: ", "))."
    return (lines + [levels]).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

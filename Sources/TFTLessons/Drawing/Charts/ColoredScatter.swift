/// A cloud of points whose colours are values, such as fares on a map.
///
/// Colours divide the values into five parts of equal numbers of points. Every point is an element of the picture: draw a
/// sample of some thousands, not millions.
public struct ColoredScatter: Sendable {
  /// A point and its value.
  public typealias ValuedPoint = (x: Double, y: Double, value: Double)

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let valueLabel: String
  private let points: [ValuedPoint]
  private let ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>)?

  /// Makes a plot.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what x is, with its unit.
  ///   - yLabel: what y is, with its unit.
  ///   - valueLabel: what the colours say, with its unit.
  ///   - points: the cloud, drawn in this order; those with something undefined or infinite are left out.
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
    self.ranges = ranges
  }

  /// The plot as an SVG picture for light and dark pages. The same data gives the same bytes.
  public func svg() -> String {
    let shown = points.filter { point in
      ranges.map { $0.x.contains(point.x) && $0.y.contains(point.y) } ?? true
    }
    let bounds = Self.bounds(of: shown.map(\.value))
    let key = bounds.isEmpty ? [] : Self.key(bounds)
    let keyWidth = Double(([valueLabel] + key).map(\.columns).max() ?? 0) * SVGStyle.smallCharacterWidth
    var frame = frame(of: shown, rightMargin: 40 + keyWidth)
    if shown.count < points.count {
      frame.note = "\(points.count - shown.count) of \(points.count) points lie beyond"
    }
    var document = frame.document(description: description(shown.count, key, frame.note))
    // In a dense cloud smaller dots leave more of each other to see; a few are seen better when they are large.
    let radius = shown.count > 500 ? 1.8 : shown.count > 60 ? 2.5 : 4.5
    for point in shown {
      let place = frame.place(Point(x: point.x, y: point.y))
      let level = bounds.dropFirst().dropLast().count { $0 <= point.value }
      document.dot(at: place, radius: radius, class: "level\(level) dense")
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

  /// The ends of the five parts: the least value, four between, the largest; none without values.
  private static func bounds(of values: [Double]) -> [Double] {
    let sorted = values.sorted()
    guard let last = sorted.last else { return [] }
    return (0..<SVGStyle.levels).map { sorted[$0 * sorted.count / SVGStyle.levels] } + [last]
  }

  private static func key(_ bounds: [Double]) -> [String] {
    let spread = (bounds.last ?? 0) - (bounds.first ?? 0)
    let places = spread < 1 ? 3 : spread < 20 ? 2 : 1
    return zip(bounds, bounds.dropFirst()).map {
      "\($0.fixed(places: places)) to \($1.fixed(places: places))"
    }
  }

  private func drawKey(_ key: [String], frame: ChartFrame, in document: inout SVGDocument) {
    guard !key.isEmpty else { return }
    let left = frame.plot.right + 16
    document.text(valueLabel, at: Point(x: left, y: frame.plot.top + 10), class: "small ink")
    // The largest on top, as on a thermometer.
    for (level, text) in key.enumerated() {
      let y = frame.plot.top + 30 + Double(key.count - 1 - level) * 18
      document.dot(at: Point(x: left + 5, y: y - 4), radius: 4.5, class: "level\(level)")
      document.text(text, at: Point(x: left + 16, y: y), class: "small muted")
    }
  }

  private func description(_ count: Int, _ key: [String], _ note: String) -> String {
    let lines = ["\(count) points: \(yLabel) over \(xLabel).", note]
    let levels = key.isEmpty ? "" : "\(valueLabel) in five colours: \(key.joined(separator: ", "))."
    return (lines + [levels]).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

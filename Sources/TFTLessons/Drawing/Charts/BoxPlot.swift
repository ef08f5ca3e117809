/// How values lie in several groups side by side, such as a model's errors by the hour.
///
/// A box has the middle half of a group's values, with a line at their median; thin lines reach to where a twentieth of the
/// values is left on either side. Values further out are not drawn.
public struct BoxPlot: Sendable {
  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let groups: [(name: String, values: [Double])]

  /// Makes a plot.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what the groups are, with their unit.
  ///   - yLabel: what the values are, with their unit.
  ///   - groups: per group its name and its values; those that are undefined or infinite are left out. A group without
  ///     values has a name only.
  public init(
    title: String,
    xLabel: String,
    yLabel: String,
    groups: [(name: String, values: [Double])]
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.groups = groups.map { ($0.name, $0.values.filter { $0.magnitude < 1e300 }.sorted()) }
  }

  /// The plot as an SVG picture for light and dark pages. The same data gives the same bytes.
  public func svg() -> String {
    let boxes = groups.enumerated().compactMap { index, group in Box(group.values, place: Double(index)) }
    let ends = boxes.flatMap { [Point(x: $0.place, y: $0.low), Point(x: $0.place, y: $0.high)] }
    var frame = ChartFrame(
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      // Zero belongs to the picture: errors are above or below it.
      points: ends.isEmpty ? [] : ends + [Point(x: 0, y: 0)],
      rightMargin: 12,
      endsOnTicks: false
    )
    frame.name(groups.map(\.name))
    var document = frame.document(description: description)
    let width = min(26, frame.plot.size.width / Double(max(1, groups.count)) * 0.62)
    let zero = frame.place(Point(x: 0, y: 0)).y
    if !boxes.isEmpty {
      let line = [Point(x: frame.plot.left, y: zero), Point(x: frame.plot.right, y: zero)]
      document.path(SVGPath(through: line), class: "line back")
    }
    for box in boxes { draw(box, width: width, frame: frame, in: &document) }
    return document.finished()
  }

  private func draw(_ box: Box, width: Double, frame: ChartFrame, in document: inout SVGDocument) {
    func place(_ value: Double) -> Point { frame.place(Point(x: box.place, y: value)) }
    document.path(SVGPath(through: [place(box.low), place(box.high)]), class: "curve thin series0")
    let (top, bottom) = (place(box.upper), place(box.lower))
    let size = Size(width: width, height: max(1, bottom.y - top.y))
    let rectangle = Rectangle(origin: Point(x: top.x - width / 2, y: top.y), size: size)
    document.rectangle(rectangle, radius: min(2, size.height / 2), class: "fill series0")
    let middle = place(box.median)
    let mark = [Point(x: middle.x - width / 2, y: middle.y), Point(x: middle.x + width / 2, y: middle.y)]
    document.path(SVGPath(through: mark), class: "curve page")
  }

  private var description: String {
    let lines = groups.map { group in
      guard let box = Box(group.values, place: 0) else { return "\(group.name): no values." }
      let median = box.median.decimal(places: 2)
      return "\(group.name): median \(median), half of \(group.values.count) values between "
        + "\(box.lower.decimal(places: 2)) and \(box.upper.decimal(places: 2))."
    }
    return (["\(yLabel) by \(xLabel)."] + lines).joined(separator: "\n")
  }
}

/// Five quantiles of a group's values.
private struct Box {
  let place: Double
  let low, lower, median, upper, high: Double

  /// - Parameter sorted: the values in ascending order; nil of none.
  init?(_ sorted: [Double], place: Double) {
    guard !sorted.isEmpty else { return nil }
    func quantile(_ fraction: Double) -> Double {
      sorted[min(Int(fraction * Double(sorted.count)), sorted.count - 1)]
    }
    self.place = place
    (low, lower, median) = (quantile(0.05), quantile(0.25), quantile(0.5))
    (upper, high) = (quantile(0.75), quantile(0.95))
  }
}

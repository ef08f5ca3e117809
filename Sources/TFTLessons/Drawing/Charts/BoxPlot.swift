/// How values lie in several groups side by side, such as a model's errors by the hour.
///
/// A box has the middle half of a group's values, with a line at their median; thin lines reach to where a twentieth of the
/// values is left on either side. Values further out are not drawn, and those far from all others are counted above. Of fewer than five values each is a dot.
public struct BoxPlot: Sendable {
  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let groups: [(name: String, values: [Double])]

  private static let leastHeight = 4.0

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
    let limits = limits
    let boxes = groups.enumerated().compactMap { index, group in
      Box(group.values, place: Double(index), limits)
    }
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
    let all = groups.flatMap(\.values)
    let beyond = all.count { !limits.contains($0) }
    if beyond > 0 { frame.note = "\(beyond) of \(all.count) values lie beyond" }
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

  /// Beyond six times the width of the middle half of all values, on either side of it, nothing is drawn: one absurd value in a
  /// small group would leave all boxes flat.
  private var limits: ClosedRange<Double> {
    let all = groups.flatMap(\.values).sorted()
    guard let middle = Box(all, place: 0, -.infinity ... .infinity), middle.upper > middle.lower else {
      return -.infinity ... .infinity
    }
    let room = 6 * (middle.upper - middle.lower)
    return middle.lower - room...middle.upper + room
  }

  private func draw(_ box: Box, width: Double, frame: ChartFrame, in document: inout SVGDocument) {
    func place(_ value: Double) -> Point { frame.place(Point(x: box.place, y: value)) }
    if box.isFew {
      for value in box.few { document.dot(at: place(value), radius: 2.5, class: "fill series0") }
      return
    }
    document.path(SVGPath(through: [place(box.low), place(box.high)]), class: "curve thin series0")
    let (top, bottom) = (place(box.upper), place(box.lower))
    // Values that are all the same, or nearly so, are a box too.
    let height = max(Self.leastHeight, bottom.y - top.y)
    let size = Size(width: width, height: height)
    let corner = Point(x: top.x - width / 2, y: (top.y + bottom.y - height) / 2)
    let rectangle = Rectangle(origin: corner, size: size)
    document.rectangle(rectangle, radius: min(2, size.height / 2), class: "fill series0")
    // A line as thick as the box would hide it.
    guard height > Self.leastHeight else { return }
    let middle = place(box.median)
    let mark = [Point(x: middle.x - width / 2, y: middle.y), Point(x: middle.x + width / 2, y: middle.y)]
    document.path(SVGPath(through: mark), class: "curve page")
  }

  private var description: String {
    let lines = groups.map { group in
      guard let box = Box(group.values, place: 0, -.infinity ... .infinity) else {
        return "\(group.name): no values."
      }
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
  /// The values, when they are too few to have quantiles.
  let few: [Double]
  let isFew: Bool

  /// - Parameters:
  ///   - sorted: the values in ascending order; nil of none.
  ///   - limits: where the picture ends.
  init?(_ sorted: [Double], place: Double, _ limits: ClosedRange<Double>) {
    guard !sorted.isEmpty else { return nil }
    func quantile(_ fraction: Double) -> Double {
      let value = sorted[min(Int(fraction * Double(sorted.count)), sorted.count - 1)]
      return min(max(value, limits.lowerBound), limits.upperBound)
    }
    self.place = place
    few = sorted.count < 5 ? sorted.filter(limits.contains) : []
    isFew = sorted.count < 5
    (low, lower, median) = (quantile(0.05), quantile(0.25), quantile(0.5))
    (upper, high) = (quantile(0.75), quantile(0.95))
  }
}

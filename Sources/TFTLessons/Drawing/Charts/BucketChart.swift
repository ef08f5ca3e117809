/// How often values come, as bars side by side, and the boundaries that put them into buckets.
public struct BucketChart: Sendable {
  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let counts: [Int]
  private let start: Double
  private let width: Double
  private let boundaries: [Double]
  private let mark: (value: Double, text: String)?

  /// Makes a chart.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what the values are, with their unit.
  ///   - yLabel: what is counted.
  ///   - counts: how many values lie in each step, from `start` in steps of `width`.
  ///   - start: where the first step begins, in the unit of the values.
  ///   - width: how wide a step is, in the unit of the values.
  ///   - boundaries: between two buckets, ascending.
  ///   - mark: a value to be shown, with its name; nil for none.
  public init(
    title: String,
    xLabel: String,
    yLabel: String,
    counts: [Int],
    start: Double,
    width: Double,
    boundaries: [Double],
    mark: (value: Double, text: String)? = nil
  ) {
    (self.title, self.xLabel, self.yLabel, self.counts) = (title, xLabel, yLabel, counts)
    (self.start, self.width, self.boundaries, self.mark) = (start, width, boundaries, mark)
  }

  /// The chart as an SVG picture for light and dark pages.
  public func svg() -> String {
    let most = Double(counts.max() ?? 0)
    let frame = ChartFrame(
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      points: counts.isEmpty
        ? [] : [Point(x: start, y: 0), Point(x: start + width * Double(counts.count), y: most * 1.12)],
      rightMargin: 12,
      endsOnTicks: false
    )
    var document = frame.document(description: description)
    for (index, count) in counts.enumerated() where count > 0 { draw(count, index, frame, in: &document) }
    for boundary in boundaries { draw(boundary, frame, in: &document) }
    for bucket in 0...boundaries.count { name(bucket, frame, in: &document) }
    if let mark { draw(mark, frame, in: &document) }
    return document.finished()
  }

  private func draw(_ count: Int, _ index: Int, _ frame: ChartFrame, in document: inout SVGDocument) {
    let (from, to) = (start + Double(index) * width, start + Double(index + 1) * width)
    // A bar that a boundary goes through has the colours of both buckets.
    let edges = [from] + boundaries.filter { from < $0 && $0 < to } + [to]
    for (left, right) in zip(edges, edges.dropFirst()) {
      let (top, bottom) = (
        frame.place(Point(x: left, y: Double(count))), frame.place(Point(x: right, y: 0))
      )
      let (start, end) = (left == from ? top.x + 0.5 : top.x, right == to ? bottom.x - 0.5 : bottom.x)
      let bar = Rectangle(
        origin: Point(x: start, y: top.y),
        size: Size(width: max(0.8, end - start), height: bottom.y - top.y)
      )
      let bucket = boundaries.count { $0 <= left }
      document.rectangle(bar, radius: 0, class: "level\(min(bucket, SVGStyle.levels - 2))")
    }
  }

  private func draw(_ boundary: Double, _ frame: ChartFrame, in document: inout SVGDocument) {
    let x = frame.place(Point(x: boundary, y: 0)).x
    let ends = [Point(x: x, y: frame.plot.top - 2), Point(x: x, y: frame.plot.bottom)]
    document.path(SVGPath(through: ends), class: "line back")
    document.text(
      boundary.decimal(places: 2),
      at: Point(x: x, y: frame.plot.top - 6),
      class: "small middle ink"
    )
  }

  /// The number of a bucket, in the middle of the part of it that is to be seen.
  private func name(_ bucket: Int, _ frame: ChartFrame, in document: inout SVGDocument) {
    let edges = [frame.xAxis.lower] + boundaries + [frame.xAxis.upper]
    let middle = (edges[bucket] + edges[bucket + 1]) / 2
    let x = frame.place(Point(x: middle, y: 0)).x
    document.text(String(bucket), at: Point(x: x, y: frame.plot.top + 14), class: "number middle ink")
  }

  private func draw(
    _ mark: (value: Double, text: String),
    _ frame: ChartFrame,
    in document: inout SVGDocument
  ) {
    let foot = frame.place(Point(x: mark.value, y: 0))
    let head = Point(x: foot.x, y: frame.plot.center.y + 20)
    document.path(SVGPath(through: [head, Point(x: foot.x, y: foot.y - 8)]), class: "curve series1")
    document.dot(at: Point(x: foot.x, y: foot.y - 4), radius: 4, class: "fill series1")
    document.text(mark.text, at: Point(x: head.x, y: head.y - 8), class: "small middle fill series1")
  }

  private var description: String {
    let edges = boundaries.map { $0.decimal(places: 2) }.joined(separator: ", ")
    let marked = mark.map { " \($0.text) is at \($0.value.decimal(places: 2))." } ?? ""
    return "\(yLabel) by \(xLabel); boundaries of the buckets at \(edges).\(marked)"
  }
}

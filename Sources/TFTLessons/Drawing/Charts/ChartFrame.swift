/// What charts share: title, axes, grid, and the scale from values to pixels.
struct ChartFrame {
  let title: String
  let xLabel: String
  let yLabel: String
  private(set) var xAxis: Axis
  let yAxis: Axis
  /// The area of the data.
  let plot: Rectangle
  let size: Size
  /// Whether there is nothing to draw.
  let isEmpty: Bool
  /// A remark above the plot, on the right.
  var note = ""

  /// - Parameters:
  ///   - points: all that will be drawn, finite.
  ///   - rightMargin: the room for names beside the plot.
  ///   - plotSize: the size of the area of the data.
  init(
    title: String,
    xLabel: String,
    yLabel: String,
    points: [Point],
    rightMargin: Double,
    endsOnTicks: Bool,
    yEndsOnTicks: Bool = true,
    plotSize: Size = Size(width: 560, height: 300)
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    isEmpty = points.isEmpty
    xAxis = Axis(values: points.map(\.x), aimingFor: 10, endsOnTicks: endsOnTicks)
    yAxis = Axis(values: points.map(\.y), aimingFor: 6, endsOnTicks: yEndsOnTicks)
    let tickWidth = Double(yAxis.ticks.map(\.text.count).max() ?? 0) * SVGStyle.smallCharacterWidth
    plot = Rectangle(origin: Point(x: 56 + tickWidth, y: 56), size: plotSize)
    let heading = 48 + Double(title.columns) * SVGStyle.headingCharacterWidth
    size = Size(width: max(plot.right + rightMargin + 24, heading), height: plot.bottom + 60)
  }

  /// Puts names in place of the numbers 0, 1, ... of the x axis, with room for all of them.
  mutating func name(_ names: [String]) {
    xAxis = Axis(names: names)
  }

  /// Where a point of the data lies in the picture.
  func place(_ point: Point) -> Point {
    Point(
      x: plot.left + xAxis.fraction(of: point.x) * plot.size.width,
      y: plot.bottom - yAxis.fraction(of: point.y) * plot.size.height
    )
  }

  /// A picture with everything but the data.
  func document(description: String) -> SVGDocument {
    var document = SVGDocument(title: title, description: description, size: size)
    document.text(title, at: Point(x: 24, y: 30), class: "heading")
    for tick in yAxis.ticks {
      let y = place(Point(x: xAxis.lower, y: tick.value)).y
      let ends = [Point(x: plot.left, y: y), Point(x: plot.right, y: y)]
      document.path(SVGPath(through: ends), class: "grid")
      document.text(tick.text, at: Point(x: plot.left - 8, y: y + 4), class: "small end muted")
    }
    for tick in xAxis.ticks {
      let x = place(Point(x: tick.value, y: yAxis.lower)).x
      let ends = [Point(x: x, y: plot.bottom), Point(x: x, y: plot.bottom + 5)]
      document.path(SVGPath(through: ends), class: "line")
      document.text(tick.text, at: Point(x: x, y: plot.bottom + 19), class: "small middle muted")
    }
    let ends = [Point(x: plot.left, y: plot.bottom), Point(x: plot.right, y: plot.bottom)]
    document.path(SVGPath(through: ends), class: "line")
    document.text(xLabel, at: Point(x: plot.center.x, y: plot.bottom + 42), class: "small middle ink")
    let turned = "translate(30 \(plot.center.y.decimal())) rotate(-90)"
    document.element("text", [("class", "small middle ink"), ("transform", turned)], text: yLabel)
    if !note.isEmpty {
      document.text(note, at: Point(x: plot.right, y: plot.top - 8), class: "small end muted")
    }
    if isEmpty {
      document.text("no data", at: plot.center, class: "small middle muted")
    }
    return document
  }
}

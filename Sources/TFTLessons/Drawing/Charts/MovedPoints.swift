/// Where points were and where they are now, each with its name and a value that its colour says.
public struct MovedPoints: Sendable {
  /// A point that has moved.
  public struct Move: Sendable {
    /// Shown beside where it is now; empty for none.
    public var name: String
    /// Where it was, and where it is.
    public var before, after: (x: Double, y: Double)
    /// What its colour says.
    public var value: Double

    /// A point that has moved from one place to another.
    public init(
      _ name: String,
      from before: (x: Double, y: Double),
      to after: (x: Double, y: Double),
      value: Double
    ) {
      (self.name, self.before, self.after, self.value) = (name, before, after, value)
    }
  }

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let valueLabel: String
  private let moves: [Move]

  /// Makes a picture.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - xLabel: what x is, with its unit.
  ///   - yLabel: what y is, with its unit.
  ///   - valueLabel: what the colours say, with its unit.
  ///   - moves: some tens of points at most, or their names would hide each other.
  public init(title: String, xLabel: String, yLabel: String, valueLabel: String, moves: [Move]) {
    (self.title, self.xLabel, self.yLabel) = (title, xLabel, yLabel)
    (self.valueLabel, self.moves) = (valueLabel, moves)
  }

  /// The picture as SVG for light and dark pages.
  public func svg() -> String {
    let levels = Levels(of: moves.map(\.value))
    let keyWidth =
      Double(([valueLabel] + levels.key.map(\.text)).map(\.columns).max() ?? 0) * SVGStyle.smallCharacterWidth
    let frame = ChartFrame(
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      points: moves.flatMap { [$0.before, $0.after] }.map { Point(x: $0.x, y: $0.y) },
      rightMargin: 40 + keyWidth,
      endsOnTicks: true,
      plotSize: Size(width: 600, height: 400)
    )
    var document = frame.document(description: description)
    for move in moves {
      let (before, after) = (
        frame.place(Point(x: move.before.x, y: move.before.y)),
        frame.place(Point(x: move.after.x, y: move.after.y))
      )
      document.path(SVGPath(through: [before, after]), class: "line back")
      document.dot(at: before, radius: 2.5, class: "arrow")
    }
    for move in moves {
      let place = frame.place(Point(x: move.after.x, y: move.after.y))
      document.dot(at: place, radius: 6, class: "level\(levels.level(of: move.value))")
    }
    drawNames(frame, in: &document)
    drawKey(levels.key, frame, in: &document)
    return document.finished()
  }

  /// The names beside their dots, on the left of those that are near the right edge.
  private func drawNames(_ frame: ChartFrame, in document: inout SVGDocument) {
    for move in moves {
      let place = frame.place(Point(x: move.after.x, y: move.after.y))
      let width = Double(move.name.columns) * SVGStyle.smallCharacterWidth
      let isLeft = place.x + 12 + width > frame.plot.right
      let text = Point(x: place.x + (isLeft ? -10 : 10), y: place.y + 4)
      document.text(move.name, at: text, class: "small \(isLeft ? "end " : "")ink")
    }
  }

  private func drawKey(
    _ key: [(level: Int, text: String)],
    _ frame: ChartFrame,
    in document: inout SVGDocument
  ) {
    let left = frame.plot.right + 16
    document.text(valueLabel, at: Point(x: left, y: frame.plot.top + 10), class: "small ink")
    for (index, (level, text)) in key.reversed().enumerated() {
      let y = frame.plot.top + 30 + Double(index) * 18
      document.dot(at: Point(x: left + 5, y: y - 4), radius: 4.5, class: "level\(level)")
      document.text(text, at: Point(x: left + 16, y: y), class: "small muted")
    }
    let y = frame.plot.top + 30 + Double(key.count) * 18
    document.dot(at: Point(x: left + 5, y: y - 4), radius: 2.5, class: "arrow")
    document.text("before training", at: Point(x: left + 16, y: y), class: "small muted")
  }

  private var description: String {
    moves.map { move in
      func text(_ point: (x: Double, y: Double)) -> String {
        "\(point.x.fixed(places: 2)), \(point.y.fixed(places: 2))"
      }
      return
        "\(move.name), \(valueLabel) \(move.value.fixed(places: 2)): from \(text(move.before)) to \(text(move.after))."
    }.joined(separator: "\n")
  }
}

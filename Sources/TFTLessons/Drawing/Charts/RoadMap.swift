/// Stages from left to right, what each makes, and a sign at the one where the reader is.
public struct RoadMap: Sendable {
  /// A stage of the way.
  public struct Stage: Sendable {
    /// Its number.
    public var number: Int
    /// Its name.
    public var name: String
    /// What comes out of it.
    public var product: String

    /// A stage and what it makes.
    public init(_ number: Int, _ name: String, product: String) {
      (self.number, self.name, self.product) = (number, name, product)
    }
  }

  private let title: String
  private let start: String
  private let stages: [Stage]
  private let below: (stage: Stage, stages: Range<Int>)
  private let here: Int?

  private static let margin = 24.0
  private static let box = Size(width: 112, height: 52)
  private static let gap = 24.0
  private static let top = 76.0
  private static let bandTop = top + box.height + 40
  private static let bandHeight = 34.0

  /// Makes a map.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - start: what goes into the first stage.
  ///   - stages: from left to right.
  ///   - below: a stage that stands below some of the others, by index, and does the same as they do.
  ///   - here: the number of the stage to mark; nil for none.
  public init(
    title: String,
    start: String,
    stages: [Stage],
    below: (stage: Stage, stages: Range<Int>),
    here: Int?
  ) {
    (self.title, self.start, self.stages, self.below, self.here) = (title, start, stages, below, here)
  }

  /// The map as an SVG picture for light and dark pages.
  public func svg() -> String {
    let width = Double(stages.count) * (Self.box.width + Self.gap) - Self.gap + 2 * Self.margin
    let size = Size(width: width, height: Self.bandTop + Self.bandHeight + Self.margin)
    var document = SVGDocument(title: title, description: description, size: size)
    document.text(title, at: Point(x: Self.margin, y: 30), class: "heading")
    for (index, stage) in stages.enumerated() { draw(stage, at: place(of: index), in: &document) }
    for index in stages.indices.dropLast() { drawArrow(after: index, in: &document) }
    drawBand(in: &document)
    return document.finished()
  }

  private func place(of index: Int) -> Rectangle {
    let left = Self.margin + Double(index) * (Self.box.width + Self.gap)
    return Rectangle(origin: Point(x: left, y: Self.top), size: Self.box)
  }

  private func draw(_ stage: Stage, at place: Rectangle, in document: inout SVGDocument) {
    let fill = fill(of: stage)
    document.rectangle(place, radius: 6, class: "box \(fill)")
    let center = place.center
    document.text(
      String(stage.number),
      at: Point(x: center.x, y: center.y - 7),
      class: "number middle on-\(fill)"
    )
    document.text(stage.name, at: Point(x: center.x, y: center.y + 12), class: "small middle on-\(fill)")
    document.text(stage.product, at: Point(x: center.x, y: place.bottom + 18), class: "small middle muted")
    guard stage.number == here else { return }
    let tip = Point(x: center.x, y: place.top - 3)
    document.text("you are here", at: Point(x: center.x, y: place.top - 15), class: "number middle ink")
    document.path(SVGPath(arrowTo: tip, from: Point(x: center.x, y: place.top - 12)), class: "arrow")
  }

  private func drawArrow(after index: Int, in document: inout SVGDocument) {
    let (left, right) = (place(of: index), place(of: index + 1))
    let ends = [Point(x: left.right, y: left.center.y), Point(x: right.left, y: left.center.y)]
    document.path(SVGPath(through: [ends[0], Point(x: ends[1].x - 6, y: ends[1].y)]), class: "line")
    document.path(SVGPath(arrowTo: ends[1], from: ends[0]), class: "arrow")
  }

  private func drawBand(in document: inout SVGDocument) {
    let (first, last) = (place(of: below.stages.lowerBound), place(of: below.stages.upperBound - 1))
    let band = Rectangle(
      origin: Point(x: first.left, y: Self.bandTop),
      size: Size(width: last.right - first.left, height: Self.bandHeight)
    )
    let fill = fill(of: below.stage)
    document.rectangle(band, radius: 6, class: "box \(fill)")
    let text = "\(below.stage.number)  \(below.stage.name): \(below.stage.product)"
    document.text(text, at: Point(x: band.center.x, y: band.center.y + 4), class: "small middle on-\(fill)")
    guard below.stage.number == here else { return }
    let tip = Point(x: band.right + 3, y: band.center.y)
    document.path(SVGPath(arrowTo: tip, from: Point(x: tip.x + 9, y: tip.y)), class: "arrow")
    document.text("you are here", at: Point(x: tip.x + 16, y: tip.y + 4), class: "number ink")
  }

  /// What the reader has behind is tinted, where the reader is stands out.
  private func fill(of stage: Stage) -> String {
    guard let here, stage.number <= here else { return "heat0" }
    return stage.number == here ? "heat4" : "heat1"
  }

  private var description: String {
    let lines = stages.map { "\($0.number) \($0.name), which makes \($0.product)." }
    let band = "\(below.stage.number) \(below.stage.name): \(below.stage.product)."
    let mark = here.map { ["You are at stage \($0)."] } ?? []
    return (["From \(start)."] + lines + [band] + mark).joined(separator: "\n")
  }
}

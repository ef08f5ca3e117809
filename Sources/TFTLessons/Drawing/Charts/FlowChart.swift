/// Boxes and arrows from left to right: how one thing becomes another, step by step.
///
/// Every box stands right of all that it is made of. The same boxes and arrows give the same bytes.
public struct FlowChart: Sendable {
  /// A box: a name, and lines about it.
  public struct Box: Sendable {
    /// In large letters.
    public var name: String
    /// Below it, each on a line of its own.
    public var lines: [String]
    /// What it is: an index of `kinds`.
    public var kind: Int

    /// A box without lines, or with some.
    public init(_ name: String, lines: [String] = [], kind: Int) {
      (self.name, self.lines, self.kind) = (name, lines, kind)
    }
  }

  private let title: String
  private let kinds: [String]
  private let boxes: [Box]
  private let arrows: [(from: Int, to: Int)]
  private let layout: GraphLayout

  private static let margin = 24.0
  private static let top = 76.0
  private static let lineHeight = 14.0

  /// Makes a chart.
  ///
  /// - Parameters:
  ///   - title: a heading.
  ///   - kinds: what the colours say, from the palest to the strongest, six at most; those without a box are left out.
  ///   - boxes: the boxes; those of a column stand in an order that costs few crossings.
  ///   - arrows: between boxes, by index.
  public init(title: String, kinds: [String], boxes: [Box], arrows: [(from: Int, to: Int)]) {
    (self.title, self.kinds, self.boxes, self.arrows) = (title, kinds, boxes, arrows)
    layout = GraphLayout(
      boxes: boxes.map(Self.size),
      links: arrows.map { Link(from: $0.from, to: $0.to, label: Size(width: 0, height: 0)) }
    )
  }

  /// The chart as an SVG picture for light and dark pages.
  public func svg() -> String {
    var document = SVGDocument(title: title, description: description, size: size)
    document.text(title, at: Point(x: Self.margin, y: 30), class: "heading")
    drawKinds(in: &document)
    document.open("g", [("transform", "translate(\(Self.margin.decimal()) \(Self.top.decimal()))")])
    for route in layout.routes { Self.draw(route, in: &document) }
    for (box, place) in zip(boxes, layout.boxes) { Self.draw(box, at: place, in: &document) }
    document.close()
    return document.finished()
  }

  private var size: Size {
    let heading = Double(title.columns) * SVGStyle.headingCharacterWidth
    let names = shownKinds.reduce(0) { $0 + Self.widthOfKind($1.name) }
    return Size(
      width: max(layout.size.width, heading, names) + 2 * Self.margin,
      height: Self.top + layout.size.height + Self.margin
    )
  }

  /// The kinds that some box is of.
  private var shownKinds: [(index: Int, name: String)] {
    kinds.enumerated().filter { kind in boxes.contains { $0.kind == kind.offset } }.map {
      ($0.offset, $0.element)
    }
  }

  /// The whole chart in words.
  private var description: String {
    boxes.indices.map { index in
      let sources = arrows.filter { $0.to == index }.map { boxes[$0.from].name }
      let origin = sources.isEmpty ? "" : " of \(sources.joined(separator: ", "))"
      return "\(([boxes[index].name + origin] + boxes[index].lines).joined(separator: "; "))."
    }.joined(separator: "\n")
  }

  private func drawKinds(in document: inout SVGDocument) {
    var x = Self.margin
    for (index, kind) in shownKinds {
      let swatch = Rectangle(origin: Point(x: x, y: 44), size: Size(width: 14, height: 12))
      document.rectangle(swatch, radius: 3, class: "box heat\(index)")
      document.text(kind, at: Point(x: x + 20, y: 54), class: "small muted")
      x += Self.widthOfKind(kind)
    }
  }

  private static func draw(_ route: Route, in document: inout SVGDocument) {
    document.path(SVGPath(along: route), class: "line")
    if let tip = route.points.last, let previous = route.points.dropLast().last {
      document.path(SVGPath(arrowTo: tip, from: previous), class: "arrow")
    }
  }

  private static func draw(_ box: Box, at place: Rectangle, in document: inout SVGDocument) {
    document.rectangle(place, radius: 6, class: "box heat\(box.kind)")
    var baseline = place.center.y - Double(box.lines.count) * lineHeight / 2 + 4
    document.text(
      box.name,
      at: Point(x: place.center.x, y: baseline),
      class: "name middle on-heat\(box.kind)"
    )
    for line in box.lines {
      baseline += lineHeight
      document.text(line, at: Point(x: place.center.x, y: baseline), class: "small middle on-heat\(box.kind)")
    }
  }

  private static func size(_ box: Box) -> Size {
    let lines = box.lines.map { Double($0.columns) * SVGStyle.smallCharacterWidth }
    let width = max(Double(box.name.columns) * SVGStyle.nameCharacterWidth, lines.max() ?? 0)
    return Size(width: width + 16, height: 22 + Double(box.lines.count) * lineHeight)
  }

  private static func widthOfKind(_ kind: String) -> Double {
    20 + Double(kind.columns) * SVGStyle.smallCharacterWidth + 18
  }
}

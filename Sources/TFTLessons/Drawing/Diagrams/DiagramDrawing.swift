/// Draws a diagram: measures its boxes and labels, has them laid out, and writes the result as SVG.
struct DiagramDrawing {
  let diagram: Diagram
  let layout: GraphLayout

  private static let margin = 24.0
  private static let headerHeight = 58.0
  private static let footerGap = 20.0
  private static let footerHeight = 44.0
  private static let lineHeight = 15.0
  private static let swatchGap = 4.0

  init(_ diagram: Diagram) {
    self.diagram = diagram
    layout = GraphLayout(
      boxes: diagram.nodes.map(Self.boxSize),
      links: diagram.edges.map { Link(from: $0.from, to: $0.to, label: Self.labelSize($0.label)) }
    )
  }

  func svg() -> String {
    let offset = Point(x: Self.margin, y: Self.headerHeight)
    var document = SVGDocument(
      title: diagram.title,
      description: diagram.description,
      size: size,
      isDiagram: true
    )
    document.text(diagram.title, at: Point(x: Self.margin, y: 28), class: "heading")
    document.text(diagram.summary, at: Point(x: Self.margin, y: 46), class: "small muted")
    document.open("g", [("transform", "translate(\(offset.x.decimal()) \(offset.y.decimal()))")])
    for (edge, route) in zip(diagram.edges, layout.routes) {
      draw(edge, along: route, in: &document)
    }
    for (node, box) in zip(diagram.nodes, layout.boxes) {
      draw(node, box, in: &document)
    }
    document.close()
    drawLegend(in: &document)
    return document.finished()
  }

  private var size: Size {
    let heading = Double(diagram.title.columns) * SVGStyle.headingCharacterWidth
    let small = [diagram.summary, diagram.legend?.caption ?? ""].map {
      Double($0.columns) * SVGStyle.smallCharacterWidth
    }
    let width = max(layout.size.width, heading, small[0], small[1], swatches.last?.right ?? 0)
    let footer = diagram.legend == nil ? 0 : Self.footerGap + Self.footerHeight
    return Size(
      width: width + 2 * Self.margin,
      height: Self.headerHeight + layout.size.height + footer
    )
  }

  private func draw(_ edge: Diagram.Edge, along route: Route, in document: inout SVGDocument) {
    document.open("g", [("class", "call")])
    document.element("title", [], text: edge.tip)
    document.path(SVGPath(along: route), class: route.course == .backward ? "line back" : "line")
    if let tip = route.points.last, let previous = route.points.dropLast().last {
      document.path(SVGPath(arrowTo: tip, from: previous), class: "arrow")
    }
    if !edge.label.isEmpty {
      document.rectangle(route.label, radius: route.label.size.height / 2, class: "tag")
      let center = route.label.center
      document.text(edge.label, at: Point(x: center.x, y: center.y + 4), class: "number middle ink")
    }
    document.close()
  }

  private func draw(_ node: Diagram.Node, _ box: Rectangle, in document: inout SVGDocument) {
    document.open("g", [])
    document.element("title", [], text: node.tip)
    let border = node.fill == .fullPass ? " strong" : ""
    document.rectangle(box, radius: 6, class: "box\(border) \(node.fill.name)")
    let lines = node.lines.count + node.details.count
    var baseline = box.center.y - Double(lines - 1) * Self.lineHeight / 2 + 4
    for line in node.lines {
      document.text(line, at: Point(x: box.center.x, y: baseline), class: "name middle on-\(node.fill.name)")
      baseline += Self.lineHeight
    }
    for line in node.details {
      document.text(
        line,
        at: Point(x: box.center.x, y: baseline + 1),
        class: "small middle on-\(node.fill.name)"
      )
      baseline += Self.lineHeight
    }
    document.close()
  }

  private func drawLegend(in document: inout SVGDocument) {
    guard let legend = diagram.legend else { return }
    let top = size.height - Self.footerHeight
    document.text(legend.caption, at: Point(x: Self.margin, y: top + 30), class: "small muted")
    for ((fill, text), place) in zip(legend.entries, swatches) {
      let swatch = Rectangle(origin: Point(x: Self.margin + place.left, y: top), size: place.size)
      document.rectangle(swatch, radius: 3, class: "box\(fill == .fullPass ? " strong" : "") \(fill.name)")
      document.text(
        text,
        at: Point(x: swatch.center.x, y: swatch.center.y + 4),
        class: "small middle on-\(fill.name)"
      )
    }
  }

  /// Where the legend's colours stand, side by side from 0.
  private var swatches: [Rectangle] {
    var left = 0.0
    return (diagram.legend?.entries ?? []).map { _, text in
      let width = max(58, Double(text.columns) * SVGStyle.smallCharacterWidth + 12)
      defer { left += width + Self.swatchGap }
      return Rectangle(origin: Point(x: left, y: 0), size: Size(width: width, height: 16))
    }
  }

  private static func boxSize(_ node: Diagram.Node) -> Size {
    let name = Double(node.lines.map(\.columns).max() ?? 0) * SVGStyle.nameCharacterWidth
    let details = Double(node.details.map(\.columns).max() ?? 0) * SVGStyle.smallCharacterWidth
    let lines = Double(node.lines.count + node.details.count)
    return Size(width: max(72, max(name, details) + 20), height: 12 + lines * lineHeight)
  }

  private static func labelSize(_ label: String) -> Size {
    guard !label.isEmpty else { return Size(width: 0, height: 0) }
    // Digits of the bold font need a little more room than other small text.
    return Size(width: max(18, Double(label.columns) * 6.7 + 8), height: 16)
  }
}

extension Diagram {
  /// A picture for light and dark pages, whose text can be selected and read aloud.
  package func svg() -> String { DiagramDrawing(self).svg() }

  /// Where its boxes and arrows go, by their places among the nodes and edges.
  package func layout() -> GraphLayout { DiagramDrawing(self).layout }
}

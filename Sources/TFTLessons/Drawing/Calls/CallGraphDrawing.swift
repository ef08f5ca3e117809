/// Draws a call graph: measures its boxes and labels, has them laid out, and writes the result as SVG.
struct CallGraphDrawing {
  let graph: CallGraph
  let layout: GraphLayout

  private static let margin = 24.0
  private static let headerHeight = 58.0
  private static let footerGap = 20.0
  private static let footerHeight = 44.0
  private static let lineHeight = 15.0
  /// The least share of each step of the heat ramp but the first.
  private static let steps = [0.01, 0.05, 0.15, 0.3, 0.5]

  init(graph: CallGraph) {
    self.graph = graph
    layout = GraphLayout(
      boxes: graph.functions.map(Self.boxSize),
      links: graph.edges.map { Link(from: $0.caller, to: $0.called, label: Self.labelSize($0.label)) }
    )
  }

  func svg() -> String {
    let offset = Point(x: Self.margin, y: Self.headerHeight)
    var document = SVGDocument(title: graph.title, description: description, size: size)
    document.text(graph.title, at: Point(x: Self.margin, y: 28), class: "heading")
    document.text(summary, at: Point(x: Self.margin, y: 46), class: "small muted")
    document.open("g", [("transform", "translate(\(offset.x.decimal()) \(offset.y.decimal()))")])
    for (edge, route) in zip(graph.edges, layout.routes) {
      draw(edge, along: route, in: &document)
    }
    for index in graph.functions.indices {
      drawFunction(index, in: &document)
    }
    document.close()
    drawLegend(in: &document)
    return document.finished()
  }

  private var size: Size {
    let heading = Double(graph.title.columns) * SVGStyle.headingCharacterWidth
    let width = max(layout.size.width, heading, Double(summary.columns) * SVGStyle.smallCharacterWidth, 380)
    let footer = graph.calls.isEmpty ? 0 : Self.footerGap + Self.footerHeight
    return Size(
      width: width + 2 * Self.margin,
      height: Self.headerHeight + layout.size.height + footer
    )
  }

  private var summary: String {
    guard !graph.calls.isEmpty else { return "No calls." }
    let calls = graph.calls.count == 1 ? "1 call" : "\(graph.calls.count) calls"
    return "\(calls) among \(graph.functions.count) functions, numbered in order of start"
  }

  /// The whole graph in words.
  private var description: String {
    let sentences = graph.edges.map { edge in
      "\(edge.label): \(graph.functions[edge.caller].name) calls \(graph.functions[edge.called].name), "
        + "\(edge.elapsed.duration())."
    }
    return ([graph.calls.isEmpty ? summary : "\(summary)."] + sentences).joined(separator: "\n")
  }

  private func draw(_ edge: CallEdge, along route: Route, in document: inout SVGDocument) {
    document.open("g", [("class", "call")])
    let names = "\(graph.functions[edge.caller].name) → \(graph.functions[edge.called].name)"
    let numbers = edge.numbers.map(String.init).joined(separator: ", ")
    let word = edge.numbers.count == 1 ? "call" : "calls"
    document.element("title", [], text: "\(names): \(word) \(numbers), \(edge.elapsed.duration())")
    document.path(SVGPath(along: route), class: route.course == .backward ? "line back" : "line")
    if let tip = route.points.last, let previous = route.points.dropLast().last {
      document.path(SVGPath(arrowTo: tip, from: previous), class: "arrow")
    }
    document.rectangle(route.label, radius: route.label.size.height / 2, class: "tag")
    let center = route.label.center
    document.text(edge.label, at: Point(x: center.x, y: center.y + 4), class: "number middle ink")
    document.close()
  }

  private func drawFunction(_ index: Int, in document: inout SVGDocument) {
    let function = graph.functions[index]
    let box = layout.boxes[index]
    let step = Self.step(of: graph.shares[index])
    document.open("g", [])
    let share = "\((graph.shares[index] * 100).decimal()) % of the time is its own"
    document.element("title", [], text: "\(function.name): \(function.total.duration()), \(share)")
    document.rectangle(box, radius: 6, class: "box heat\(step)")
    let lines = function.lines
    var baseline = box.center.y - Double(lines.count) * Self.lineHeight / 2 + 4
    for line in lines {
      document.text(line, at: Point(x: box.center.x, y: baseline), class: "name middle on-heat\(step)")
      baseline += Self.lineHeight
    }
    let time = function.total.duration()
    document.text(time, at: Point(x: box.center.x, y: baseline + 1), class: "small middle on-heat\(step)")
    document.close()
  }

  private func drawLegend(in document: inout SVGDocument) {
    guard !graph.calls.isEmpty else { return }
    let top = size.height - Self.footerHeight
    let caption = "share of the total time spent in the function itself"
    document.text(caption, at: Point(x: Self.margin, y: top + 30), class: "small muted")
    for step in 0..<SVGStyle.heatSteps {
      let swatch = Rectangle(
        origin: Point(x: Self.margin + Double(step) * 62, y: top),
        size: Size(width: 58, height: 16)
      )
      document.rectangle(swatch, radius: 3, class: "box heat\(step)")
      let place = Point(x: swatch.center.x, y: swatch.center.y + 4)
      document.text(Self.range(of: step), at: place, class: "small middle on-heat\(step)")
    }
  }

  private static func step(of share: Double) -> Int {
    steps.count { share >= $0 }
  }

  /// The shares of a step, in words: `1–5 %`.
  private static func range(of step: Int) -> String {
    let limits = steps.map { ($0 * 100).decimal() }
    if step == 0 { return "< \(limits[0]) %" }
    return step < limits.count ? "\(limits[step - 1])–\(limits[step]) %" : "≥ \(limits[step - 1]) %"
  }

  private static func boxSize(_ function: CalledFunction) -> Size {
    let name = function.lines.map(\.columns).max() ?? 0
    let time = function.total.duration().columns
    let text = max(Double(name) * SVGStyle.nameCharacterWidth, Double(time) * SVGStyle.smallCharacterWidth)
    return Size(width: max(72, text + 20), height: 27 + Double(function.lines.count) * lineHeight)
  }

  private static func labelSize(_ label: String) -> Size {
    // Digits of the bold font need a little more room than other small text.
    Size(width: max(18, Double(label.columns) * 6.7 + 8), height: 16)
  }
}

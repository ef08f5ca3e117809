extension CallGraph {
  /// The least share of each step of the heat ramp but the first.
  private static let steps = [0.01, 0.05, 0.15, 0.3, 0.5]

  /// The run as boxes and numbered arrows: each box with its time, and a colour for its share.
  package var diagram: Diagram {
    Diagram(
      title: title,
      summary: summary,
      description: description,
      nodes: zip(functions, shares).map(Self.node),
      edges: edges.map(edge),
      legend: calls.isEmpty ? nil : Self.legend
    )
  }

  private static func node(_ function: CalledFunction, share: Double) -> Diagram.Node {
    let time = function.total.duration()
    return Diagram.Node(
      function.name,
      details: [time],
      fill: .heat(steps.count { share >= $0 }),
      tip: "\(function.name): \(time), \((share * 100).decimal()) % of the time is its own"
    )
  }

  private func edge(_ edge: CallEdge) -> Diagram.Edge {
    let names = "\(functions[edge.caller].name) → \(functions[edge.called].name)"
    let numbers = edge.numbers.map(String.init).joined(separator: ", ")
    let word = edge.numbers.count == 1 ? "call" : "calls"
    return Diagram.Edge(
      from: edge.caller,
      to: edge.called,
      label: edge.label,
      tip: "\(names): \(word) \(numbers), \(edge.elapsed.duration())"
    )
  }

  private var summary: String {
    guard !calls.isEmpty else { return "No calls." }
    let number = calls.count == 1 ? "1 call" : "\(calls.count) calls"
    return "\(number) among \(functions.count) functions, numbered in order of start"
  }

  /// The whole graph in words.
  private var description: String {
    let sentences = edges.map { edge in
      "\(edge.label): \(functions[edge.caller].name) calls \(functions[edge.called].name), \(edge.elapsed.duration())."
    }
    return ([calls.isEmpty ? summary : "\(summary)."] + sentences).joined(separator: "\n")
  }

  private static let legend = Diagram.Legend(
    (0..<SVGStyle.heatSteps).map { (.heat($0), range(of: $0)) },
    caption: "share of the total time spent in the function itself"
  )

  /// The shares of a step, in words: `1–5 %`.
  private static func range(of step: Int) -> String {
    let limits = steps.map { ($0 * 100).decimal() }
    if step == 0 { return "< \(limits[0]) %" }
    return step < limits.count ? "\(limits[step - 1])–\(limits[step]) %" : "≥ \(limits[step - 1]) %"
  }
}

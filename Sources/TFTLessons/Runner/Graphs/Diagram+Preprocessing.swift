import Drawing
import Preprocessing
import RawData
import TransformedData

extension Diagram {
  /// What a preprocessing function makes of which columns, and where that needs a full pass over the data.
  ///
  /// - Parameter fitted: what the passes have found, where that is known.
  init(_ graph: PreprocessingGraph, fitted: TransformFn? = nil) {
    let nodes = graph.nodes
    let found = Dictionary((fitted?.fittedAnalyses ?? []).map { ($0.name, $0) }) { first, _ in first }
    self.init(
      title: "The preprocessing function",
      summary: Self.summary(nodes),
      description: nodes.indices.map { Self.sentence($0, nodes) }.joined(separator: "\n"),
      nodes: nodes.map { Self.node($0, found[$0.name]) },
      edges: nodes.indices.flatMap { Self.edges(to: $0, nodes) },
      legend: Legend(
        [
          (.source, "raw column"), (.operation, "row by row"), (.fullPass, "full pass over the data"),
          (.result, "transformed feature"),
        ],
        caption: "· stands for what an arrow brings"
      )
    )
  }

  private static func summary(_ nodes: [GraphNode]) -> String {
    var (columns, operations, passes, features, readings) = (0, 0, 0, 0, 0)
    for node in nodes {
      switch node.kind {
      case .column: columns += 1
      case .operation: operations += 1
      case .fullPass(let pass):
        passes += 1
        readings = max(readings, pass)
      case .feature: features += 1
      }
    }
    let analyses =
      "\(passes) \(passes == 1 ? "analysis" : "analyses") in \(readings) full \(readings == 1 ? "pass" : "passes")"
    return "\(columns) columns, \(operations) operations, \(analyses), \(features) features"
  }

  private static func node(_ node: GraphNode, _ found: FittedAnalysis?) -> Node {
    let place = node.location.map { ", made at \($0)" } ?? ""
    switch node.kind {
    case .column(let type):
      return Node(node.name, details: [type.rawValue], fill: .source, tip: "column \(node.name)")
    case .feature(let type):
      return Node(node.name, details: [type.rawValue], fill: .result, tip: "feature \(node.name)")
    case .operation:
      return Node(
        node.name,
        lines: Node.broken(node.title),
        details: node.argumentText + node.parameterTexts,
        fill: .operation,
        tip: "\(node.name)\(place)"
      )
    case .fullPass(let pass):
      let results = (found?.results ?? []).map { "\($0.name) = \($0.values.briefText)" }
      return Node(
        node.name,
        lines: Node.broken(node.title),
        details: ["full pass \(pass)"] + node.parameterTexts + results,
        fill: .fullPass,
        tip: "\(node.name), a full pass over the data\(place)"
      )
    }
  }

  /// One arrow from each node, however many of its results are needed.
  private static func edges(to index: Int, _ nodes: [GraphNode]) -> [Edge] {
    var edges: [Edge] = []
    for source in nodes[index].sources {
      let tip = "\(nodes[index].name) works on \(nodes[source.node].name)"
      guard let known = edges.firstIndex(where: { $0.from == source.node }) else {
        edges.append(Edge(from: source.node, to: index, label: source.result, tip: tip))
        continue
      }
      let labels = [edges[known].label, source.result].filter { !$0.isEmpty }
      if labels.count < 2 || labels[0] != labels[1] { edges[known].label = labels.joined(separator: ", ") }
    }
    return edges
  }

  private static func sentence(_ index: Int, _ nodes: [GraphNode]) -> String {
    let node = nodes[index]
    let sources = node.sources.map {
      $0.result.isEmpty ? nodes[$0.node].name : "\($0.result) of \(nodes[$0.node].name)"
    }
    let from = sources.isEmpty ? "" : " from \(sources.joined(separator: ", "))"
    switch node.kind {
    case .column: return "Column \(node.name)."
    case .operation: return "Operation \(node.name)\(from)."
    case .fullPass(let pass): return "Full pass \(pass): \(node.name)\(from)."
    case .feature: return "Feature \(node.name)\(from)."
    }
  }
}

extension GraphNode {
  /// `(·, 8.0)`, for an operation on numbers of the program.
  fileprivate var argumentText: [String] {
    guard arguments.contains(where: { $0 != nil }) else { return [] }
    return ["(\(arguments.map { $0?.briefText ?? "·" }.joined(separator: ", ")))"]
  }

  /// `bins: 100`.
  fileprivate var parameterTexts: [String] { parameters.map { "\($0.name): \($0.value.briefText)" } }
}

extension FeatureValues {
  /// What fits in a box: a value, a few, or the first few and how many there are.
  fileprivate var briefText: String {
    let shown = valueCount <= 4 ? valueCount : 2
    let texts = (0..<shown).map { index in
      let text = text(at: index)
      return text.count > 18 ? "\(text.prefix(12))…" : text
    }
    if valueCount == 1 { return texts[0] }
    return "[\((texts + (valueCount > shown ? ["… \(valueCount) in all"] : [])).joined(separator: ", "))]"
  }
}

import Drawing
import Embeddings

extension Diagram {
  /// A model's layers, from the features to the prediction.
  init(_ architecture: Architecture) {
    let parts = architecture.parts
    let prediction = Node(
      "prediction",
      details: [architecture.label],
      fill: .result,
      tip: "the prediction of \(architecture.label)"
    )
    let edges = parts.enumerated().flatMap { index, part in
      part.sources.map { Edge(from: $0, to: index, tip: "\(part.name) works on \(parts[$0].name)") }
    }
    self.init(
      title: "The model \(architecture.name)",
      summary: "\(parts.count { $0.className != nil }) layers, \(architecture.weightCount) weights",
      description: parts.map { Self.sentence($0, parts) }.joined(separator: "\n"),
      nodes: parts.map(Self.node) + [prediction],
      edges: edges + [
        Edge(from: parts.count - 1, to: parts.count, tip: "the last layer's output is the prediction")
      ],
      legend: Legend(
        [(.source, "transformed features"), (.operation, "layer"), (.result, "prediction")],
        caption: "in brackets, what one example has there"
      )
    )
  }

  private static func node(_ part: ArchitecturePart) -> Node {
    guard let className = part.className else {
      let shown =
        part.features.count <= 10
        ? part.features : part.features.prefix(8) + ["… \(part.features.count) in all"]
      return Node(
        part.name,
        details: shown + [part.shape],
        fill: .source,
        tip: "\(part.name): \(part.features.joined(separator: ", "))"
      )
    }
    let kind = ([className] + [part.activation].compactMap { $0 }).joined(separator: ", ")
    let weights = part.weightCount == 0 ? [] : ["\(part.weightCount) weights"]
    return Node(
      part.name,
      details: [kind, part.shape] + weights,
      fill: .operation,
      tip: "\(part.name): \(kind)"
    )
  }

  private static func sentence(_ part: ArchitecturePart, _ parts: [ArchitecturePart]) -> String {
    guard let className = part.className else {
      return "\(part.name) reads \(part.features.joined(separator: ", "))."
    }
    let sources = part.sources.map { parts[$0].name }.joined(separator: ", ")
    return "\(part.name), a \(className), works on \(sources) and gives \(part.shape)."
  }
}

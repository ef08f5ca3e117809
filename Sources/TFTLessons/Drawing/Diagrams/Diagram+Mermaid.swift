extension Diagram {
  /// The diagram in Mermaid's language, which GitHub draws in a page between lines of ```` ```mermaid ````.
  ///
  /// Language: <https://mermaid.js.org/syntax/flowchart.html>.
  package func mermaid() -> String {
    var lines = [
      "flowchart LR",
      "  accTitle: \(Self.mermaidLine(title))",
      "  accDescr: \(Self.mermaidLine(summary))",
    ]
    for (index, node) in nodes.enumerated() {
      let text = (node.lines + node.details).map(Self.mermaidText).joined(separator: "<br/>")
      lines.append("  n\(index)(\"\(text)\"):::\(node.fill.name)")
    }
    for edge in edges {
      let label = edge.label.isEmpty ? "" : "|\"\(Self.mermaidText(edge.label))\"|"
      lines.append("  n\(edge.from) -->\(label) n\(edge.to)")
    }
    for fill in Fill.heatRamp + Fill.kinds where nodes.contains(where: { $0.fill == fill }) {
      let width = fill == .fullPass ? "3px" : "1px"
      lines.append(
        "  classDef \(fill.name) fill:\(fill.light.fill),color:\(fill.light.ink),stroke:#8c7a6b,stroke-width:\(width)"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text between quotes: everything that Mermaid, Markdown or HTML would misread, by its number.
  private static func mermaidText(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "#", "&", "<", ">", "`", "*", "_", "\\": escaped += "#\(scalar.value);"
      case "\0"..<" ", "\u{7F}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Text up to the end of the line; a `#` would make a character of a number that follows it.
  private static func mermaidLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "#" ? " " : $0 })
  }
}

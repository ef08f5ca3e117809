extension Diagram {
  /// The diagram in Graphviz's language: `dot -Tsvg run.dot`.
  ///
  /// Language: <https://graphviz.org/doc/info/lang.html>.
  package func dot() -> String {
    var lines = [
      "digraph \(Self.dotQuoted(title)) {",
      "  graph [rankdir=LR, fontname=\"Helvetica\", labelloc=t, label=\(Self.dotQuoted("\(title)\n\(summary)"))];",
      "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", color=\"#8c7a6b\"];",
      "  edge [fontname=\"Helvetica\", fontsize=11, color=\"#6e7781\"];",
    ]
    for (index, node) in nodes.enumerated() {
      let colors = node.fill.light
      let width = node.fill == .fullPass ? ", penwidth=2.5" : ""
      lines.append(
        "  n\(index) [label=\(Self.dotQuoted((node.lines + node.details).joined(separator: "\n"))), "
          + "fillcolor=\"\(colors.fill)\", fontcolor=\"\(colors.ink)\"\(width), tooltip=\(Self.dotQuoted(node.tip))];"
      )
    }
    for edge in edges {
      let label = edge.label.isEmpty ? "" : "label=\(Self.dotQuoted(edge.label)), "
      lines.append("  n\(edge.from) -> n\(edge.to) [\(label)tooltip=\(Self.dotQuoted(edge.tip))];")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  /// A quoted string; Graphviz would take a backslash for the start of something of its own.
  private static func dotQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      // An ampersand would start an entity, as in HTML.
      case "&": quoted += "&amp;"
      case "\0"..<" ", "\u{7F}": quoted += "\u{FFFD}"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension Diagram {
  /// The layout as text: what stands in which column and where, the way of each arrow, and how many of them cross.
  ///
  /// ```
  /// size 317 x 57, 0 crossings
  /// column 1
  ///   main  at 0,0  72 x 57
  /// column 2
  ///   read  at 245,0  72 x 57
  /// main -> read "1"  72,28.5 84,28.5 114,28.5 ...
  /// ```
  package func layoutText() -> String {
    let layout = layout()
    let crossings = layout.crossings == 1 ? "1 crossing" : "\(layout.crossings) crossings"
    var lines = ["size \(Self.text(layout.size)), \(crossings)"]
    for (index, column) in layout.columns.enumerated() {
      lines.append("column \(index + 1)")
      for node in column {
        let box = layout.boxes[node]
        lines.append("  \(nodes[node].name)  at \(Self.text(box.origin))  \(Self.text(box.size))")
      }
    }
    for (edge, route) in zip(edges, layout.routes) {
      let label = edge.label.isEmpty ? "" : " \"\(edge.label)\" at \(Self.text(route.label.origin))"
      let way = route.points.map(Self.text).joined(separator: " ")
      lines.append("\(nodes[edge.from].name) -> \(nodes[edge.to].name)\(label)  \(way)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ size: Size) -> String { "\(size.width.decimal()) x \(size.height.decimal())" }
  private static func text(_ point: Point) -> String { "\(point.x.decimal()),\(point.y.decimal())" }
}

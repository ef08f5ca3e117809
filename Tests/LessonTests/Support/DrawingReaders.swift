import Drawing

extension DrawingTests {
  /// The line that a route leaves on paper.
  enum Trail {
    /// Points close to each other along the route, its ends excepted.
    static func points(of route: Route) -> [Point] {
      zip(route.points, route.points.dropFirst()).flatMap { start, end in
        (1..<16).map { step in
          let t = Double(step) / 16
          // The S of `SVGPath`: a cubic curve whose controls lie halfway across, level with its ends.
          let x = start.x + (end.x - start.x) * (1.5 * t * (1 - t) + t * t * t)
          let y = start.y + (end.y - start.y) * t * t * (3 - 2 * t)
          return Point(x: x, y: y)
        }
      }
    }
  }
}

extension DrawingTests {
  /// A reader of just enough XML to tell whether a browser would accept a picture.
  enum Markup {
    /// What is wrong with the text, if anything: an unclosed or stray tag, a bare `&`, or a character XML
    /// forbids.
    static func fault(in text: String) -> String? {
      var open: [Substring] = []
      for (index, piece) in text.split(separator: "<", omittingEmptySubsequences: false).enumerated()
      where index > 0 {
        let parts = piece.split(separator: ">", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return "stray bracket near <\(piece)" }
        let name = parts[0].prefix { $0 != " " && $0 != "/" }
        if parts[0].hasPrefix("/") {
          guard open.popLast() == parts[0].dropFirst() else { return "unexpected <\(parts[0])>" }
        } else if !parts[0].hasSuffix("/") {
          open.append(name)
        }
        let hasEvenQuotes = parts[0].count { $0 == "\"" }.isMultiple(of: 2)
        if !hasEvenQuotes { return "unclosed quote in <\(parts[0])>" }
      }
      for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
        let entity = piece.prefix { $0 != ";" }
        guard ["amp", "lt", "gt", "quot", "apos"].contains(entity) else {
          return "bare & near \(piece.prefix(20))"
        }
      }
      if text.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" }) { return "control character" }
      return open.isEmpty ? nil : "unclosed \(open)"
    }
  }
}

extension MarkdownTable {
  /// Takes a table from the front of `lines`; nil, and nothing is taken, where there is none.
  init?(_ lines: inout ArraySlice<String>) {
    guard let head = lines.first, head.contains("|"), let rule = lines.dropFirst().first,
      let isRight = Self.alignments(rule)
    else { return nil }
    let header = Self.cells(head)
    guard header.count == isRight.count else { return nil }
    (self.header, self.isRight) = (header, isRight)
    lines.removeFirst(2)
    while let line = lines.first, line.contains("|") {
      let cells = Self.cells(line).prefix(header.count)
      rows.append(cells + Array(repeating: "", count: header.count - cells.count))
      lines.removeFirst()
    }
  }

  /// `|---|---:|`: which columns are moved to the right; nil when the line is something else.
  private static func alignments(_ line: String) -> [Bool]? {
    guard line.contains("-"), line.allSatisfy({ "|-: ".contains($0) }) else { return nil }
    let cells = cells(line)
    return cells.allSatisfy { $0.contains("-") } ? cells.map { $0.hasSuffix(":") && !$0.hasPrefix(":") } : nil
  }

  /// The cells between the bars, without marks; `\|` is a bar in a cell.
  private static func cells(_ line: String) -> [String] {
    var cells: [String] = [""]
    var isEscaped = false
    for character in MarkdownParser.trimmed(line) {
      if character == "|" && !isEscaped {
        cells.append("")
      } else {
        if character == "|" { cells[cells.count - 1].removeLast() }
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\"
    }
    if cells.first?.isEmpty == true { cells.removeFirst() }
    if let last = cells.last, last.allSatisfy({ $0 == " " }) { cells.removeLast() }
    return cells.map { InlineParser.plain(MarkdownParser.trimmed($0)) }
  }
}

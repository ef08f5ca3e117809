import Drawing

/// Lays a Markdown page out for a terminal: no line is wider than it, and no mark is left.
///
/// In text without colour, program text that has a space in it stands in ‘quotes’: nothing else would tell where it ends.
struct MarkdownRenderer {
  /// How many columns there are for tables, code and outputs.
  let width: Int
  let palette: Palette
  /// Where a picture of the page is found.
  var figurePath: @Sendable (String) -> String = { $0 }

  /// Longer lines of prose are tiring to read.
  private static let widestProse = 100
  /// By how much code and outputs are indented, which tells them from the prose.
  static let indentation = 2
  private static let bullets = ["•", "◦", "▪"]

  /// The lines of the blocks, with an empty one between two of them.
  func text(_ blocks: [MarkdownBlock]) -> String {
    lines(blocks, width, depth: 0).map { palette.text($0) + "\n" }.joined()
  }

  /// What stands above a cell's output or a piece of source.
  func label(_ text: String) -> String {
    LineWrapper.folded([Span("[\(text)]", .dim)], width: width).map { palette.text($0) + "\n" }.joined()
  }

  /// A program.
  func text(ofCode code: [String], in language: String) -> String {
    lines(of: code, language, width).map { palette.text($0) + "\n" }.joined()
  }

  private func lines(_ blocks: [MarkdownBlock], _ width: Int, depth: Int, isTight: Bool = false) -> [[Span]] {
    var lines: [[Span]] = []
    for block in blocks {
      let more = self.lines(of: block, width, depth)
      guard !more.isEmpty else { continue }
      let isList = if case .list = block { true } else { false }
      if !lines.isEmpty, !(isTight && isList) { lines.append([]) }
      lines += more
    }
    return lines
  }

  private func lines(of block: MarkdownBlock, _ width: Int, _ depth: Int) -> [[Span]] {
    switch block {
    case .heading(let level, let spans): heading(level, spans, width)
    case .paragraph(let spans): prose(spans, width)
    case .code(let language, let code): lines(of: code, language, width)
    case .list(let list): lines(of: list, width, depth)
    case .quote(let blocks):
      lines(blocks, width - 2, depth: depth).map { [Span("│ ", .dim)] + $0 }
    case .table(let table): lines(of: table, width)
    case .figure(let text, let path): figure(text, path, width)
    case .rule: [[Span(String(repeating: "─", count: min(width, Self.widestProse)), .dim)]]
    case .comment: []
    }
  }

  private func prose(_ spans: [Span], _ width: Int) -> [[Span]] {
    LineWrapper.lines(quoted(spans), width: min(width, Self.widestProse))
  }

  /// Without colour, program text with a space in it in quotes.
  private func quoted(_ spans: [Span]) -> [Span] {
    guard !palette.isColorful else { return spans }
    return spans.map { span in
      span.style.contains(.code) && span.text.contains(" ") ? Span("‘\(span.text)’", span.style) : span
    }
  }

  private func heading(_ level: Int, _ spans: [Span], _ width: Int) -> [[Span]] {
    let lines = prose(spans.map { Span($0.text, $0.style.union(.heading)) }, width)
    guard level <= 2 else { return lines }
    let columns = lines.map { line in line.reduce(0) { $0 + LineWrapper.columns($1.text) } }.max() ?? 0
    return lines + [[Span(String(repeating: level == 1 ? "═" : "─", count: columns), .heading)]]
  }

  private func lines(of code: [String], _ language: String, _ width: Int) -> [[Span]] {
    var highlighter = palette.isColorful ? CodeLanguage.named(language).map(CodeHighlighter.init) : nil
    return code.flatMap { line -> [[Span]] in
      let spans = highlighter?.spans(of: line) ?? [Span(line)]
      return LineWrapper.folded(spans, width: width - Self.indentation).map {
        Self.indented($0, Self.indentation)
      }
    }
  }

  private static func indented(_ line: [Span], _ count: Int) -> [Span] {
    [Span(String(repeating: " ", count: count))] + line
  }

  private func lines(of list: MarkdownList, _ width: Int, _ depth: Int) -> [[Span]] {
    let markers = list.items.indices.map { index in
      list.first.map { "\($0 + index). " } ?? Self.bullets[min(depth, Self.bullets.count - 1)] + " "
    }
    // Numbers stand below each other by their last digits.
    let wide = markers.map(\.count).max() ?? 0
    var lines: [[Span]] = []
    for (item, marker) in zip(list.items, markers) {
      if !list.isTight, !lines.isEmpty { lines.append([]) }
      let marker = String(repeating: " ", count: wide - marker.count) + marker
      let content = self.lines(item, width - wide, depth: depth + 1, isTight: list.isTight)
      lines.append([Span(marker, .dim)] + (content.first ?? []))
      lines += content.dropFirst().map { $0.isEmpty ? $0 : Self.indented($0, wide) }
    }
    return lines
  }

  private func lines(of table: MarkdownTable, _ width: Int) -> [[Span]] {
    var drawn = TextTable(columns: zip(table.header, table.isRight).map { ($0, $1 ? .right : .left) })
    for row in table.rows { drawn.addRow(row) }
    let text = TextTable.$width.withValue(width) { drawn.render() }
    return text.split(separator: "\n").map { [Span($0)] }
  }

  /// Where a picture is, and what it shows: a terminal has no room for more.
  private func figure(_ text: String, _ path: String, _ width: Int) -> [[Span]] {
    let place = [Span("[figure] ", .dim), Span(figurePath(path), .link)]
    let narrow = width - Self.indentation
    return LineWrapper.folded(place, width: width, hanging: Self.indentation)
      + (text.isEmpty ? [] : prose([Span(text)], narrow).map { Self.indented($0, Self.indentation) })
  }
}

import Drawing

/// Reads a Markdown page: the blocks that the lessons' pages have, as GitHub reads them.
struct MarkdownParser {
  private var lines: ArraySlice<String>
  private var blocks: [MarkdownBlock] = []

  /// The blocks of a page.
  static func blocks(_ page: String) -> [MarkdownBlock] {
    blocks(page.split(separator: "\n", omittingEmptySubsequences: false).map(cleaned))
  }

  private static func blocks(_ lines: [String]) -> [MarkdownBlock] {
    var parser = MarkdownParser(lines: lines[...])
    while let line = parser.lines.first { parser.read(line) }
    return parser.blocks
  }

  private init(lines: ArraySlice<String>) {
    self.lines = lines
  }

  /// The line without what a terminal would obey: tabs are spaces, other control characters `�`.
  static func cleaned(_ line: some StringProtocol) -> String {
    // Most lines have none of the bytes with which a control character begins.
    guard line.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return String(line) }
    var text = ""
    for character in line where character != "\r" {
      text += character == "\t" ? "    " : character.isControl ? "\u{FFFD}" : String(character)
    }
    return text
  }

  /// Takes one block from the front.
  private mutating func read(_ line: String) {
    let trimmed = Self.trimmed(line)
    if trimmed.isEmpty {
      lines.removeFirst()
    } else if Self.indentation(line) >= 4 {
      readIndentedCode()
    } else if let fence = Fence(line) {
      readCode(fence)
    } else if let level = Self.headingLevel(trimmed) {
      lines.removeFirst()
      blocks.append(.heading(level, InlineParser.spans(Self.headingText(trimmed, level))))
    } else if Self.isRule(trimmed) {
      lines.removeFirst()
      blocks.append(.rule)
    } else if trimmed.hasPrefix("<!--") {
      readComment()
    } else if HTMLTag(startOf: trimmed)?.beginsBlock == true {
      readHTML()
    } else if trimmed.hasPrefix(">") {
      readQuote()
    } else if let marker = ListMarker(line) {
      readList(marker)
    } else if let table = MarkdownTable(&lines) {
      blocks.append(.table(table))
    } else {
      readParagraph()
    }
  }

  private mutating func readCode(_ fence: Fence) {
    lines.removeFirst()
    var code: [String] = []
    while let line = lines.popFirst(), !fence.isClosed(by: line) {
      code.append(Self.dropping(fence.indentation, of: line))
    }
    blocks.append(.code(fence.language, code))
  }

  private mutating func readIndentedCode() {
    var code: [String] = []
    while let line = lines.first, Self.indentation(line) >= 4 || Self.trimmed(line).isEmpty {
      code.append(Self.dropping(4, of: line))
      lines.removeFirst()
    }
    while code.last?.isEmpty == true { code.removeLast() }
    blocks.append(.code("", code))
  }

  private mutating func readComment() {
    var text = ""
    while let line = lines.popFirst() {
      text += (text.isEmpty ? "" : "\n") + line
      guard let end = text.firstRange(of: "-->") else { continue }
      let start = text.firstRange(of: "<!--")?.upperBound ?? text.startIndex
      if start <= end.lowerBound {
        blocks.append(.comment(Self.trimmed(String(text[start..<end.lowerBound]))))
      }
      let rest = Self.trimmed(String(text[end.upperBound...]))
      if !rest.isEmpty { lines = [rest] + lines }
      return
    }
  }

  /// HTML up to an empty line. Tags are dropped, a summary is bold, pictures are figures, and what remains is text.
  private mutating func readHTML() {
    var parts: [String] = []
    while let line = lines.first, !Self.trimmed(line).isEmpty, Fence(line) == nil,
      !Self.trimmed(line).hasPrefix("<!--")
    {
      parts.append(Self.trimmed(line))
      lines.removeFirst()
    }
    for part in parts {
      if let tag = HTMLTag(startOf: part), tag.name == "img" {
        blocks.append(.figure(text: tag["alt"] ?? "", path: tag["src"] ?? ""))
        continue
      }
      var spans = InlineParser.spans(part)
      if HTMLTag(startOf: part)?.name == "summary" {
        for index in spans.indices { spans[index].style.insert(.bold) }
      }
      if !spans.isEmpty { blocks.append(.paragraph(spans)) }
    }
  }

  private mutating func readQuote() {
    var quoted: [String] = []
    while let line = lines.first, Self.trimmed(line).hasPrefix(">") {
      let rest = Self.trimmed(line).dropFirst()
      quoted.append(String(rest.first == " " ? rest.dropFirst() : rest))
      lines.removeFirst()
    }
    blocks.append(.quote(Self.blocks(quoted)))
  }

  private mutating func readList(_ first: ListMarker) {
    var list = MarkdownList(first: first.number)
    while let line = lines.first, let marker = ListMarker(line), marker.isOfList(first) {
      list.items.append(Self.blocks(item(marker, &list)))
    }
    blocks.append(.list(list))
  }

  /// The lines of an item, without its indentation.
  private mutating func item(_ marker: ListMarker, _ list: inout MarkdownList) -> [String] {
    var item = [marker.text]
    lines.removeFirst()
    var emptyLines = 0
    while let line = lines.first {
      if Self.trimmed(line).isEmpty {
        emptyLines += 1
        lines.removeFirst()
        continue
      }
      let isInside = Self.indentation(line) >= marker.contentIndentation
      guard isInside || (emptyLines == 0 && ListMarker(line) == nil && !Self.interrupts(line)) else { break }
      if emptyLines > 0 { list.isTight = false }
      item += Array(repeating: "", count: emptyLines) + [Self.dropping(marker.contentIndentation, of: line)]
      emptyLines = 0
      lines.removeFirst()
    }
    if emptyLines > 0, let next = lines.first.flatMap(ListMarker.init), next.isOfList(marker) {
      list.isTight = false
    }
    return item
  }

  private mutating func readParagraph() {
    var text = ""
    while let line = lines.first, text.isEmpty || !Self.interrupts(line) {
      let trimmed = Self.trimmed(line)
      if !text.isEmpty, let level = Self.underlineLevel(trimmed) {
        lines.removeFirst()
        blocks.append(.heading(level, InlineParser.spans(text)))
        return
      }
      if !text.isEmpty { text += " " }
      lines.removeFirst()
      if line.hasSuffix("  "), lines.first.map({ !Self.interrupts($0) }) == true {
        text += trimmed + "<br>"
      } else {
        text += trimmed
      }
    }
    if let picture = Self.picture(text) {
      blocks.append(picture)
    } else {
      blocks.append(.paragraph(InlineParser.spans(text)))
    }
  }
}

// MARK: lines

extension MarkdownParser {
  /// Whether a line ends the paragraph above it.
  private static func interrupts(_ line: String) -> Bool {
    let trimmed = trimmed(line)
    if trimmed.isEmpty { return true }
    guard let first = trimmed.utf8.first, !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return false
    }
    if trimmed.hasPrefix(">") || trimmed.hasPrefix("<!--") || headingLevel(trimmed) != nil { return true }
    if Fence(line) != nil || HTMLTag(startOf: trimmed)?.beginsBlock == true { return true }
    if isRule(trimmed), underlineLevel(trimmed) == nil { return true }
    return ListMarker(line).map { $0.canInterrupt } ?? false
  }

  static func trimmed(_ line: String) -> String {
    guard line.utf8.first == UInt8(ascii: " ") || line.utf8.last == UInt8(ascii: " ") else { return line }
    var rest = line.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }

  static func indentation(_ line: String) -> Int {
    line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
  }

  /// The line without so many spaces at its start, or as many as there are.
  static func dropping(_ count: Int, of line: String) -> String {
    String(line.dropFirst(min(count, indentation(line))))
  }

  private static func headingLevel(_ line: String) -> Int? {
    let level = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
    guard 1...6 ~= level, line.utf8.count == level || line.dropFirst(level).first == " " else { return nil }
    return level
  }

  private static func headingText(_ line: String, _ level: Int) -> String {
    var text = line.dropFirst(level)
    // Marks may close the heading too.
    let closed = text.last { $0 != "#" } == " "
    while closed, text.last == "#" { text.removeLast() }
    return trimmed(String(text))
  }

  /// `***`, `---` or `___`.
  private static func isRule(_ line: String) -> Bool {
    let marks = line.filter { $0 != " " }
    guard marks.count >= 3, let mark = marks.first, "*-_".contains(mark) else { return false }
    return marks.allSatisfy { $0 == mark }
  }

  /// A line of nothing but `=` or `-` makes a heading of the paragraph above it.
  private static func underlineLevel(_ line: String) -> Int? {
    guard let mark = line.first, mark == "=" || mark == "-", line.allSatisfy({ $0 == mark }) else {
      return nil
    }
    return mark == "=" ? 1 : 2
  }

  /// A paragraph that is one picture: `![what it shows](path)`.
  private static func picture(_ text: String) -> MarkdownBlock? {
    guard text.hasPrefix("!["), text.hasSuffix(")"), let middle = text.firstRange(of: "](") else {
      return nil
    }
    let (label, path) = (text[..<middle.lowerBound].dropFirst(2), text[middle.upperBound...].dropLast())
    guard !path.contains(where: { " ()".contains($0) }) else { return nil }
    return .figure(text: InlineParser.plain(String(label)), path: String(path))
  }
}

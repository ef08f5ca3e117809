import Drawing

/// Divides styled text into lines of a terminal.
enum LineWrapper {
  /// The words of `spans` on lines of at most `width` columns. A word that is longer is divided anywhere.
  ///
  /// - Complexity: O(characters).
  static func lines(_ spans: [Span], width: Int) -> [[Span]] {
    var filling = Filling(width: max(1, width))
    for span in spans {
      for (index, line) in span.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { filling.endLine() }
        filling.add(line, span.style)
      }
    }
    filling.endLine()
    return filling.lines
  }

  /// A line as it stands, over several lines where it is wider than `width`: divided after a space or a slash in its second
  /// half where there is one. The lines that go on are indented by four columns more than the first.
  static func folded(_ line: [Span], width: Int, hanging: Int = 4) -> [[Span]] {
    guard line.reduce(0, { $0 + columns($1.text) }) > width else { return [line] }
    let letters = line.flatMap { span in span.text.map { (character: $0, style: span.style) } }
    let deep = letters.prefix { $0.character == " " }.count + hanging
    let indentation = deep <= width / 2 ? deep : 0
    var lines: [[Span]] = []
    var rest = letters[...]
    while !rest.isEmpty {
      let indent = lines.isEmpty ? 0 : indentation
      var (end, used) = (rest.startIndex, indent)
      while end < rest.endIndex, end == rest.startIndex || used + rest[end].character.columns <= width {
        used += rest[end].character.columns
        end += 1
      }
      if end < rest.endIndex, rest[end].character != " ",
        let space = rest[..<end].lastIndex(where: { $0.character == " " || $0.character == "/" }),
        space > rest.startIndex + (width - indent) / 2
      {
        end = space + 1
      }
      lines.append((indent > 0 ? [Span(String(repeating: " ", count: indent))] : []) + spans(rest[..<end]))
      rest = rest[end...].drop { $0.character == " " }
    }
    return lines
  }

  private static func spans(_ letters: ArraySlice<(character: Character, style: TextStyle)>) -> [Span] {
    var spans: [Span] = []
    for (character, style) in letters {
      if spans.last?.style == style {
        spans[spans.count - 1].text.append(character)
      } else {
        spans.append(Span(String(character), style))
      }
    }
    return spans
  }

  /// How many columns the text takes up; quick for ASCII.
  static func columns(_ text: some StringProtocol) -> Int {
    var count = 0
    for byte in text.utf8 {
      guard 0x20..<0x7F ~= byte else { return text.columns }
      count += 1
    }
    return count
  }
}

/// The lines so far, and the word that is being put together.
private struct Filling {
  let width: Int
  var lines: [[Span]] = []
  private var line: [Span] = []
  private var used = 0
  private var word: [Span] = []
  private var wordColumns = 0
  /// The space before the word.
  private var gap = Span(" ")

  init(width: Int) {
    self.width = width
  }

  mutating func add(_ text: Substring, _ style: TextStyle) {
    for (index, piece) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 {
        endWord()
        gap.style = style
      }
      guard !piece.isEmpty else { continue }
      word.append(Span(piece, style))
      wordColumns += LineWrapper.columns(piece)
    }
  }

  mutating func endLine() {
    endWord()
    lines.append(line)
    (line, used) = ([], 0)
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    if !line.isEmpty {
      if used + 1 + wordColumns > width {
        lines.append(line)
        (line, used) = ([], 0)
      } else {
        line.append(gap)
        used += 1
      }
    }
    let parts = wordColumns > width ? LineWrapper.folded(word, width: width, hanging: 0) : [word]
    for part in parts.dropLast() { lines.append(line + part) }
    if let last = parts.last {
      line += last
      used += last.reduce(0) { $0 + LineWrapper.columns($1.text) }
    }
    (word, wordColumns) = ([], 0)
  }
}

/// Reads the marks in a line of Markdown: `code`, **bold**, *italic*, links, pictures, HTML.
///
/// What GitHub's Markdown does with the text of these lessons, not all of CommonMark: there are no links by reference.
struct InlineParser {
  private let bytes: [UInt8]
  private var spans: [Span] = []
  private var text: [UInt8] = []
  private var textStyle: TextStyle = []
  /// What HTML tags ask for.
  private var htmlStyle: TextStyle = []

  /// The text in pieces of one style.
  static func spans(_ text: String) -> [Span] {
    var parser = InlineParser(bytes: Array(text.utf8))
    parser.parse(0..<parser.bytes.count, [])
    parser.flush()
    return parser.spans
  }

  /// The text without marks.
  static func plain(_ text: String) -> String {
    spans(text).map(\.text).joined()
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func parse(_ range: Range<Int>, _ style: TextStyle) {
    var index = range.lowerBound
    while index < range.upperBound {
      index = next(at: index, range.upperBound, style)
    }
  }

  /// Takes what is at `index`; where it goes on.
  private mutating func next(at index: Int, _ end: Int, _ style: TextStyle) -> Int {
    let taken: Int? =
      switch bytes[index] {
      case UInt8(ascii: "\\"): escape(at: index, end, style)
      case UInt8(ascii: "`"): code(at: index, end, style)
      case UInt8(ascii: "*"), UInt8(ascii: "_"): emphasis(at: index, end, style)
      case UInt8(ascii: "["): link(at: index, end, style)
      case UInt8(ascii: "!"): picture(at: index, end, style)
      case UInt8(ascii: "<"): tag(at: index, end, style)
      case UInt8(ascii: "&"): entity(at: index, end, style)
      default: nil
      }
    if let taken { return taken }
    // A run of marks that mean nothing here stands for itself as a whole.
    var stop = index + 1
    if "*_`".utf8.contains(bytes[index]) {
      while stop < end, bytes[stop] == bytes[index] { stop += 1 }
    }
    for byte in bytes[index..<stop] { add(byte, style) }
    return stop
  }

  private mutating func add(_ byte: UInt8, _ style: TextStyle) {
    let style = style.union(htmlStyle)
    if style != textStyle { flush() }
    textStyle = style
    text.append(byte)
  }

  private mutating func add(_ string: String, _ style: TextStyle) {
    for byte in string.utf8 { add(byte, style) }
  }

  private mutating func flush() {
    if !text.isEmpty { spans.append(Span(String(decoding: text, as: UTF8.self), textStyle)) }
    text = []
  }
}

// MARK: marks

extension InlineParser {
  private mutating func escape(at index: Int, _ end: Int, _ style: TextStyle) -> Int? {
    guard index + 1 < end, Self.isPunctuation(bytes[index + 1]) else { return nil }
    add(bytes[index + 1], style)
    return index + 2
  }

  private mutating func code(at index: Int, _ end: Int, _ style: TextStyle) -> Int? {
    guard let inner = codeRange(at: index, end) else { return nil }
    var content = bytes[inner]
    if content.count > 2, content.first == space, content.last == space {
      content = content.dropFirst().dropLast()
    }
    for byte in content { add(byte, style.union(.code)) }
    return inner.upperBound + (inner.lowerBound - index)
  }

  /// What is between the backquotes at `index` and as many further on.
  private func codeRange(at index: Int, _ end: Int) -> Range<Int>? {
    let count = runLength(at: index, end)
    var other = index + count
    while other < end {
      guard bytes[other] == UInt8(ascii: "`") else {
        other += 1
        continue
      }
      let length = runLength(at: other, end)
      if length == count { return (index + count)..<other }
      other += length
    }
    return nil
  }

  private mutating func emphasis(at index: Int, _ end: Int, _ style: TextStyle) -> Int? {
    let (mark, count) = (bytes[index], runLength(at: index, end))
    let start = index + count
    guard count <= 3, start < end, !Self.isSpace(bytes[start]),
      mark != UInt8(ascii: "_") || index == 0 || !Self.isWord(bytes[index - 1]),
      let close = closing(mark, count, from: start, end)
    else { return nil }
    let added: TextStyle = count == 1 ? .italic : count == 2 ? .bold : [.bold, .italic]
    parse(start..<close, style.union(added))
    return close + count
  }

  /// Where as many marks end what they have begun.
  private func closing(_ mark: UInt8, _ count: Int, from start: Int, _ end: Int) -> Int? {
    var index = start
    while index < end {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index] == UInt8(ascii: "`"), let code = codeRange(at: index, end) {
        index = code.upperBound + (code.lowerBound - index)
      } else if bytes[index] == mark {
        let length = runLength(at: index, end)
        let isEnd = !Self.isSpace(bytes[index - 1]) && index > start
        let after = index + length
        let isInWord = mark == UInt8(ascii: "_") && after < bytes.count && Self.isWord(bytes[after])
        if length == count, isEnd, !isInWord { return index }
        index = after
      } else {
        index += 1
      }
    }
    return nil
  }

  private mutating func link(at index: Int, _ end: Int, _ style: TextStyle) -> Int? {
    guard let link = linkRanges(at: index, end) else { return nil }
    let target = String(decoding: bytes[link.target], as: UTF8.self)
    let label = String(decoding: bytes[link.label], as: UTF8.self)
    if target.hasPrefix("#") {
      // A number that points to a place on the page is a note.
      add(Int(label) == nil ? label : "[\(label)]", style)
    } else {
      parse(link.label, style.union(.link))
      if target != label { add(" (\(target))", style) }
    }
    return link.end
  }

  private mutating func picture(at index: Int, _ end: Int, _ style: TextStyle) -> Int? {
    guard index + 1 < end, let link = linkRanges(at: index + 1, end) else { return nil }
    parse(link.label, style.union(.italic))
    add(" (\(String(decoding: bytes[link.target], as: UTF8.self)))", style)
    return link.end
  }

  /// The parts of `[label](target "title")`.
  private func linkRanges(at index: Int, _ end: Int) -> (label: Range<Int>, target: Range<Int>, end: Int)? {
    guard bytes[index] == UInt8(ascii: "["),
      let close = match(UInt8(ascii: "["), UInt8(ascii: "]"), at: index, end),
      close + 1 < end, bytes[close + 1] == UInt8(ascii: "("),
      let last = match(UInt8(ascii: "("), UInt8(ascii: ")"), at: close + 1, end)
    else { return nil }
    let start = close + 2
    let stop = bytes[start..<last].firstIndex(where: Self.isSpace) ?? last
    return ((index + 1)..<close, start..<stop, last + 1)
  }

  private func match(_ open: UInt8, _ close: UInt8, at start: Int, _ end: Int) -> Int? {
    var (depth, index) = (0, start)
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "`"):
        if let code = codeRange(at: index, end) { index = code.upperBound + (code.lowerBound - index) - 1 }
      case open: depth += 1
      case close:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }
}

// MARK: HTML

extension InlineParser {
  private mutating func tag(at index: Int, _ end: Int, _ style: TextStyle) -> Int? {
    let rest = bytes[index..<end]
    if rest.starts(with: "<!--".utf8) {
      return HTMLTag.end(of: "-->", in: rest)
    }
    guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let content = String(decoding: bytes[(index + 1)..<close], as: UTF8.self)
    if content.hasPrefix("http://") || content.hasPrefix("https://"), !content.contains(" ") {
      add(content, style.union(.link))
      return close + 1
    }
    guard let tag = HTMLTag(content) else { return nil }
    switch tag.name {
    case "b", "strong": set(.bold, tag)
    case "i", "em": set(.italic, tag)
    case "code", "kbd", "samp": set(.code, tag)
    case "br": add("\n", style)
    case "img": add("\(tag["alt"] ?? "") (\(tag["src"] ?? ""))", style)
    default: break
    }
    return close + 1
  }

  private mutating func set(_ style: TextStyle, _ tag: HTMLTag) {
    if tag.isClosing { htmlStyle.remove(style) } else { htmlStyle.insert(style) }
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "#39": "'", "nbsp": "\u{A0}", "ndash": "–",
    "mdash": "—", "hellip": "…", "times": "×", "rarr": "→",
  ]

  private mutating func entity(at index: Int, _ end: Int, _ style: TextStyle) -> Int? {
    guard let close = bytes[index..<min(end, index + 10)].firstIndex(of: UInt8(ascii: ";")),
      let text = Self.entities[String(decoding: bytes[(index + 1)..<close], as: UTF8.self)]
    else { return nil }
    add(text, style)
    return close + 1
  }
}

// MARK: bytes

extension InlineParser {
  private var space: UInt8 { UInt8(ascii: " ") }

  private func runLength(at index: Int, _ end: Int) -> Int {
    var stop = index
    while stop < end, bytes[stop] == bytes[index] { stop += 1 }
    return stop - index
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    0x21..<0x7F ~= byte && !isWord(byte) || byte == UInt8(ascii: "_")
  }

  /// A letter, a digit, or a byte of a character beyond ASCII.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}

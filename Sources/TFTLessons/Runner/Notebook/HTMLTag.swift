/// An HTML tag of those that pages on GitHub use; anything else in angle brackets is text.
struct HTMLTag {
  /// In small letters.
  let name: String
  let isClosing: Bool
  private let content: String

  private static let inline: Set<String> = [
    "a", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "samp", "small", "span", "strong", "sub",
    "sup",
  ]
  /// Those that begin a block.
  private static let block: Set<String> = [
    "blockquote", "center", "details", "div", "dl", "dd", "dt", "figure", "figcaption", "h1", "h2", "h3",
    "h4", "hr",
    "li", "ol", "p", "picture", "pre", "source", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
  ]

  /// - Parameter content: what is between the angle brackets; nil when that is no tag.
  init?(_ content: String) {
    self.content = content
    isClosing = content.hasPrefix("/")
    name = content.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    guard Self.inline.contains(name) || Self.block.contains(name) else { return nil }
    let rest = content.dropFirst((isClosing ? 1 : 0) + name.count)
    // `<a>` and `<a href=...>` are tags, `<a, b>` is none.
    guard rest.isEmpty || rest.first == " " || rest == "/" else { return nil }
  }

  /// The tag at the front of a line.
  init?(startOf line: some StringProtocol) {
    guard line.hasPrefix("<"), let end = line.firstIndex(of: ">") else { return nil }
    self.init(String(line[line.index(after: line.startIndex)..<end]))
  }

  var beginsBlock: Bool { Self.block.contains(name) || name == "img" || name == "a" }

  /// The value of an attribute in quotes.
  subscript(attribute: String) -> String? {
    for quote in ["\"", "'"] {
      guard let start = content.firstRange(of: " \(attribute)=\(quote)") else { continue }
      return String(content[start.upperBound...].prefix { String($0) != quote })
    }
    return nil
  }

  /// Where the first `text` in `bytes` ends.
  static func end(of text: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    let pattern = Array(text.description.utf8)
    return bytes.indices.first { bytes[$0...].starts(with: pattern) }.map { $0 + pattern.count }
  }
}

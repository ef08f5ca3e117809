/// A block of a Markdown page.
indirect enum MarkdownBlock: Equatable, Sendable {
  case heading(Int, [Span])
  case paragraph([Span])
  /// A fenced or an indented block, with the language that its fence names.
  case code(String, [String])
  case list(MarkdownList)
  case quote([MarkdownBlock])
  case table(MarkdownTable)
  /// A picture that stands alone.
  case figure(text: String, path: String)
  case rule
  /// What stands in `<!-- ... -->` on lines of its own.
  case comment(String)
}

/// A list, with blocks in each of its items.
struct MarkdownList: Equatable, Sendable {
  /// The number of the first item; nil for a list of bullets.
  var first: Int?
  /// Whether there are no empty lines between the items.
  var isTight = true
  var items: [[MarkdownBlock]] = []
}

/// A table: its cells are text without marks.
struct MarkdownTable: Equatable, Sendable {
  var header: [String]
  /// Whether the column's cells are moved to the right.
  var isRight: [Bool]
  /// Each as many cells as the header has.
  var rows: [[String]] = []
}

/// How a piece of text looks where there is colour.
struct TextStyle: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  static let bold = TextStyle(rawValue: 1)
  static let italic = TextStyle(rawValue: 2)
  /// Less important than the text around it: the name and the time of a cell, a comment.
  static let dim = TextStyle(rawValue: 4)
  static let link = TextStyle(rawValue: 8)
  static let code = TextStyle(rawValue: 16)
  static let keyword = TextStyle(rawValue: 32)
  /// A string or a number of a program.
  static let literal = TextStyle(rawValue: 64)
  static let type = TextStyle(rawValue: 128)
  static let heading = TextStyle(rawValue: 256)
}

/// A piece of text in one style. A newline in it ends the line.
struct Span: Equatable, Sendable {
  var text: String
  var style: TextStyle

  init(_ text: some StringProtocol, _ style: TextStyle = []) {
    self.text = String(text)
    self.style = style
  }
}

/// What replaces a match: text, and groups of the match, of which `\0` is the whole.
struct RegexRewrite: Equatable, Sendable {
  enum Piece: Equatable, Sendable {
    case text([UInt8])
    case group(Int)
  }

  private(set) var pieces: [Piece] = []

  /// Reads a rewrite such as `\2-\1`; `\\` is a backslash.
  ///
  /// - Throws: `RegexError` for another escape, or a group that the pattern does not have.
  init(_ rewrite: String, groupCount: Int) throws(RegexError) {
    var bytes = Array(rewrite.utf8)[...]
    var text: [UInt8] = []
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      switch bytes.popFirst() {
      case UInt8(ascii: "\\")?: text.append(byte)
      case let digit? where 48...57 ~= digit:
        guard Int(digit) - 48 <= groupCount else {
          throw RegexError(
            problem: "invalid rewrite \(rewrite): the pattern has \(groupCount) groups, not \(digit - 48)"
          )
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        text = []
        pieces.append(.group(Int(digit) - 48))
      default:
        throw RegexError(problem: "invalid rewrite \(rewrite): expected a digit or \\ after \\")
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
  }

  /// The largest group that it asks for.
  var lastGroup: Int {
    pieces.map { if case .group(let index) = $0 { index } else { 0 } }.max() ?? 0
  }
}

/// A condition on a place between two characters.
enum RegexAssertion: Equatable, Sendable {
  /// `\A`, and `^` without `(?m)`.
  case textStart
  /// `\z`, and `$` without `(?m)`.
  case textEnd
  /// `^` with `(?m)`: also after a newline.
  case lineStart
  /// `$` with `(?m)`: also before a newline.
  case lineEnd
  /// `\b`: a word character, ASCII, on one side alone.
  case wordBoundary
  /// `\B`: on both sides or none.
  case noWordBoundary

  /// Whether it holds at `position` of a text.
  @inline(__always)
  func holds(at position: Int, of text: Span<UInt8>, in range: Range<Int>) -> Bool {
    let newline = UInt8(ascii: "\n")
    switch self {
    case .textStart: return position == range.lowerBound
    case .textEnd: return position == range.upperBound
    case .lineStart: return position == range.lowerBound || text[position - 1] == newline
    case .lineEnd: return position == range.upperBound || text[position] == newline
    case .wordBoundary, .noWordBoundary:
      let isAfterWord = position > range.lowerBound && Self.isWord(text[position - 1])
      let isBeforeWord = position < range.upperBound && Self.isWord(text[position])
      return (isAfterWord != isBeforeWord) == (self == .wordBoundary)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

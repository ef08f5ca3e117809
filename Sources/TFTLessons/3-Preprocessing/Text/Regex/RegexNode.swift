/// A pattern as a tree.
indirect enum RegexNode: Equatable, Sendable {
  /// Matches between two characters, whatever they are.
  case empty
  /// One character of the set.
  case characters(ScalarSet)
  /// One after another.
  case sequence([RegexNode])
  /// The first that leads to a match.
  case alternatives([RegexNode])
  /// `minimum` times or more, up to `maximum` if there is one; as often as possible if greedy, else as seldom.
  case repeated(RegexNode, minimum: Int, maximum: Int?, isGreedy: Bool)
  /// A group whose match is remembered.
  case group(RegexNode, index: Int)
  /// A condition on the place.
  case assertion(RegexAssertion)

  /// Whether it can match without taking a character.
  var isNullable: Bool {
    switch self {
    case .empty, .assertion: true
    case .characters: false
    case .sequence(let nodes): nodes.allSatisfy(\.isNullable)
    case .alternatives(let nodes): nodes.contains(where: \.isNullable)
    case .repeated(let node, let minimum, _, _): minimum == 0 || node.isNullable
    case .group(let node, _): node.isNullable
    }
  }

  /// How many copies of its smallest part the counted repetitions make, one within another.
  var copies: Int {
    switch self {
    case .empty, .characters, .assertion: 1
    case .sequence(let nodes), .alternatives(let nodes): nodes.map(\.copies).max() ?? 1
    case .repeated(let node, let minimum, let maximum, _): max(1, minimum, maximum ?? 1) * node.copies
    case .group(let node, _): node.copies
    }
  }
}

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

/// Why a text is no pattern.
struct RegexError: Error, Equatable {
  /// RE2's words, with the part of the pattern that is meant.
  var problem: String
}

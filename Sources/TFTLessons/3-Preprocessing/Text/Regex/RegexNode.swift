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

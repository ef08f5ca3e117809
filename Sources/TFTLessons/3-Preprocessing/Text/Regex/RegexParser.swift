/// Reads a pattern of RE2's syntax into a tree; errors have RE2's words.
///
/// Not read, and said so: `\p` and `\P` for Unicode classes, `\C` for a single byte, `\Q` for quoting.
struct RegexParser {
  /// What `(?imsU)` sets, for the rest of its group.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
    var isUngreedy = false
  }

  var pattern: PatternText
  var flags = Flags()
  var depth = 0
  var groupCount = 0

  /// The tree of a pattern, and how many groups it has.
  static func parse(_ pattern: String) throws(RegexError) -> (node: RegexNode, groupCount: Int) {
    var parser = RegexParser(pattern: PatternText(pattern))
    let node = try parser.parseAlternatives()
    guard parser.pattern.isAtEnd else { throw RegexError(problem: "unexpected ): \(pattern)") }
    return (node, parser.groupCount)
  }

  mutating func parseAlternatives() throws(RegexError) -> RegexNode {
    var alternatives = [try parseSequence()]
    while pattern.take("|") { alternatives.append(try parseSequence()) }
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func parseSequence() throws(RegexError) -> RegexNode {
    var nodes: [RegexNode] = []
    // Where the last repetition operator starts, if that was the last thing read.
    var lastRepetition: Int?
    while let next = pattern.peek, next != "|", next != ")" {
      let start = pattern.position
      guard let (minimum, maximum) = try takeRepetition() else {
        if let node = try parseOne() { nodes.append(node) }
        lastRepetition = nil
        continue
      }
      let isLazy = pattern.take("?")
      if let lastRepetition {
        throw RegexError(problem: "bad repetition operator: \(pattern.text(from: lastRepetition))")
      }
      guard let last = nodes.popLast() else {
        throw RegexError(problem: "no argument for repetition operator: \(pattern.text(from: start))")
      }
      let isGreedy = isLazy == flags.isUngreedy
      let node = RegexNode.repeated(last, minimum: minimum, maximum: maximum, isGreedy: isGreedy)
      guard node.copies <= Self.largestRepetition else {
        throw RegexError(problem: "invalid repetition size: \(pattern.text(from: start))")
      }
      nodes.append(node)
      lastRepetition = start
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// RE2's limit, also of one repetition within another.
  private static let largestRepetition = 1000

  /// A repetition operator, if one is next. A brace that begins none is a character like any other.
  private mutating func takeRepetition() throws(RegexError) -> (minimum: Int, maximum: Int?)? {
    if pattern.take("*") { return (0, nil) }
    if pattern.take("+") { return (1, nil) }
    if pattern.take("?") { return (0, 1) }
    let start = pattern.position
    guard pattern.take("{"), let minimum = pattern.takeNumber() else {
      pattern.position = start
      return nil
    }
    let maximum = pattern.take(",") ? pattern.takeNumber() : minimum
    guard pattern.take("}") else {
      pattern.position = start
      return nil
    }
    guard max(minimum, maximum ?? 0) <= Self.largestRepetition, minimum <= maximum ?? minimum else {
      throw RegexError(problem: "invalid repetition size: \(pattern.text(from: start))")
    }
    return (minimum, maximum)
  }

  /// One character, class, assertion or group; nil for flags, which are only remembered.
  private mutating func parseOne() throws(RegexError) -> RegexNode? {
    let start = pattern.position
    switch pattern.next() {
    case "("?: return try parseGroup(from: start)
    case "["?: return .characters(try parseClass(from: start))
    case "."?: return .characters(flags.dotMatchesNewline ? .all : .allButNewline)
    case "^"?: return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$"?: return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "\\"?: return try parseEscape(from: start)
    case let character?: return .characters(folded(ScalarSet(character.value)))
    case nil: return nil
    }
  }

  /// The set, and what differs from it in case if `(?i)` is set.
  func folded(_ set: ScalarSet) -> ScalarSet { flags.ignoresCase ? set.ignoringCase : set }
}

extension RegexParser {
  /// Groups within groups, so that no pattern can exhaust the stack.
  private static let deepest = 200

  /// A group, whose parenthesis at `start` is read already; nil for flags alone.
  mutating func parseGroup(from start: Int) throws(RegexError) -> RegexNode? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw RegexError(problem: "more than \(Self.deepest) groups within one another")
    }
    let outerFlags = flags
    var index: Int?
    if pattern.take("?") {
      if pattern.take("P") {
        try skipName(from: start)
        index = nextGroup()
      } else if try !takeFlags(from: start) {
        return nil
      }
    } else {
      index = nextGroup()
    }
    let node = try parseAlternatives()
    guard pattern.take(")") else { throw RegexError(problem: "missing ): \(pattern.whole)") }
    flags = outerFlags
    return index.map { .group(node, index: $0) } ?? node
  }

  private mutating func nextGroup() -> Int {
    groupCount += 1
    return groupCount
  }

  /// `<name>`. Groups are only asked for by number, so the name is not kept.
  private mutating func skipName(from start: Int) throws(RegexError) {
    var length = 0
    let isOpened = pattern.take("<")
    while isOpened, let character = pattern.peek, ScalarSet.word.contains(character.value) {
      _ = pattern.next()
      length += 1
    }
    guard length > 0, pattern.take(">") else {
      throw RegexError(problem: "invalid named capture group: \(pattern.text(from: start))")
    }
  }

  /// Flags up to `:`, for a group that follows, or up to `)`, for the rest of the group that they stand in.
  ///
  /// - Returns: whether a group follows.
  private mutating func takeFlags(from start: Int) throws(RegexError) -> Bool {
    var changed = flags
    var value = true
    var isComplete = true
    while let character = pattern.next() {
      switch character {
      case "i": changed.ignoresCase = value
      case "m": changed.isMultiline = value
      case "s": changed.dotMatchesNewline = value
      case "U": changed.isUngreedy = value
      case "-" where value:
        value = false
        isComplete = false
        continue
      case ":" where isComplete, ")" where isComplete:
        flags = changed
        return character == ":"
      default: throw RegexError(problem: "invalid perl operator: \(pattern.text(from: start))")
      }
      isComplete = true
    }
    throw RegexError(problem: "invalid perl operator: \(pattern.text(from: start))")
  }
}

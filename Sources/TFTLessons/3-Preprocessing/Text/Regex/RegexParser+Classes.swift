extension RegexParser {
  /// A class such as `[^a-z\d]`, whose bracket at `start` is read already.
  mutating func parseClass(from start: Int) throws(RegexError) -> ScalarSet {
    let isNegated = pattern.take("^")
    var ranges: [ClosedRange<UInt32>] = []
    // A bracket that comes first is a member.
    var isFirst = true
    while isFirst || pattern.peek != "]" {
      isFirst = false
      guard let next = pattern.peek else {
        throw RegexError(problem: "missing ]: \(pattern.text(from: start))")
      }
      if next == "[", let named = try takeNamedClass() {
        ranges += named.ranges
      } else if next == "\\", let perl = takePerlClass() {
        ranges += perl.ranges
      } else {
        ranges += folded(ScalarSet([try parseRange(ofClassAt: start)])).ranges
      }
    }
    _ = pattern.next()
    let set = ScalarSet(ranges)
    return isNegated ? set.inverted : set
  }

  /// `a` or `a-z`.
  private mutating func parseRange(ofClassAt classStart: Int) throws(RegexError) -> ClosedRange<UInt32> {
    let start = pattern.position
    let first = try parseMember(ofClassAt: classStart)
    let afterFirst = pattern.position
    guard pattern.take("-"), pattern.peek != "]" else {
      pattern.position = afterFirst
      return first...first
    }
    let last = try parseMember(ofClassAt: classStart)
    guard first <= last else {
      throw RegexError(problem: "invalid character class range: \(pattern.text(from: start))")
    }
    return first...last
  }

  private mutating func parseMember(ofClassAt classStart: Int) throws(RegexError) -> UInt32 {
    let start = pattern.position
    guard let character = pattern.next() else {
      throw RegexError(problem: "missing ]: \(pattern.text(from: classStart))")
    }
    return character == "\\" ? try parseEscapedScalar(from: start) : character.value
  }

  /// `[:alpha:]` or `[:^alpha:]`, within a class; nil where the bracket is a member.
  private mutating func takeNamedClass() throws(RegexError) -> ScalarSet? {
    let start = pattern.position
    guard pattern.take("["), pattern.take(":"), let name = pattern.take(upTo: ":]") else {
      pattern.position = start
      return nil
    }
    guard let set = ScalarSet.named[name.hasPrefix("^") ? String(name.dropFirst()) : name] else {
      throw RegexError(problem: "invalid character class range: \(pattern.text(from: start))")
    }
    return name.hasPrefix("^") ? folded(set).inverted : folded(set)
  }

  /// `\d`, `\s`, `\w` or the opposite of one; nil and nothing read for any other escape.
  private mutating func takePerlClass() -> ScalarSet? {
    let start = pattern.position
    _ = pattern.next()
    let letter = pattern.next()
    switch letter {
    case "d"?: return folded(.digits)
    case "s"?: return folded(.spaces)
    case "w"?: return folded(.word)
    case "D"?: return folded(.digits).inverted
    case "S"?: return folded(.spaces).inverted
    case "W"?: return folded(.word).inverted
    default:
      pattern.position = start
      return nil
    }
  }

  /// What a backslash at `start`, outside a class, begins.
  mutating func parseEscape(from start: Int) throws(RegexError) -> RegexNode {
    pattern.position = start
    if let set = takePerlClass() { return .characters(set) }
    _ = pattern.next()
    switch pattern.peek {
    case "A"?: return assertion(.textStart)
    case "z"?: return assertion(.textEnd)
    case "b"?: return assertion(.wordBoundary)
    case "B"?: return assertion(.noWordBoundary)
    default: return .characters(folded(ScalarSet(try parseEscapedScalar(from: start))))
    }
  }

  private mutating func assertion(_ assertion: RegexAssertion) -> RegexNode {
    _ = pattern.next()
    return .assertion(assertion)
  }

  /// The one character that an escape stands for; its backslash at `start` is read already.
  private mutating func parseEscapedScalar(from start: Int) throws(RegexError) -> UInt32 {
    guard let letter = pattern.next() else { throw RegexError(problem: "trailing \\") }
    switch letter {
    case "a": return 7
    case "f": return 12
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "v": return 11
    case "x": if let value = takeHexadecimal() { return value }
    case "0"..."7": if let value = takeOctal(from: letter) { return value }
    case "p", "P", "C", "Q":
      throw RegexError(problem: "not supported here: \(pattern.text(from: start))")
    case let mark where mark.isASCII && (mark == "_" || !ScalarSet.word.contains(mark.value)):
      return mark.value
    default: break
    }
    throw RegexError(problem: "invalid escape sequence: \(pattern.text(from: start))")
  }

  /// `7F` or `{10FFFF}`.
  private mutating func takeHexadecimal() -> UInt32? {
    let digits: String?
    if pattern.take("{") {
      digits = pattern.take(upTo: "}")
    } else {
      digits = String([pattern.next(), pattern.next()].compactMap { $0.map(Character.init) })
    }
    guard let digits, digits.utf8.allSatisfy({ ScalarSet.named["xdigit"]?.contains(UInt32($0)) == true }),
      let value = UInt32(digits, radix: 16), value <= 0x10FFFF
    else { return nil }
    return value
  }

  /// Up to three digits that begin with 0, or more than one: a single other digit would mean a group's match, which
  /// takes more than linear time to look for.
  private mutating func takeOctal(from first: Unicode.Scalar) -> UInt32? {
    var value = first.value - 48
    var count = 1
    while count < 3, let digit = pattern.peek, "0"..."7" ~= digit {
      value = value * 8 + digit.value - 48
      count += 1
      _ = pattern.next()
    }
    return first == "0" || count > 1 ? value : nil
  }
}

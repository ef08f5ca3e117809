import Preprocessing
import RawData
import Testing

@Suite("Lesson 3: regular expressions", .tags(.lesson3))
struct Lesson3RegexTests {
  /// `text` with every match of `pattern` between angle brackets, or as `rewrite` says.
  private func marked(_ text: String, _ pattern: String, rewrite: String = "<\\0>") throws -> String {
    try marked(Array(text.utf8), pattern, rewrite: rewrite)
  }

  private func marked(_ bytes: [UInt8], _ pattern: String, rewrite: String = "<\\0>") throws -> String {
    String(decoding: try replaced(bytes, pattern, rewrite), as: UTF8.self)
  }

  private func replaced(_ bytes: [UInt8], _ pattern: String, _ rewrite: String) throws -> ArraySlice<UInt8> {
    var texts = ByteStrings()
    texts.append(bytes)
    let rows = Rows(["x": FeatureValues(texts)])
    let column = try rows.column { try regexReplace($0.string("x"), pattern: pattern, rewrite: rewrite) }
    guard case .string(let strings) = column.storage else { return [] }
    return strings[0]
  }

  // What tf.strings.regex_replace of TensorFlow 2.21 gives, which is RE2.
  @Test(
    arguments: [
      ("foobar", "foo|foobar", "<foo>bar"), ("aab", "(?U)a+", "<a><a>b"), ("aab", "(?U)a+?", "<aa>b"),
      ("ab", "(|a)*", "<>a<>b<>"), ("aa", "(|a)+", "<>a<>a<>"), ("abab", "(a|b)*?b", "<ab><ab>"),
      ("aaa", "a{0,2}?", "<>a<>a<>a<>"), ("aaa", "a{2,}", "<aaa>"), ("a{,2}", "a{,2}", "<a{,2}>"),
      ("a", "^*", "<>a<>"), ("a\nb", "(?m)^", "<>a\n<>b"), ("a\nb", "(?m)$", "a<>\nb<>"),
      ("a\nb", "$", "a\nb<>"), ("a", "\\z", "a<>"), ("a]", "[]]", "a<]>"), ("a-", "[a-]", "<a><->"),
      ("a^", "[a^]", "<a><^>"), ("[:a", "[[:a]", "<[><:><a>"), ("a_b", "\\_", "a<_>b"),
      ("\u{1}", "\\01", "<\u{1}>"), ("A", "\\x{41}", "<A>"), ("A", "\\x41", "<A>"), ("a", "(?-i)a", "<a>"),
      ("aXbX", "(?i:x)b", "a<Xb>X"), ("", "()", "<>"), ("a\u{B}b", "\\s", "a\u{B}b"),
      ("a\u{B}b", "[[:space:]]", "a<\u{B}>b"), ("tel 555-1234", "(\\d+)-(\\d+)", "tel <555-1234>"),
      ("Kſk", "(?i)\\w", "<K><ſ><k>"), ("Kſk", "(?i)k", "<K>ſ<k>"), ("Kſk", "(?i)\\W", "Kſk"),
      ("ıİiI", "(?i)i", "ıİ<i><I>"), ("ßẞ", "(?i)ß", "<ß><ẞ>"), ("éa", "[^a]", "<é>a"),
      ("a\nc", "a.c", "a\nc"), ("a\nc", "(?s)a.c", "<a\nc>"), ("x", "(?P<1a>x)", "<x>"),
    ]
  )
  func `a pattern matches where RE2 has it match`(text: String, pattern: String, expected: String) throws {
    #expect(try marked(text, pattern) == expected)
  }

  // Also TensorFlow's.
  @Test func `bytes that are no UTF-8 match nothing, and no empty match splits a character`() throws {
    #expect(try replaced([97, 0xFF, 98, 0xC3], ".", "X") == [88, 0xFF, 88, 0xC3])
    #expect(try replaced([0xFF], "[^a]", "X") == [0xFF])
    #expect(try replaced([0xFF, 0xFE], "", "-") == [45, 0xFF, 45, 0xFE, 45])
    #expect(try replaced([97, 0xFF, 98], "b*", "-") == [45, 97, 45, 0xFF, 45])
    #expect(try marked("é1a", "", rewrite: "-") == "-é-1-a-")
    // Here TensorFlow does split: its places are between bytes.
    #expect(try marked("aé", "\\B", rewrite: "-") == "aé-")
  }

  // RE2's own words, but for the last two.
  @Test(
    arguments: [
      ("(a", "missing ): (a"), ("a)", "unexpected ): a)"), ("[a", "missing ]: [a"), ("[", "missing ]: ["),
      ("a**", "bad repetition operator: **"), ("a*??", "bad repetition operator: *??"),
      ("a{1,2}{3}", "bad repetition operator: {1,2}{3}"), ("*", "no argument for repetition operator: *"),
      ("(?i)*", "no argument for repetition operator: *"),
      ("a|+?", "no argument for repetition operator: +?"),
      ("a{2,1}", "invalid repetition size: {2,1}"), ("a{1001}", "invalid repetition size: {1001}"),
      ("(a{100}){100}", "invalid repetition size: {100}"), ("[z-a]", "invalid character class range: z-a"),
      ("[[:foo:]]", "invalid character class range: [:foo:]"), ("[a-\\d]", "invalid escape sequence: \\d"),
      ("\\1", "invalid escape sequence: \\1"), ("\\Z", "invalid escape sequence: \\Z"),
      ("\\é", "invalid escape sequence: \\é"), ("\\xg", "invalid escape sequence: \\xg"),
      ("\\", "trailing \\"), ("(?=a)", "invalid perl operator: (?="), ("(?i", "invalid perl operator: (?i"),
      ("(?z)a", "invalid perl operator: (?z"), ("(?i-)a", "invalid perl operator: (?i-)"),
      ("(?P=n)", "invalid named capture group: (?P"), ("(?P<>a)", "invalid named capture group: (?P<"),
      ("\\pL", "not supported here: \\p"), ("\\C", "not supported here: \\C"),
    ]
  )
  func `a pattern that is none is refused in RE2's words`(pattern: String, problem: String) {
    let x = Column<String>(node: Node(.input(name: "x"), type: .string))
    let line = #line + 1
    let replace = { try regexReplace(x, pattern: pattern, rewrite: "") }
    let error = #expect(throws: OperationError.self) { try replace() }
    #expect(error?.description == "LessonTests/Lesson3RegexTests.swift:\(line): regex_replace: \(problem)")
    let matchError = #expect(throws: OperationError.self) { try regexFullMatch(x, pattern: pattern) }
    #expect(matchError?.operation == "regex_full_match")
    #expect(matchError?.problem == problem)
  }

  @Test func `a pattern may not exhaust stack or memory`() throws {
    let deep = String(repeating: "(", count: 201) + String(repeating: ")", count: 201)
    let error = #expect(throws: OperationError.self) { try marked("", deep) }
    #expect(error?.problem == "more than 200 groups within one another")
    let deepest = String(repeating: "(", count: 200) + String(repeating: ")", count: 200)
    #expect(try marked("", deepest) == "<>")
    let large = Array(repeating: "a{1000}", count: 101).joined(separator: "b")
    let sizeError = #expect(throws: OperationError.self) { try marked("", large) }
    #expect(sizeError?.problem == "pattern too large")
  }

  @Test(
    arguments: [
      ("\\3", "invalid rewrite \\3: the pattern has 2 groups, not 3"),
      ("a\\x", "invalid rewrite a\\x: expected a digit or \\ after \\"),
      ("\\", "invalid rewrite \\: expected a digit or \\ after \\"),
    ]
  )
  func `a rewrite that is none is refused`(rewrite: String, problem: String) {
    let error = #expect(throws: OperationError.self) { try marked("ab", "(a)(b)", rewrite: rewrite) }
    #expect(error?.problem == problem)
  }

  @Test func `a rewrite puts groups and backslashes, and nothing for a group that took no part`() throws {
    #expect(try marked("ab-cd", "(\\w+)-(\\w+)", rewrite: "\\2\\\\\\1 \\0") == "cd\\ab ab-cd")
    #expect(try marked("ab", "(a)|(b)", rewrite: "[\\1\\2]") == "[a][b]")
    #expect(try marked("aab", "(?:(a)|b)*", rewrite: "\\1") == "a")
  }

  @Test func `the first match alone is replaced on demand`() throws {
    let rows = Rows(["x": strings(["aXbX", "none", ""])])
    let column = try rows.column {
      try regexReplace($0.string("x"), pattern: "X|^$", rewrite: "-", replacesAll: false)
    }
    #expect(column == strings(["a-bX", "none", "-"]))
  }

  // A matcher that tries one way after another needs 2^n steps for these.
  @Test(.timeLimit(.minutes(1)), arguments: ["(a*)*b", "(a|a)*b", "(a|aa)+$b", "(?:a?){200}a{200}b"])
  func `no pattern takes more than linear time`(pattern: String) throws {
    let text = String(repeating: "a", count: 400)
    #expect(try marked(text, pattern) == text)
  }

  // The oracle follows the pattern's meaning: all places where a match from a given place can end.
  @Test func `whole texts match as sets of end places say`() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<150 {
      let pattern = Pattern.random(depth: 4, &random)
      let texts = (0..<8).map { _ in
        (0..<Int.random(in: 0...7, using: &random)).map { _ in
          ["a", "b", "é"].randomElement(using: &random) ?? "a"
        }
      }
      let rows = Rows(["x": strings(texts.map { $0.joined() })])
      let matches = try rows.column { try regexFullMatch($0.string("x"), pattern: pattern.text) }.int64s
      let expected = texts.map { pattern.ends(in: $0, from: 0).contains($0.count) ? 1 : 0 as Int64 }
      #expect(matches == expected, "\(pattern.text) on \(texts)")
    }
  }
}

/// A pattern whose meaning is computed without a machine.
private indirect enum Pattern: Sendable {
  case one(Set<String>, text: String)
  case both(Pattern, Pattern)
  case either(Pattern, Pattern)
  case times(Pattern, ClosedRange<Int>, text: String)
  case start, end

  static func random(depth: Int, _ random: inout SplitMix64) -> Pattern {
    guard depth > 0 else {
      return switch Int.random(in: 0..<8, using: &random) {
      case 0: .start
      case 1: .end
      case 2: .one(["a", "b", "é"], text: ".")
      case 3: .one(["b", "é"], text: "[^a]")
      case 4: .one(["a", "b"], text: "\\w")
      case 5: .one(["é"], text: "(?i:É)")
      case 6: .one(["b"], text: "b")
      default: .one(["a"], text: "a")
      }
    }
    let part = Self.random(depth: depth - 1, &random)
    let counts = [0...9: "*", 1...9: "+?", 0...1: "?", 2...2: "{2}", 1...3: "{1,3}?", 0...2: "{0,2}"]
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return .both(part, .random(depth: depth - 1, &random))
    case 1: return .either(part, .random(depth: depth - 1, &random))
    default:
      let sorted = counts.sorted { $0.value < $1.value }
      let (range, text) = sorted[Int.random(in: 0..<sorted.count, using: &random)]
      return .times(part, range, text: text)
    }
  }

  var text: String {
    switch self {
    case .one(_, let text): text
    case .both(let first, let second): "(\(first.text))\(second.text)"
    case .either(let first, let second): "(?:\(first.text)|\(second.text))"
    case .times(let part, _, let text): "(?:\(part.text))\(text)"
    case .start: "^"
    case .end: "$"
    }
  }

  /// Where a match of `characters` from `start` can end. Texts have fewer than 9 characters, so 9 turns are as many as any.
  func ends(in characters: [String], from start: Int) -> Set<Int> {
    switch self {
    case .one(let members, _):
      return start < characters.count && members.contains(characters[start]) ? [start + 1] : []
    case .both(let first, let second):
      return Set(first.ends(in: characters, from: start).flatMap { second.ends(in: characters, from: $0) })
    case .either(let first, let second):
      return first.ends(in: characters, from: start).union(second.ends(in: characters, from: start))
    case .times(let part, let range, _):
      var current: Set = [start]
      var result: Set<Int> = range.lowerBound == 0 ? current : []
      for turn in 1...range.upperBound {
        current = Set(current.flatMap { part.ends(in: characters, from: $0) })
        if turn >= range.lowerBound { result.formUnion(current) }
      }
      return result
    case .start: return start == 0 ? [0] : []
    case .end: return start == characters.count ? [start] : []
    }
  }
}

/// Colours a program line by line: keywords, texts, comments, numbers and types, as far as they can be told without
/// understanding it.
struct CodeHighlighter {
  /// What the lines so far have begun and not ended.
  private enum Open {
    case comment
    case string([UInt8])
  }

  private let language: CodeLanguage
  private let lineComment: [UInt8]
  private let quotes: [UInt8]
  private let prefixes: [UInt8]
  private var open: Open?
  private var line: [UInt8] = []
  private var spans: [Span] = []
  /// Where what has no style begins.
  private var start = 0

  init(_ language: CodeLanguage) {
    self.language = language
    lineComment = Array(language.lineComment.utf8)
    quotes = Array(language.quotes.utf8)
    prefixes = Array(language.prefixes.utf8)
  }

  /// The next line of the program in pieces of one style.
  mutating func spans(of text: String) -> [Span] {
    (line, spans, start) = (Array(text.utf8), [], 0)
    var index = 0
    if let open { index = goOn(with: open) }
    while index < line.count { index = token(at: index) }
    add(line.count, line.count, [])
    return spans
  }

  /// Ends what an earlier line has begun, or takes the whole line for it.
  private mutating func goOn(with open: Open) -> Int {
    let (end, style): ([UInt8], TextStyle) =
      switch open {
      case .comment: (Array("*/".utf8), .dim)
      case .string(let quotes): (quotes, .literal)
      }
    let stop = self.end(of: end, from: 0)
    if stop != nil { self.open = nil }
    add(0, stop ?? line.count, style)
    return stop ?? line.count
  }

  /// Takes the token at `index`; where the next one begins.
  private mutating func token(at index: Int) -> Int {
    let byte = line[index]
    if starts(lineComment, at: index),
      lineComment.count > 1 || index == 0 || line[index - 1] == UInt8(ascii: " ")
    {
      return add(index, line.count, .dim)
    }
    if language.hasBlockComments, starts(Array("/*".utf8), at: index) { return comment(at: index) }
    if quotes.contains(byte) { return string(at: index, byte) }
    if Self.isDigit(byte) { return add(index, numberEnd(from: index), .literal) }
    if Self.isLetter(byte) { return word(at: index) }
    if prefixes.contains(byte), index + 1 < line.count, Self.isLetter(line[index + 1]) {
      return add(index, wordEnd(from: index + 1), .keyword)
    }
    return index + 1
  }

  private mutating func comment(at index: Int) -> Int {
    let stop = end(of: Array("*/".utf8), from: index + 2)
    if stop == nil { open = .comment }
    return add(index, stop ?? line.count, .dim)
  }

  private mutating func string(at index: Int, _ quote: UInt8) -> Int {
    let three = [quote, quote, quote]
    if language.hasLongStrings, starts(three, at: index) {
      let stop = end(of: three, from: index + 3)
      if stop == nil { open = .string(three) }
      return add(index, stop ?? line.count, .literal)
    }
    var stop = index + 1
    while stop < line.count, line[stop] != quote {
      if line[stop] == UInt8(ascii: "\\") {
        stop = interpolationEnd(at: stop) ?? stop + 2
      } else {
        stop += 1
      }
    }
    return add(index, min(stop + 1, line.count), .literal)
  }

  /// Where `\(...)` at `index` ends; nil where there is none.
  private func interpolationEnd(at index: Int) -> Int? {
    guard language.hasInterpolation, index + 1 < line.count, line[index + 1] == UInt8(ascii: "(") else {
      return nil
    }
    var depth = 0
    for stop in (index + 1)..<line.count {
      if line[stop] == UInt8(ascii: "(") { depth += 1 }
      if line[stop] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return stop + 1 }
    }
    return line.count
  }

  private mutating func word(at index: Int) -> Int {
    let stop = wordEnd(from: index)
    let isMember = index > 0 && line[index - 1] == UInt8(ascii: ".")
    let isRange = index > 1 && line[index - 2] == UInt8(ascii: ".")
    if (!isMember || isRange), language.keywords.contains(String(decoding: line[index..<stop], as: UTF8.self))
    {
      return add(index, stop, .keyword)
    }
    let isType = language.hasCapitalTypes && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(line[index])
    return isType ? add(index, stop, .type) : stop
  }

  /// Takes what is before `from` as it is, and what is from there to `to` in `style`.
  @discardableResult
  private mutating func add(_ from: Int, _ to: Int, _ style: TextStyle) -> Int {
    if from > start { spans.append(Span(String(decoding: line[start..<from], as: UTF8.self))) }
    if to > from { spans.append(Span(String(decoding: line[from..<to], as: UTF8.self), style)) }
    start = to
    return to
  }
}

// MARK: bytes

extension CodeHighlighter {
  private func starts(_ text: [UInt8], at index: Int) -> Bool {
    line[index] == text[0] && line[index...].starts(with: text)
  }

  private func end(of text: [UInt8], from index: Int) -> Int? {
    guard index <= line.count else { return nil }
    return (index..<line.count).first { starts(text, at: $0) }.map { $0 + text.count }
  }

  private func wordEnd(from index: Int) -> Int {
    line[index...].firstIndex { !Self.isLetter($0) && !Self.isDigit($0) } ?? line.count
  }

  /// `1_000`, `0xFF`, `2.5`; the dot of `0..<5` is none of a number.
  private func numberEnd(from index: Int) -> Int {
    var stop = index
    while stop < line.count {
      let isDot =
        line[stop] == UInt8(ascii: ".") && stop + 1 < line.count && Self.isDigit(line[stop + 1])
      guard isDot || Self.isLetter(line[stop]) || Self.isDigit(line[stop]) else { break }
      stop += 1
    }
    return stop
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"),
      0x80...:
      true
    default: false
    }
  }
}

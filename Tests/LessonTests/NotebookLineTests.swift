import Testing

@testable import Runner

/// How lines are divided, and programs coloured.
@Suite("Notebook: lines")
struct NotebookLineTests {
  private static func text(_ lines: [[Span]]) -> [String] {
    lines.map { $0.map(\.text).joined() }
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("one two", 3, ["one", "two"]), ("", 5, [""]),
    ("a longest word", 4, ["a", "long", "est", "word"]), ("記録 ファイル", 6, ["記録", "ファイ", "ル"]),
    ("🚕 🚕🚕 x", 4, ["🚕", "🚕🚕", "x"]), ("e\u{301}e\u{301} e", 4, ["e\u{301}e\u{301} e"]),
    ("a\nb c", 9, ["a", "b c"]),
    ("abc", 1, ["a", "b", "c"]),
  ])
  func `words fill lines, wide characters count two columns`(text: String, width: Int, lines: [String]) {
    #expect(Self.text(LineWrapper.lines([Span(text)], width: width)) == lines)
  }

  @Test func `a word of several styles stays together`() {
    let spans = [Span("one (", []), Span("two", .code), Span("), three")]
    let lines = LineWrapper.lines(spans, width: 7)
    #expect(lines == [[Span("one")], [Span("("), Span("two", .code), Span("),")], [Span("three")]])
  }

  @Test(arguments: [
    ("  let x = 1", 20, ["  let x = 1"]),
    ("  let value = call(it)", 16, ["  let value = ", "      call(it)"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]), ("  abcdefghijklm", 12, ["  abcdefghij", "      klm"]),
  ])
  func `a line of code goes on with an indentation`(text: String, width: Int, lines: [String]) {
    #expect(Self.text(LineWrapper.folded([Span(text)], width: width)) == lines)
  }

  /// The styled pieces of a program, line by line: `keyword(let)`.
  private static func tokens(_ lines: [String], _ language: String) throws -> [[String]] {
    var highlighter = CodeHighlighter(try #require(CodeLanguage.named(language)))
    let names: [(TextStyle, String)] = [
      (.keyword, "keyword"), (.literal, "literal"), (.dim, "comment"), (.type, "type"),
    ]
    return lines.map { line in
      let spans = highlighter.spans(of: line)
      #expect(spans.map(\.text).joined() == line)
      return spans.compactMap { span in names.first { $0.0 == span.style }.map { "\($0.1)(\(span.text))" } }
    }
  }

  @Test func `Swift`() throws {
    let lines = [
      #"@Test func a(_ x: Int?) -> [Float] { return x.default ?? 0x1F } // why"#,
      #"let text = "say \"hi\" to \(name("x")) if" + b /* in"#, "still */ for i in 0..<5_0 { 2.5 }",
      #"let long = """"#, #"  for "it" "#, #"  """; self.init()"#,
    ]
    #expect(
      try Self.tokens(lines, "swift") == [
        [
          "keyword(@Test)", "keyword(func)", "type(Int)", "type(Float)", "keyword(return)", "literal(0x1F)",
          "comment(// why)",
        ],
        ["keyword(let)", #"literal("say \"hi\" to \(name("x")) if")"#, "comment(/* in)"],
        ["comment(still */)", "keyword(for)", "keyword(in)", "literal(0)", "literal(5_0)", "literal(2.5)"],
        ["keyword(let)", #"literal(""")"#], [#"literal(  for "it" )"#],
        [#"literal(  """)"#, "keyword(self)"],
      ]
    )
  }

  @Test func `Python, shell and C++`() throws {
    #expect(
      try Self.tokens(["def f(x='a'): # in", #"    """for"#, #"    in""" + Tensor(None)"#], "python") == [
        ["keyword(def)", "literal('a')", "comment(# in)"], [#"literal("""for)"#],
        [#"literal(    in""")"#, "type(Tensor)", "keyword(None)"],
      ]
    )
    #expect(
      try Self.tokens(["for f in 'a b' A; do echo $#; done # x"], "sh") == [
        ["keyword(for)", "keyword(in)", "literal('a b')", "keyword(do)", "keyword(done)", "comment(# x)"]
      ]
    )
    #expect(
      try Self.tokens(["#include <a>", "const auto x = Run(\"a\"); // b"], "c++") == [
        ["keyword(#include)"],
        ["keyword(const)", "keyword(auto)", "type(Run)", "literal(\"a\")", "comment(// b)"],
      ]
    )
    #expect(CodeLanguage.named("text") == nil && CodeLanguage.named("") == nil)
  }
}

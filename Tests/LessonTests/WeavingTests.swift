import Testing

@testable import Runner

@Suite("Weaving", .scratchDirectory)
struct WeavingTests {
  /// Weaves a page beside a source file that has the region `frame`.
  func weave(
    _ page: String,
    source: String = "a\n  // snippet: frame\n  let b = 1\n\n    c\n  // end: frame\n"
  ) throws
    -> String
  {
    let scratch = try ScratchDirectory.current
    try scratch.write(source, to: "File.swift")
    return try Weaver(root: scratch.path, outputs: ["2/first": "one\ntwo\n"]).weave(page, path: "page.md")
  }

  @Test func `a marker gets a block, and a stale block is replaced`() throws {
    let woven = "x\n<!-- output: 2/first -->\n```text\none\ntwo\n```\ny\n"
    #expect(try weave("x\n<!-- output: 2/first -->\ny\n") == woven)
    #expect(try weave("x\n<!-- output: 2/first -->\n```text\nold\n```\ny\n") == woven)
    #expect(try weave(woven) == woven)
  }

  @Test func `what make conformance writes is left as it is`() throws {
    let page = "x\n<!-- scoreboard -->\n| a |\n<!-- end: scoreboard -->\n"
    #expect(try weave(page) == page)
  }

  @Test func `a region comes without its marks and its indentation`() throws {
    let woven = try weave("<!-- code: File.swift#frame -->\n")
    #expect(woven == "<!-- code: File.swift#frame -->\n```swift\nlet b = 1\n\n  c\n```\n")
  }

  @Test(arguments: [("py", "python"), ("sh", "sh")])
  func `a region of a script is between its own comments`(ending: String, language: String) throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("a\n# snippet: all\n// b\n  c\n# end: all\n", to: "file.\(ending)")
    let marker = "<!-- code: file.\(ending)#all -->\n"
    #expect(try weave(marker) == "\(marker)```\(language)\n// b\n  c\n```\n")
  }

  @Test(arguments: [
    ("x\n<!-- output: 2/none -->\n", "page.md:2:1: unknown cell \"2/none\", expected 2/first"),
    (
      "<!-- code: File.swift#none -->\n",
      "File.swift: expected one \"// snippet: none\" and one \"// end: none\" after it, found 0 and 0"
    ),
    (
      "<!-- output: 2/first -->\n```text\none\n",
      "page.md:1:1: the block below is not closed, expected ``` on a line of its own"
    ),
    (
      "<!-- output: 2/first -->\n<!-- output: 2/first -->\n",
      "page.md:2:1: found <!-- output: 2/first --> a second time on this page"
    ),
    ("<!-- picture: a -->\n", "page.md:1:1: found <!-- picture: a -->, expected a code or an output marker"),
  ])
  func `a marker that cannot be filled is an error`(page: String, problem: String) {
    let error = #expect(throws: (any Error).self) { try weave(page) }
    #expect(error.map { "\($0)" } == problem)
  }
}

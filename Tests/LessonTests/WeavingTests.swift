import Testing

@testable import Runner

@Suite("Weaving", .scratchDirectory)
struct WeavingTests {
  static let source = "a\n  // snippet: frame\n  let b = 1\n\n    c\n  // end: frame\n"

  /// Weaves a page beside a source file that has the region `frame`.
  func weave(_ page: String, source: String = Self.source) throws -> String {
    let scratch = try ScratchDirectory.current
    try scratch.write(source, to: "File.swift")
    let weaver = Weaver(
      root: scratch.path,
      outputs: ["2/first": "one\ntwo\n"],
      figures: ["6/journey/layers": "6-journey/layers.svg"]
    )
    return try weaver.weave(page, path: "page.md").text
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

  @Test func `a figure keeps its words and gets its file`() throws {
    let woven =
      "<!-- figure: 6/journey/layers -->\n![Two layers, side by side.](figures/6-journey/layers.svg)\ny\n"
    #expect(
      try weave("<!-- figure: 6/journey/layers -->\n![Two layers, side by side.](old.svg)\ny\n") == woven
    )
    #expect(try weave(woven) == woven)
    #expect(try weave("![a picture of elsewhere](https://example.org/a.svg)\n").hasPrefix("![a picture"))
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
    (
      "<!-- picture: a -->\n",
      "page.md:1:1: found <!-- picture: a -->, expected a code, an output or a figure marker"
    ),
  ])
  func `a marker that cannot be filled is an error`(page: String, problem: String) {
    let error = #expect(throws: (any Error).self) { try weave(page) }
    #expect(error.map { "\($0)" } == problem)
  }

  private static let below = "expected ![what to see in it](...) on a line of its own below"

  @Test(arguments: [
    ("<!-- figure: 6/a/b -->\n![x](y)\n", "1:1: no cell draws \"6/a/b\", expected one of 6/journey/layers"),
    (
      "x\n![one two three four](figures/6-journey/layers.svg)\n",
      "2:1: this figure has no marker, expected <!-- figure: LESSON/CELL/FILE --> above it"
    ),
    (
      "<!-- figure: 6/journey/layers -->\nx\n",
      "1:1: this figure has no words for those who don't see it, \(below)"
    ),
    ("<!-- figure: 6/journey/layers -->\n![one\n", "1:1: the figure below is not closed, \(below)"),
    (
      "<!-- figure: 6/journey/layers -->\n![Layers](a)\n",
      "1:1: the figure below says too little about what to see in it: \"Layers\""
    ),
    (
      "<!-- figure: 6/journey/layers -->\n![a b c d](a)\n<!-- figure: 6/journey/layers -->\n![a b c d](a)\n",
      "3:1: found <!-- figure: 6/journey/layers --> a second time on this page"
    ),
  ])
  func `a figure that cannot be shown is an error`(page: String, problem: String) {
    let error = #expect(throws: (any Error).self) { try weave(page) }
    #expect(error.map { "\($0)" } == "page.md:\(problem)")
  }

  @Test(arguments: [
    ("// snippet: frame\nb\n", "1 and 0"), ("// end: frame\n// snippet: frame\n", "1 and 1"),
    ("// snippet: frame\n// end: frame\n// snippet: frame\n// end: frame\n", "2 and 2"),
  ])
  func `a region that is not closed, or is there twice, is an error`(source: String, found: String) {
    let error = #expect(throws: (any Error).self) {
      try weave("<!-- code: File.swift#frame -->\n", source: source)
    }
    #expect(
      error.map { "\($0)" }
        == "File.swift: expected one \"// snippet: frame\" and one \"// end: frame\" after it, found \(found)"
    )
  }

  // MARK: What no page shows

  /// What is wrong when the pages show `shown` of a cell `2/first`, a cell `6/journey` with a figure, and a region.
  private func problem(_ shown: Set<PageMarker>) throws -> String? {
    let scratch = try ScratchDirectory.current
    try scratch.write(Self.source, to: "Sources/Part/File.swift")
    let pages = Pages(root: scratch.path)
    do {
      try pages.checkUse(of: ["2/first", "6/journey"], ["6/journey/layers": "6-journey/layers.svg"], shown)
      return nil
    } catch { return "\(error)" }
  }

  @Test func `what no page shows is an error: a cell, a figure, a region`() throws {
    let region = PageMarker.code(path: "Sources/Part/File.swift", region: "frame")
    // The cell `6/journey` is shown by its figure.
    #expect(try problem([.output("2/first"), .figure("6/journey/layers"), region]) == nil)
    #expect(
      try problem([.output("2/first"), .output("6/journey"), region])
        == "Lessons: no page shows a figure, expected <!-- figure: 6/journey/layers --> and ![what to see in it](...)"
    )
    #expect(
      try problem([.figure("6/journey/layers"), region])
        == "Lessons: no page shows cell \"2/first\", expected <!-- output: 2/first -->"
    )
    #expect(
      try problem([.output("2/first"), .figure("6/journey/layers")])
        == "Sources/Part/File.swift:2:1: no page shows this region, "
        + "expected <!-- code: Sources/Part/File.swift#frame -->"
    )
  }

  @Test func `figures are found by the names that pages call them`() throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("<svg/>", to: "figures/6-wrong-copies/cost.svg")
    let figures = try PageFigures(in: scratch.path("figures"))
    #expect(figures.files == ["6/wrong-copies/cost": "6-wrong-copies/cost.svg"])
    #expect(figures.drawn == ["6-wrong-copies/cost.svg": "<svg/>"])
    #expect(try PageFigures(in: scratch.path("nothing")).drawn == [:])
  }

  // MARK: Differences

  @Test func `a stale page is shown as the lines that differ, with those around them`() {
    let found = (1...20).map { "line \($0)" }
    var expected = found
    expected[4] = "another line"
    expected.insert("a new line", at: 15)
    let difference = PageDifference(
      path: "Lessons/page.md",
      found: found.joined(separator: "\n"),
      expected: expected.joined(separator: "\n")
    )
    #expect(
      difference?.text == """
        --- Lessons/page.md
        +++ what the source and the run say
        @@ line 3 @@
         line 3
         line 4
        -line 5
        +another line
         line 6
         line 7
        @@ line 14 @@
         line 14
         line 15
        +a new line
         line 16
         line 17
        """
    )
    #expect(PageDifference(path: "a", found: "x\ny", expected: "x\ny") == nil)
  }

  @Test func `a long difference ends in how many more lines there are`() {
    let pages = ["x", "y"].map { name in (1...2000).map { "\(name) \($0)" }.joined(separator: "\n") }
    let text = PageDifference(path: "a", found: pages[0], expected: pages[1])?.text ?? ""
    #expect(text.split(separator: "\n").count == 61)
    #expect(text.hasSuffix("\n... and 3943 more lines"))
  }
}

import Drawing
import Foundation
import RawData
import TaxiFare
import Testing

@testable import Runner

/// The real pages on a terminal.
@Suite("Notebook: the pages", .scratchDirectory)
struct NotebookPageTests {
  private static let folder = PagesTests.root.appendingPathComponent("Lessons").path
  static let pages =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".md") } ?? []

  private static func text(of page: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(page)", encoding: .utf8)
  }

  @Test func `there are pages`() {
    #expect(Self.pages.count >= Lesson.all.count)
  }

  @Test(arguments: pages)
  func `no line is wider than the terminal, with colours and without`(page: String) throws {
    let blocks = MarkdownParser.blocks(try Self.text(of: page))
    for width in [40, 80, 100, 200] {
      for isColorful in [false, true] {
        let shown = MarkdownRenderer(width: width, palette: Palette(isColorful: isColorful)).text(blocks)
        let plain = shown.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        let lines = plain.split(separator: "\n")
        #expect(lines.count > 40)
        #expect(lines.first { $0.columns > width } == nil)
        #expect(!plain.contains("\u{1B}") && (shown != plain) == isColorful)
        #expect(lines.first { $0.hasSuffix(" ") } == nil)
      }
    }
  }

  @Test(arguments: pages)
  func `no mark is left, and no letter is lost`(page: String) throws {
    let page = try Self.text(of: page)
    let renderer = MarkdownRenderer(width: 400, palette: Palette(isColorful: false))
    let prose = MarkdownParser.blocks(page).filter { if case .code = $0 { false } else { true } }
    let shown = renderer.text(prose)
    for mark in [
      "`", "**", "](#", "](f", "<!--", "-->", "|--", "\n#", "\n>", "\n- ", "&lt;", "<br>", "<details",
    ] {
      #expect(!shown.contains(mark), "\(mark)")
    }
    // The page's letters by another way: what no reader sees taken out by its form.
    let visible = page.replacing(/(?m)^<!--.*-->$/, with: "").replacing(/(?m)^```.*$/, with: "")
      .replacing(/\]\(#[a-z]+\)/, with: "").replacing(/!\[/, with: "figure ")
    let all = renderer.text(MarkdownParser.blocks(page))
    #expect(Self.letters(all) == Self.letters(visible))
  }

  /// How often each letter and digit comes; a picture's text and its path change places, and so do a table's lines.
  private static func letters(_ text: String) -> [UInt8: Int] {
    var counts: [UInt8: Int] = [:]
    for byte in text.utf8 where 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte {
      counts[byte, default: 0] += 1
    }
    return counts
  }

  @Test func `a page is divided where its cells stand`() throws {
    let text = """
      # T
      <!-- code: a/b.swift#c -->
      ```swift
      old
      ```
      <!-- output: 6/journey -->
      ```text
      old
      ```
      more

      ![it](figures/6-journey/x.svg)

      ![other](figures/y.svg)
      <!-- output: 6/new -->
      """
    let journey = MarkdownBlock.figure(text: "it", path: "figures/6-journey/x.svg")
    for source in [["now"], nil] {
      let page = LessonPage(text, cells: ["6/journey"]) { path, region in
        #expect(path == "a/b.swift" && region == "c")
        return source
      }
      #expect(
        page.parts == [
          .prose([.heading(1, [Span("T")])]),
          .code(path: "a/b.swift", language: "swift", lines: source ?? ["old"]), .output("6/journey"),
          .prose([.paragraph([Span("more")])]), .figure(cell: "6/journey", journey),
          .prose([.figure(text: "other", path: "figures/y.svg")]), .output("6/new"),
        ]
      )
    }
  }

  @Test func `a page that shows a cell which does not exist is an error, with its line`() throws {
    let path = try ScratchDirectory.current.write("# T\n\n<!-- output: 2/wirte -->\n", to: "02-t.md")
    let error = #expect(throws: InputError.self) {
      try LessonPage(contentsOf: path, cells: ["2/write", "2/skip"])
    }
    #expect(error?.description == "\(path):3:1: unknown cell \"2/wirte\"; did you mean 2/write?")
  }

  /// Lessons 5 and 6 train models, which takes too long without optimization; a release build has them too.
  private static let ordered: ClosedRange<Int> = {
    #if DEBUG
      1...4
    #else
      1...7
    #endif
  }()

  @Test(arguments: ordered)
  func `cells say the same in the order of the page and in that of the lesson`(number: Int) throws {
    let lesson = try #require(Lesson.all.first { $0.number == number })
    let path = try #require(PageFolder(path: Self.folder).page(number))
    let cells = Dictionary(uniqueKeysWithValues: lesson.cells.map { ("\(number)/\($0.name)", $0) })
    let page = try LessonPage(contentsOf: path, cells: Array(cells.keys))
    let order = page.parts.compactMap { part -> String? in
      switch part {
      case .output(let name), .figure(let name, _): name
      default: nil
      }
    }
    #expect(order.count > 4 && order.allSatisfy { cells[$0] != nil })
    let scratch = try ScratchDirectory.current
    // Ordinary rides: the awkward ones have distances that no training goes on with.
    let rides = try String(contentsOfFile: taxiData("taxi-train.csv"), encoding: .utf8)
    try scratch.write(rides.split(separator: "\n").prefix(61).joined(separator: "\n") + "\n", to: "rides.csv")
    func outputs(_ names: [String], _ workdir: String) throws -> [String: String] {
      var options = RunOptions()
      (options.data, options.valid) = (scratch.path("rides.csv"), scratch.path("rides.csv"))
      options.workdir = scratch.path(workdir)
      let run = try PipelineRun(taxiFare, options)
      var outputs: [String: String] = [:]
      for name in names where outputs[name] == nil {
        outputs[name] = try cells[name]?.run(run).replacing(options.workdir, with: "area")
      }
      return outputs
    }
    let ofPage = try outputs(order, "page")
    // Some are on another page: the functions by family, the picture of the whole way.
    let ofLesson = try outputs(lesson.cells.map { "\(number)/\($0.name)" }, "lesson").filter {
      order.contains($0.key)
    }
    #expect(ofPage == ofLesson)
  }
}

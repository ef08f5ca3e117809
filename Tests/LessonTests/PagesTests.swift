import Foundation
import Testing

/// The pages point at tests; a test that is renamed must not leave a reader alone.
@Suite("Pages")
struct PagesTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The names of all tests: ``func `name`()``.
  static func testNames() throws -> Set<String> {
    let folder = root.appendingPathComponent("Tests/LessonTests")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".swift")
    }
    let texts = try files.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    return Set(texts.flatMap { $0.matches(of: /func `([^`]+)`/).map { String($0.1) } })
  }

  static let pages = [
    "README.md", "01-raw-data.md", "02-tfrecords.md", "03-preprocessing-fn.md", "functions.md",
    "04-transformed-data.md", "05-embeddings.md", "06-end-to-end.md", "07-full-scale.md",
  ]

  static func text(of page: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent("Lessons/\(page)"), encoding: .utf8)
  }

  @Test(arguments: pages)
  func `every test that a page names is there`(page: String) throws {
    let text = try Self.text(of: page).replacing("\n", with: " ")
    // A name in parentheses and backquotes, of several words: (`a ride is ...`).
    let named = text.matches(of: /\(`([a-zA-Z]+ [^`]+)`\)/).map { String($0.1) }
      .filter { !$0.hasPrefix("swift test") }
    let tests = try Self.testNames()
    #expect(named.count >= (page.hasPrefix("0") ? 3 : 1))
    #expect(named.filter { !tests.contains($0) } == [])
  }

  @Test(arguments: pages)
  func `every filter that a page names finds a suite`(page: String) throws {
    let text = try Self.text(of: page)
    let folder = Self.root.appendingPathComponent("Tests/LessonTests")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let filters = text.matches(of: /--filter (\w+)/).map { String($0.1) }
    #expect(!filters.isEmpty)
    #expect(filters.filter { filter in !files.contains { $0.hasPrefix(filter) } } == [])
  }

  @Test(arguments: pages)
  func `every page and file that a page links to is there`(page: String) throws {
    let folder = Self.root.appendingPathComponent("Lessons")
    // Code has brackets of its own.
    let prose = try Self.text(of: page).replacing(/```[\s\S]*?```/, with: "").replacing(/`[^`\n]*`/, with: "")
    let links = prose.matches(of: /\]\(([^)#\s]+)[^)]*\)/).map { String($0.1) }
    let missing = links.filter { link in
      !link.hasPrefix("http")
        && !FileManager.default.fileExists(atPath: folder.appendingPathComponent(link).path)
    }
    #expect(!links.isEmpty)
    #expect(missing == [])
  }

  @Test(arguments: pages.filter { $0.hasPrefix("0") })
  func `a page has its parts in the same order as the others`(page: String) throws {
    let headings = try Self.text(of: page).split(separator: "\n").filter { $0.hasPrefix("## ") }
      .map { String($0.dropFirst(3)) }
    let parts = [
      "The idea", "What goes wrong without it", "The same in TensorFlow", "Check yourself", "Exercises",
      "Further reading",
    ]
    let found = headings.filter(parts.contains)
    // Page 4 calls what goes wrong by its name; not every page has exercises in a section of their own.
    #expect(found == parts.filter(found.contains))
    #expect(Set(parts).subtracting(found).isSubset(of: ["What goes wrong without it", "Exercises"]))
    #expect(try Self.text(of: page).contains("<!-- figure: \(page.dropFirst().prefix(1))/here/pipeline -->"))
  }
}

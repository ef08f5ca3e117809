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

  @Test(arguments: [
    "03-preprocessing-fn.md", "04-transformed-data.md", "06-end-to-end.md", "07-full-scale.md",
  ])
  func `every test that a page names is there`(page: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent("Lessons/\(page)"), encoding: .utf8)
      .replacing("\n", with: " ")
    // A name in parentheses and backquotes, of several words: (`a ride is ...`).
    let named = text.matches(of: /\(`([a-zA-Z]+ [^`]+)`\)/).map { String($0.1) }
    let tests = try Self.testNames()
    #expect(named.count >= 8)
    #expect(named.filter { !tests.contains($0) } == [])
  }
}

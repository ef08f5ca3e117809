/// The line that opens a block of code.
struct Fence {
  let indentation: Int
  let language: String
  private let mark: Character
  private let count: Int

  /// - Parameter line: nil when it opens no block.
  init?(_ line: String) {
    indentation = MarkdownParser.indentation(line)
    let text = line.dropFirst(indentation)
    guard indentation < 4, let first = text.first, first == "`" || first == "~" else { return nil }
    mark = first
    count = text.prefix { $0 == first }.count
    let rest = text.dropFirst(count)
    guard count >= 3, !rest.contains("`") else { return nil }
    language = rest.split(separator: " ").first.map { $0.lowercased() } ?? ""
  }

  func isClosed(by line: String) -> Bool {
    let text = MarkdownParser.trimmed(line)
    return text.count >= count && text.allSatisfy { $0 == mark }
  }
}

/// What begins an item of a list: `- `, `* `, `+ `, `1. ` or `1) `.
struct ListMarker {
  /// The item's number; nil for a bullet.
  let number: Int?
  /// The rest of its line.
  let text: String
  /// How far lines of the item are indented at least.
  let contentIndentation: Int
  private let mark: Character
  private let indentation: Int

  /// - Parameter line: nil when no item begins there.
  init?(_ line: String) {
    indentation = MarkdownParser.indentation(line)
    let rest = line.dropFirst(indentation)
    let digits = rest.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    let after = rest.dropFirst(digits)
    guard let mark = after.first, digits > 0 ? ".)".contains(mark) : "-*+".contains(mark), digits < 10 else {
      return nil
    }
    let content = after.dropFirst()
    guard content.isEmpty || content.first == " " else { return nil }
    self.mark = mark
    number = digits > 0 ? Int(rest.prefix(digits)) : nil
    let spaces = MarkdownParser.indentation(String(content))
    // Five spaces or more are one, and indented code.
    let gap = content.isEmpty || spaces > 4 ? 1 : spaces
    contentIndentation = indentation + digits + 1 + gap
    text = String(content.dropFirst(gap))
  }

  /// Whether the item goes on with the list that `first` begins.
  func isOfList(_ first: ListMarker) -> Bool {
    mark == first.mark && indentation < first.contentIndentation && (number == nil) == (first.number == nil)
  }

  /// Whether it may begin a list right below a line of text: a number at a line's start may be the text's own.
  var canInterrupt: Bool { !text.isEmpty && (number ?? 1) == 1 }
}

/// One line of a table's cell, and how it is divided where the column is narrower than it.
///
/// A line is divided after a space, a comma, a slash or an opening bracket, but not beside an equal sign or after a colon;
/// a name of more than 20 characters after an underscore too; and where a piece is longer than the column even so,
/// anywhere. Of a left-aligned cell the lines that go on are indented by two columns more than its first.
struct CellLine {
  let text: String
  /// How many columns of a terminal it takes up.
  let columns: Int
  private let indentation: Int

  /// - Parameter isIndented: whether the lines that go on are indented.
  init(_ text: String, isIndented: Bool) {
    self.text = text
    columns = text.columns
    indentation = isIndented ? text.prefix { $0 == " " }.count + 2 : 0
  }

  /// The width of the narrowest column in which no piece is divided.
  var longestPiece: Int {
    pieces.enumerated().map { index, piece in
      Self.trimmed(piece).columns + (index == 0 ? 0 : indentation)
    }.max() ?? 0
  }

  /// The lines that it takes in a column of `width` columns.
  func lines(width: Int) -> [String] {
    guard columns > width else { return [text] }
    var lines: [String] = []
    var line = ""
    // A column that has no room for the indentation has none.
    let start = String(repeating: " ", count: indentation < width / 2 ? indentation : 0)
    for piece in pieces {
      if !line.isEmpty, line != start, line.columns + Self.trimmed(piece).columns > width {
        lines.append(Self.trimmed(line[...]))
        line = start
      }
      line += piece
      while Self.trimmed(line[...]).columns > width {
        let head = Self.prefix(of: line, columns: width)
        lines.append(String(head))
        line = start + line[head.endIndex...]
      }
    }
    return lines + [Self.trimmed(line[...])]
  }

  /// The parts between the places where it may be divided; a space belongs to the part before it.
  private var pieces: [Substring] {
    var pieces: [Substring] = []
    var start = text.firstIndex { $0 != " " } ?? text.startIndex
    var isFirst = true
    var before: Character = " "
    for index in text[start...].indices {
      let (character, next) = (text[index], text.index(after: index))
      defer { before = character }
      guard " ,/(".contains(character), !"=:".contains(before), next < text.endIndex,
        !" ,=".contains(text[next])
      else {
        continue
      }
      pieces.append(text[(isFirst ? text.startIndex : start)..<next])
      (start, isFirst) = (next, false)
    }
    pieces.append(text[(isFirst ? text.startIndex : start)...])
    return pieces.flatMap { $0.count > Self.longestWord ? Self.parts(of: $0) : [$0] }
  }

  /// A longer name may be divided after its underscores.
  private static let longestWord = 20

  private static func parts(of name: Substring) -> [Substring] {
    var parts: [Substring] = []
    var rest = name
    while let end = rest.firstIndex(of: "_") {
      parts.append(rest[...end])
      rest = rest[rest.index(after: end)...]
    }
    return parts + (rest.isEmpty ? [] : [rest])
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The first characters that fit, one at least.
  private static func prefix(of text: String, columns: Int) -> Substring {
    var (end, used) = (text.startIndex, 0)
    while end < text.endIndex, end == text.startIndex || used + text[end].columns <= columns {
      used += text[end].columns
      end = text.index(after: end)
    }
    return text[..<end]
  }
}

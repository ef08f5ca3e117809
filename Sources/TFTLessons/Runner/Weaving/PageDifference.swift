/// A page that is not what the source and the run say, and in which lines.
struct PageDifference {
  /// A line of either text.
  private struct Line {
    /// `-` when only the page has it, `+` when only the run says it, a space when both do.
    var mark: Character
    var text: String
    /// Its number in the page, or that of the page's next line.
    var number: Int
  }

  /// Where the page is.
  let path: String
  private let lines: [Line]

  /// How many lines that agree are shown around one that does not.
  private static let context = 2
  /// How many lines are shown of one page.
  private static let mostLines = 60
  /// Drawings have long lines.
  private static let mostColumns = 160
  /// In longer texts than that, looking for the least difference takes too long.
  private static let mostCompared = 1000

  /// Nil when both texts are the same.
  init?(path: String, found: String, expected: String) {
    guard found != expected else { return nil }
    self.path = path
    let (old, new) = (Self.lines(of: found), Self.lines(of: expected))
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let middle = Self.compare(old[start..<(old.count - end)], new[start..<(new.count - end)])
    lines =
      old.prefix(start).enumerated().map { Line(mark: " ", text: $1, number: $0 + 1) } + middle
      + old.suffix(end).enumerated().map { Line(mark: " ", text: $1, number: old.count - end + $0 + 1) }
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The lines of both, those that agree once.
  private static func compare(_ old: ArraySlice<String>, _ new: ArraySlice<String>) -> [Line] {
    var (removed, inserted) = (Set(old.indices), Set(new.indices))
    if max(old.count, new.count) <= mostCompared {
      let difference = Array(new).difference(from: Array(old))
      removed = Set(difference.removals.map { $0.place + old.startIndex })
      inserted = Set(difference.insertions.map { $0.place + new.startIndex })
    }
    var (lines, oldPlace, newPlace) = ([Line](), old.startIndex, new.startIndex)
    while oldPlace < old.endIndex || newPlace < new.endIndex {
      if removed.contains(oldPlace) {
        lines.append(Line(mark: "-", text: old[oldPlace], number: oldPlace + 1))
        oldPlace += 1
      } else if inserted.contains(newPlace) {
        lines.append(Line(mark: "+", text: new[newPlace], number: oldPlace + 1))
        newPlace += 1
      } else {
        lines.append(Line(mark: " ", text: old[oldPlace], number: oldPlace + 1))
        (oldPlace, newPlace) = (oldPlace + 1, newPlace + 1)
      }
    }
    return lines
  }

  /// The lines that differ with some around them, as `diff -u` shows them.
  var text: String {
    let changed = lines.indices.filter { lines[$0].mark != " " }
    let near = changed.reduce(into: Set<Int>()) { near, place in
      near.formUnion(max(0, place - Self.context)...min(lines.count - 1, place + Self.context))
    }
    var shown = ["--- \(path)", "+++ what the source and the run say"]
    for place in near.sorted() {
      let line = lines[place]
      if !near.contains(place - 1) { shown.append("@@ line \(line.number) @@") }
      shown.append("\(line.mark)\(line.text.prefix(Self.mostColumns))")
    }
    guard shown.count > Self.mostLines else { return shown.joined(separator: "\n") }
    let rest = shown.count - Self.mostLines
    return (shown.prefix(Self.mostLines) + ["... and \(rest) more lines"]).joined(separator: "\n")
  }
}

extension CollectionDifference.Change {
  /// Where in its collection the element is.
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

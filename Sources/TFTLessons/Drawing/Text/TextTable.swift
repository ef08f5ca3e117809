/// A table drawn with lines of text, for a terminal or a page in a fixed-width font.
///
/// ```swift
/// var table = TextTable(columns: [("task", .left), ("rows", .right)])
/// table.addRow(["read", "10000"])
/// print(table.render())
/// // ┌──────┬───────┐
/// // │ task │  rows │
/// // ├──────┼───────┤
/// // │ read │ 10000 │
/// // └──────┴───────┘
/// ```
///
/// Widths are counted in terminal columns, so Chinese characters and emoji line up. A cell with several lines
/// makes its row as many lines high; other control characters appear as `�`.
public struct TextTable: Sendable {
  /// The side to which a column's cells are moved.
  public enum Alignment: Sendable {
    /// For words.
    case left
    /// For numbers.
    case right
  }

  private let alignments: [Alignment]
  private let header: [[String]]
  private var rows: [[[String]]] = []
  /// The rows above which there is a line.
  private var groupStarts: Set<Int> = []

  /// Makes a table without rows.
  ///
  /// - Parameter columns: per column its heading and the alignment of heading and cells.
  public init(columns: [(String, Alignment)]) {
    alignments = columns.map { $0.1 }
    header = columns.map { Self.lines($0.0) }
  }

  /// Adds a row at the bottom.
  ///
  /// - Precondition: as many cells as columns.
  public mutating func addRow(_ cells: [String]) {
    precondition(
      cells.count == alignments.count,
      "a row of \(cells.count) cells does not fit a table of \(alignments.count) columns"
    )
    rows.append(cells.map(Self.lines))
  }

  /// Makes the next row the first of a group: a line parts it from the rows above.
  public mutating func startGroup() {
    if !rows.isEmpty { groupStarts.insert(rows.count) }
  }

  /// The table as lines of text, each ended by a newline. Empty for a table without columns.
  ///
  /// - Complexity: O(characters in the table).
  public func render() -> String {
    guard !alignments.isEmpty else { return "" }
    let all = [header] + rows
    let widths = alignments.indices.map { column in
      all.map { row in row[column].map(\.columns).max() ?? 0 }.max() ?? 0
    }
    var text = rule("┌", "┬", "┐", widths)
    text += render(header, widths)
    if !rows.isEmpty {
      text += rule("├", "┼", "┤", widths)
    }
    for (index, row) in rows.enumerated() {
      if groupStarts.contains(index) { text += rule("├", "┼", "┤", widths) }
      text += render(row, widths)
    }
    return text + rule("└", "┴", "┘", widths)
  }

  private func rule(_ left: String, _ middle: String, _ right: String, _ widths: [Int]) -> String {
    left + widths.map { String(repeating: "─", count: $0 + 2) }.joined(separator: middle) + right + "\n"
  }

  private func render(_ row: [[String]], _ widths: [Int]) -> String {
    let height = row.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let cells = row.indices.map { column in
        let cell = line < row[column].count ? row[column][line] : ""
        let padding = String(repeating: " ", count: widths[column] - cell.columns)
        return alignments[column] == .left ? cell + padding : padding + cell
      }
      return "│ " + cells.joined(separator: " │ ") + " │\n"
    }.joined()
  }

  /// The lines of a cell, at least one, without characters that would move the terminal's cursor.
  private static func lines(_ cell: String) -> [String] {
    cell.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      String(
        line.map { character in
          character == "\t" ? " " : character.isControl ? "\u{FFFD}" : character
        }
      )
    }
  }
}

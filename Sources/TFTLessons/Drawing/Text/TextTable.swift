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
///
/// A table wider than `TextTable.width` is made to fit, and nothing of it is left out: the cells of its widest columns go over
/// several lines, and where that is not enough the last columns go to a second table below it, which has the first column
/// again.
public struct TextTable: Sendable {
  /// The side to which a column's cells are moved.
  public enum Alignment: Sendable {
    /// For words.
    case left
    /// For numbers.
    case right
  }

  /// How wide a table may be: 100 columns, or as many as the terminal has that a command writes to.
  @TaskLocal public static var width = 100

  /// Cells side by side, or a line that stands for a whole group.
  private enum Row {
    case cells([[CellLine]])
    case heading([CellLine])
  }

  private var alignments: [Alignment]
  private var header: [[CellLine]]
  private var rows: [Row] = []
  /// The rows above which there is a line.
  private var groupStarts: Set<Int> = []

  /// Makes a table without rows.
  ///
  /// - Parameter columns: per column its heading and the alignment of heading and cells.
  public init(columns: [(String, Alignment)]) {
    alignments = columns.map { $0.1 }
    header = columns.map { Self.lines($0.0, .right) }
  }

  /// Adds a row at the bottom.
  ///
  /// - Precondition: as many cells as columns.
  public mutating func addRow(_ cells: [String]) {
    precondition(
      cells.count == alignments.count,
      "a row of \(cells.count) cells does not fit a table of \(alignments.count) columns"
    )
    rows.append(.cells(zip(cells, alignments).map(Self.lines)))
  }

  /// Makes the next row the first of a group: a line parts it from the rows above.
  public mutating func startGroup() {
    if !rows.isEmpty { groupStarts.insert(rows.count) }
  }

  /// Starts a group with a heading that goes over all columns.
  public mutating func startGroup(_ heading: String) {
    startGroup()
    rows.append(.heading(Self.lines(heading, .left)))
  }

  /// The table as lines of text, each ended by a newline. Empty for a table without columns.
  ///
  /// - Complexity: O(characters in the table).
  public func render() -> String {
    guard !alignments.isEmpty else { return "" }
    let needs = needs
    let parts = ColumnWidths.parts(needs, Self.width)
    guard parts.count > 1 else { return render(fittedWidths(needs)) }
    return parts.map { selecting($0).render() }.joined()
  }

  /// The same table with some of its columns.
  private func selecting(_ columns: [Int]) -> TextTable {
    var table = self
    table.alignments = columns.map { alignments[$0] }
    table.header = columns.map { header[$0] }
    table.rows = rows.map { row in
      if case .cells(let cells) = row { .cells(columns.map { cells[$0] }) } else { row }
    }
    return table
  }

  private func render(_ widths: [Int]) -> String {
    var text = rule("┌", "┬", "┐", widths)
    text += render(header, widths)
    var isHeadingAbove = false
    for (index, row) in rows.enumerated() {
      let isHeading = if case .heading = row { true } else { false }
      if index == 0 || isHeading || isHeadingAbove || groupStarts.contains(index) {
        let middle = isHeadingAbove ? (isHeading ? "─" : "┬") : isHeading ? "┴" : "┼"
        text += rule("├", middle, "┤", widths)
      }
      switch row {
      case .cells(let cells): text += render(cells, widths)
      case .heading(let lines): text += render(heading: lines, widths)
      }
      isHeadingAbove = isHeading
    }
    return text + rule("└", isHeadingAbove ? "─" : "┴", "┘", widths)
  }

  /// What each column needs.
  private var needs: [ColumnWidths.Need] {
    var columns = header
    for case .cells(let cells) in rows {
      for (column, lines) in cells.enumerated() { columns[column] += lines }
    }
    return columns.map { lines in
      let natural = lines.map(\.columns).max() ?? 0
      return ColumnWidths.Need(natural: natural, longestPiece: lines.map(\.longestPiece).max() ?? 0)
    }
  }

  private func fittedWidths(_ needs: [ColumnWidths.Need]) -> [Int] {
    var widths = ColumnWidths.fitted(needs, Self.width)
    // A heading is divided only where the table cannot be wider.
    var longest = 0
    for case .heading(let lines) in rows { longest = max(longest, lines.map(\.columns).max() ?? 0) }
    let missing = min(longest, Self.width - 4) - innerWidth(widths)
    widths[widths.count - 1] += max(0, missing)
    return widths
  }

  /// How wide a line over all columns is.
  private func innerWidth(_ widths: [Int]) -> Int { widths.reduce(0, +) + 3 * (widths.count - 1) }

  private func rule(_ left: String, _ middle: String, _ right: String, _ widths: [Int]) -> String {
    left + widths.map { String(repeating: "─", count: $0 + 2) }.joined(separator: middle) + right + "\n"
  }

  private func render(_ row: [[CellLine]], _ widths: [Int]) -> String {
    let divided = zip(row, widths).map { lines, width in lines.flatMap { $0.lines(width: width) } }
    return (0..<(divided.map(\.count).max() ?? 0)).map { line in
      let cells = divided.indices.map { column in
        Self.padded(
          line < divided[column].count ? divided[column][line] : "",
          widths[column],
          alignments[column]
        )
      }
      return "│ " + cells.joined(separator: " │ ") + " │\n"
    }.joined()
  }

  private func render(heading lines: [CellLine], _ widths: [Int]) -> String {
    let width = innerWidth(widths)
    return lines.flatMap { $0.lines(width: width) }.map { "│ \(Self.padded($0, width, .left)) │\n" }.joined()
  }

  private static func padded(_ text: String, _ width: Int, _ alignment: Alignment) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.columns))
    return alignment == .left ? text + padding : padding + text
  }

  /// The lines of a cell, at least one, without characters that would move the terminal's cursor.
  private static func lines(_ cell: String, _ alignment: Alignment) -> [CellLine] {
    cell.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      let text = line.map { character in
        character == "\t" ? " " : character.isControl ? "\u{FFFD}" : character
      }
      return CellLine(String(text), isIndented: alignment == .left)
    }
  }
}

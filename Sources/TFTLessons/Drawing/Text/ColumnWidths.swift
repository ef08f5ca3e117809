/// How wide the columns of a table are so that it fits a given width.
enum ColumnWidths {
  /// What a column needs.
  struct Need {
    /// The columns of the terminal that its widest line takes up.
    var natural: Int
    /// Those of the widest piece of a line that is not divided.
    var longestPiece: Int

    /// The width below which pieces are divided.
    var least: Int { min(natural, longestPiece) }
  }

  /// A piece may be divided to so many columns, if it must.
  private static let shortestPiece = 8

  /// What is left for cells: two lines and two spaces are at the ends of a row, a line and two spaces between columns.
  private static func room(_ columns: Int, _ width: Int) -> Int { width - 3 * columns - 1 }

  /// The columns' indices, in as many tables as are needed so that no piece has to be divided. Each begins with the first
  /// column.
  static func parts(_ needs: [Need], _ width: Int) -> [[Int]] {
    var parts: [[Int]] = [[0]]
    for column in needs.indices.dropFirst() {
      let part = parts[parts.count - 1] + [column]
      let fits = part.reduce(0) { $0 + needs[$1].least } <= room(part.count, width)
      // Even a table of two columns that does not fit is better than one of the first column alone.
      if fits || part.count == 2 { parts[parts.count - 1] = part } else { parts.append([0, column]) }
    }
    return parts
  }

  /// The columns' widths. The widest columns give way first, and no column is made narrower than its longest piece as
  /// long as another one can give way. A table that does not fit even so is wider.
  static func fitted(_ needs: [Need], _ width: Int) -> [Int] {
    let available = room(needs.count, width)
    let (natural, least) = (needs.map(\.natural), needs.map(\.least))
    if least.reduce(0, +) <= available { return capped(natural, floors: least, available) }
    return capped(least, floors: least.map { min($0, shortestPiece) }, available)
  }

  /// `widths` cut to the highest cap with which they fit, none below its floor; what is left over goes to the first
  /// that were cut.
  private static func capped(_ widths: [Int], floors: [Int], _ available: Int) -> [Int] {
    func cut(_ cap: Int) -> [Int] { zip(widths, floors).map { max($1, min($0, cap)) } }
    var cap = widths.max() ?? 0
    while cap > 0, cut(cap).reduce(0, +) > available { cap -= 1 }
    var fitted = cut(cap)
    var left = available - fitted.reduce(0, +)
    for index in fitted.indices where left > 0 && fitted[index] < widths[index] {
      fitted[index] += 1
      left -= 1
    }
    return fitted
  }
}

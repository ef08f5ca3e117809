import Drawing
import RawData

/// A few rides side by side: a row for each feature, a column for each ride.
struct RideTable {
  /// The numbers of the rides that examples show: one like any other, one that is cheap, at the weekend and has the same
  /// number as month and day, one of five people.
  static let shown = [1, 32, 53]

  /// The table, drawn.
  let text: String

  /// - Parameter parts: the same rides, a batch for each, with other features in every part; one set below the other.
  init(_ parts: [[Batch]]) {
    let rides = parts.first?.count ?? 0
    let headings = Self.shown.prefix(rides).map { ("ride \($0)", TextTable.Alignment.left) }
    var table = TextTable(columns: [("feature", .left)] + headings)
    for (position, batches) in parts.enumerated() {
      if position > 0 { table.addRow([String](repeating: "", count: rides + 1)) }
      for name in batches.first?.names ?? [] {
        table.addRow([name] + batches.map { $0[name]?.rowText(0) ?? "" })
      }
    }
    text = table.render()
  }
}

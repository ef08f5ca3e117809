import Drawing
import RawData

/// One table of an inspection, for people and for programs.
struct InspectionTable: Sendable {
  /// Its name, a key in JSON.
  let name: String
  let columns: [String]
  private(set) var rows: [[JSON]] = []

  /// A table without rows.
  init(_ name: String, columns: [String]) {
    self.name = name
    self.columns = columns
  }

  /// Adds a row with a cell for each column.
  mutating func addRow(_ cells: [JSON]) {
    rows.append(cells)
  }

  /// The name and the table below it.
  var text: String {
    let headings = columns.indices.map { column -> (String, TextTable.Alignment) in
      let cells = rows.map { $0[column] }.filter { $0 != .null }
      let isNumber = cells.allSatisfy { if case .number = $0 { true } else { false } }
      return (columns[column].replacing("_", with: " "), isNumber && !cells.isEmpty ? .right : .left)
    }
    var table = TextTable(columns: headings)
    for row in rows { table.addRow(row.map { $0 == .null ? "" : Inspection.text($0) }) }
    return "\(name.replacing("_", with: " "))\n\(table.render())"
  }

  /// An object for each row.
  var json: JSON {
    .array(rows.map { row in .object(zip(columns, row).map { JSON.Member($0, $1) }) })
  }
}

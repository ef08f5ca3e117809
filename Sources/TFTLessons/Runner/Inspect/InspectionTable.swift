import Drawing
import RawData
import TransformedData

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

  /// What each analysis has found.
  init(_ analyses: [FittedAnalysis], _ places: SourcePlaces) {
    self.init("analyses", columns: ["analysis", "of", "found", places.column.0])
    for analysis in analyses {
      let results = analysis.results.map { result in
        analysis.results.count == 1 ? result.values.shortText : "\(result.name) = \(result.values.shortText)"
      }
      let file = analysis.fileName.map { ", in \($0)" } ?? ""
      addRow([
        .string(analysis.name), .string(analysis.source), .string(results.joined(separator: ", ") + file),
        places.json(analysis.location),
      ])
    }
  }

  /// Each operation with its constants, and the transformed features that it makes.
  init(_ operations: [FittedOperation], _ places: SourcePlaces) {
    self.init("operations", columns: ["operation", "computes", "makes", places.column.0])
    for operation in operations {
      addRow([
        .string(operation.name), .string(operation.expression),
        .string(operation.outputs.joined(separator: ", ")), places.json(operation.location),
      ])
    }
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

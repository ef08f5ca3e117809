import Drawing
import Preprocessing
import RawData

/// The lines of the program that made the operations of a table. Where all are of one file, that is said once, above it.
struct SourcePlaces {
  /// The file that all lines are of; nil when there are several or none.
  let file: String?

  /// - Parameter locations: where each operation was made.
  init(_ locations: [SourceLocation?]) {
    let files = Set(locations.compactMap { $0?.fileID })
    file = files.count == 1 ? files.first : nil
  }

  /// The heading and the alignment of the lines' column.
  var column: (String, TextTable.Alignment) { file == nil ? ("made at", .left) : ("line", .right) }

  /// `12` where the file is said above the table, otherwise `TaxiFare/TaxiPreprocessing.swift:12`.
  func text(_ location: SourceLocation?) -> String {
    location.map { file == nil ? "\($0)" : "\($0.line)" } ?? ""
  }

  /// The same in JSON.
  func json(_ location: SourceLocation?) -> JSON {
    guard let location else { return .null }
    return file == nil ? .string("\(location)") : .int(location.line)
  }

  /// What stands above the table: `line: of TaxiFare/TaxiPreprocessing.swift`.
  var note: String? { file.map { "line: of \($0)" } }
}

import Foundation
import RawData
import TFRecords
import TransformedData

/// An answer that is not what a transform makes of rows, but a vocabulary's file that it has written.
struct VocabularyFileAnswer {
  private let values: [String: [String]]

  /// Nil for a function that answers with columns.
  init?(_ transformFn: TransformFn, function: String) throws {
    guard
      ["vocabulary", "vocabulary_frequencies", "approximate_vocabulary", "default_name"].contains(function)
    else { return nil }
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: directory) }
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try transformFn.write(to: directory.appending(path: "transform_fn.json").path)
    let assets = directory.appending(path: "transform_fn/assets")
    let names = try FileManager.default.contentsOfDirectory(atPath: assets.path).sorted()
    if function == "default_name" {
      values = ["name": names.last { $0 != "mine" && !$0.hasPrefix("vocab_compute") }.map { [$0] } ?? []]
    } else if function == "vocabulary_frequencies" {
      let lines = try String(contentsOf: assets.appending(path: names[0]), encoding: .utf8).split(
        separator: "\n"
      )
      let parts = lines.map { $0.split(separator: " ") }
      values = ["frequencies": parts.map { String($0[0]) }, "tokens": parts.map { String($0[1]) }]
    } else {
      values = ["name": names, "content": try Self.content(of: assets.appending(path: names[0]).path)]
    }
  }

  /// The bytes of a text file, or the records of a compressed one.
  private static func content(of path: String) throws -> [String] {
    guard path.hasSuffix(".gz") else {
      return [String(decoding: try InputFile.contents(of: path), as: UTF8.self)]
    }
    var records: [String] = []
    var reader = try RecordReader(path: path)
    try reader.forEachRecord { records.append(String(decoding: $0, as: UTF8.self)) }
    return records
  }

  /// The same values for each of so many rows.
  func columns(rowCount: Int) -> [String: CaseColumn] {
    let columns = values.map { name, row in
      let storage: FeatureValues.Storage =
        name == "frequencies" ? .float32(row.compactMap { Float($0) }) : .string(ByteStrings(row))
      var column = CaseColumn(FeatureValues(storage, layout: .fixed(width: row.count)))
      column.rows = Array(repeating: column.rows.first ?? [], count: rowCount)
      return (name, column)
    }
    return Dictionary(uniqueKeysWithValues: columns)
  }
}

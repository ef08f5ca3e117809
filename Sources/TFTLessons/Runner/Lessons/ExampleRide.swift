import RawData
import TransformedData

/// The one ride that all lessons follow, from its line in the file to its fare: row 2 of the validation file, so that no model
/// has learned from it.
extension PipelineRun {
  /// Its number in the file, from 0.
  static let exampleRow = 2

  /// The ride with all its cells; an earlier one where there are fewer, nil where there are none.
  func exampleRide() throws -> Batch? {
    try sampleRows(Self.exampleRow + 1).last
  }

  /// The header and the ride's line, as they are in the file.
  func exampleLine() throws -> String {
    let lines = try firstLines(Self.exampleRow + 2, of: options.valid ?? options.data)
    return [lines.first, lines.last].compactMap(\.self).joined(separator: "\n")
  }

  /// The first lines of a file, or of the first of several.
  func firstLines(_ count: Int, of path: String) throws -> [Substring] {
    let file = try InputFile(path: DataFiles(path).paths[0])
    var bytes: [UInt8] = []
    _ = try file.read(upTo: 4096, appendingTo: &bytes)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(count).map { $0 }
  }

  /// Some transformed features of the ride, each with its steps, constants and lines.
  func explainExampleRide(_ names: [String]) throws -> String {
    try perform(.transformTFRecords)
    guard let ride = try exampleRide() else { return "no rows" }
    let features = try readTransformFn().explainFeatures(ride).filter { names.contains($0.name) }
    let file = (options.valid ?? options.data).split(separator: "/").last ?? ""
    let place = "\(file), line \(Self.exampleRow + 2)"
    return RowExplanation(row: Self.exampleRow, place: place, features: features, prediction: nil).text
  }
}

import Preprocessing
import RawData
import TFRecords
import TransformedData

extension RowSource {
  /// Finds out that the rows are raw, and not what a transform has made of such: both may have features of the same names, and
  /// would be transformed a second time without a word.
  ///
  /// - Throws: `InputError` when they are transformed.
  func checkRaw(_ transformFn: TransformFn) throws {
    if case .records(let paths) = format, let place = paths.first.map(Platform.parent),
      Platform.exists("\(place.isEmpty ? "." : place)/\(OutputDirectory.mark)"),
      Platform.exists("\(place.isEmpty ? "." : place)/transform_output")
    {
      throw refusal("of which transform_output beside them tells")
    }
    let raw = Set(transformFn.inputSchema.features.map(\.name))
    let made = transformFn.outputSchema.features.map(\.name).filter { !raw.contains($0) }
    let found = try Set(firstNames())
    guard let first = made.first, made.allSatisfy(found.contains) else { return }
    let others = made.count == 1 ? "" : " and \(made.count - 1) more that the transform makes"
    throw refusal("with \(quoted(first.utf8))\(others)")
  }

  private func refusal(_ evidence: String) -> InputError {
    let problem = "found transformed rows, \(evidence); expected raw ones, which are transformed here"
    return InputError(file: path, problem: "\(problem): give the CSV file or raw_tfrecords")
  }

  /// The names of the columns, or of the first record's features; none of a pipe, which can be read only once, or of a file
  /// that does not tell them.
  private func firstNames() throws -> [String] {
    switch format {
    case .csv:
      guard Platform.isRegularFile(path), header == .firstRecord else { return [] }
      return try CSVPlace.names(path: path)
    case .records(let paths):
      guard let path = paths.first else { return [] }
      var reader = try RecordReader(path: path, skipsCorrupt: skipped != nil)
      var inspector = ExampleInspector()
      guard let record = try reader.next(), inspector.add(record) else { return [] }
      return inspector.features.map(\.name)
    }
  }
}

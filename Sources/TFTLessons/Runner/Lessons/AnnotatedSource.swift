import Drawing
import Preprocessing
import RawData
import TransformedData

/// A preprocessing function line by line, and below each line the values that it makes of a few rows.
///
/// The lines come from the package's sources, where the program runs in the package; otherwise from the operations alone.
struct AnnotatedSource {
  /// What a line has made: a step, or the transformed feature that it is, and its values.
  private struct Result {
    let name: String
    let values: FeatureValues
  }

  private let rowCount: Int
  /// The results by file and line.
  private var results: [String: [Int: [Result]]] = [:]
  private let operations: [ExplainedStep]

  /// What `graph` makes of the first rows of `sample`, with analyses over the sample alone.
  init(_ graph: PreprocessingGraph, sample: Batch, rows: Int) throws {
    rowCount = min(rows, sample.rowCount)
    let transformFn = try graph.analyze(threads: 1) { schema in SingleBatch(sample, schema) }
    operations = try transformFn.explain(sample.slice(0..<rowCount))
    for (file, steps) in Dictionary(grouping: operations, by: { $0.location?.fileID ?? "" }) {
      for (line, steps) in Dictionary(grouping: steps, by: { $0.location?.line ?? 0 }) {
        // What another operation of the same line goes on with is on the way, not the line's result.
        let onTheWay = Set(steps.flatMap { $0.inputs.map(\.name) })
        results[file, default: [:]][line] = steps.filter {
          !onTheWay.contains($0.name) || !$0.outputs.isEmpty
        }
        .map { Result(name: $0.outputs.first ?? $0.name, values: $0.values) }
      }
    }
  }

  /// A table of the lines; below each one, after an arrow, what it has made, with a value for each row.
  var text: String {
    let files = results.keys.sorted().compactMap { file in Self.lines(of: file).map { (file, $0) } }
    guard files.count == results.count else { return operationsTable }
    var table = TextTable(columns: [
      ("line", .right), ("source, and what it makes of the first \(rowCount) rows", .left),
    ])
    for (file, lines) in files {
      table.startGroup()
      let made = results[file] ?? [:]
      for number in Self.shownLines(of: lines, made.keys.sorted()) {
        let line = lines[number - 1]
        let indentation = String(line.prefix { $0 == " " })
        table.addRow([
          "\(number)", ([line] + texts(made[number] ?? []).map { indentation + $0 }).joined(separator: "\n"),
        ])
      }
    }
    return table.render()
  }

  /// A line for each result: `-> hour_of_day: 8.0, 12.0, 23.0`.
  private func texts(_ results: [Result]) -> [String] {
    results.map { result in
      let values = result.values
      let texts = values.rowCount == rowCount ? (0..<rowCount).map(values.rowText) : [values.shortText]
      return "-> \(result.name): \(texts.joined(separator: ", "))"
    }
  }

  /// Without its source the function is what its operations are.
  private var operationsTable: String {
    let places = SourcePlaces(operations.map(\.location))
    var table = TextTable(columns: [
      places.column, ("operation, and what it makes of the first \(rowCount) rows", .left),
    ])
    for step in operations {
      let lines = [step.expression] + texts([Result(name: step.name, values: step.values)])
      table.addRow([places.text(step.location), lines.joined(separator: "\n")])
    }
    let files = results.keys.sorted().filter { Self.lines(of: $0) == nil }.joined(separator: ", ")
    return
      "The source of \(files) is not below this directory: run in the folder of its package to see its lines.\n"
      + table.render()
  }

  /// The lines, counted from 1, from the function that the first of `made` is in to the end of the one that the last is in.
  private static func shownLines(of lines: [String], _ made: [Int]) -> Range<Int> {
    guard let first = made.first, let last = made.last, 1...lines.count ~= first, last <= lines.count else {
      return 1..<1
    }
    let start = lines[..<first].lastIndex { $0.contains("func ") }.map { $0 + 1 }
    let end = lines[(last - 1)...].firstIndex { $0.hasPrefix("}") }.map { $0 + 1 }
    return (start ?? first)..<(end ?? last) + 1
  }

  /// The lines of the file that the compiler calls `fileID`; nil where it is not found.
  private static func lines(of fileID: String) -> [String]? {
    for path in ["Sources/TFTLessons/\(fileID)", "Sources/\(fileID)"] where Platform.isRegularFile(path) {
      guard let bytes = try? InputFile.contents(of: path) else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return nil
  }
}

/// Gives the columns of one batch that a schema names, once.
private struct SingleBatch: BatchReader {
  private var batch: Batch?

  init(_ batch: Batch, _ schema: Schema) {
    let names = schema.features.map(\.name)
    self.batch = Batch(rowCount: batch.rowCount, names: names, columns: names.compactMap { batch[$0] })
  }

  mutating func next() -> Batch? { batch.take() }
}

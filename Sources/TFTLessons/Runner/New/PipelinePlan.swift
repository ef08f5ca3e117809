import Preprocessing
import RawData

/// A pipeline for the rows of a CSV file, before it is written down as a program.
struct PipelinePlan {
  let schema: Schema
  let rowCount: Int
  let label: LabelPlan
  /// What is made of every feature but the label, in the order of the columns.
  let features: [FeaturePlan]
  /// Some rows of the file: from all over it, and at least one of each class.
  let sample: [Batch]

  /// Reads the file three times: for the types, for the statistics, and for the sample.
  ///
  /// - Throws: `UsageError` when there is no such column; `InputError` when the file is damaged, or nothing can be learned of
  ///   the label.
  init(csv path: String, label name: String, wish: LabelPlan.Wish?) throws {
    var schema = try Schema.inferred(fromCSV: path)
    guard let index = schema.features.firstIndex(where: { $0.name == name }) else {
      throw UsageError(unknown: "column", name, expected: schema.features.map(\.name))
    }
    let statistics = try DatasetStatistics(csv: path, schema: schema)
    guard statistics.rowCount > 0 else {
      throw InputError(
        file: path,
        problem: "found no rows below the header line, expected some to learn from"
      )
    }
    try Self.checkLabels(statistics.features[index], schema, path: path)
    for index in schema.features.indices {
      // A text in a cell is one of those that were seen; others shall not be an error before the vocabulary knows them.
      schema.features[index].stringDomain = nil
    }
    self.schema = schema
    rowCount = statistics.rowCount
    label = try LabelPlan(schema.features[index], statistics.features[index], wish: wish, path: path)
    features = zip(schema.features, statistics.features).filter { $0.0.name != name }.map {
      FeaturePlan($0, $1)
    }
    guard features.contains(where: { if case .leftOut = $0.treatment { false } else { true } }) else {
      throw InputError(
        file: path,
        problem: "found no column beside \(quoted(name.utf8)) that says something, expected one"
      )
    }
    sample = try SampleRows.read(path, schema, rowCount: rowCount, label: name)
  }

  /// A row that is to be learned from has a label.
  private static func checkLabels(_ label: FeatureStatistics, _ schema: Schema, path: String) throws {
    guard label.missingCount > 0 else { return }
    var strict = schema
    for index in strict.features.indices {
      strict.features[index].presence = strict.features[index].name == label.name ? .required : .optional
    }
    let rows = label.missingCount == 1 ? "1 row has" : "\(label.missingCount) rows have"
    let problem =
      "\(rows) no \(quoted(label.name.utf8)), which is to be learned, the first one here; take them out, or name another label"
    do {
      var reader = try CSVReader(path: path, schema: strict)
      while try reader.next() != nil {}
    } catch let error as InputError {
      throw InputError(
        file: path,
        position: error.position,
        problem: "\(problem) (of \(label.rowCount) rows)"
      )
    }
  }
}

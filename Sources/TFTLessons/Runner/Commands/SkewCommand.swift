import Drawing
import EndToEnd
import RawData
import TFRecords

extension Command {
  static let skew = Command(
    name: "skew",
    summary: "Proves that a row has the same features alone, in a batch and in training, to the bit.",
    usage: """
      Usage: lessons skew --model DIR --input RAW [--records DIR] [--no-header] [--schema FILE] [--skip-corrupt]

      --model DIR       a model's directory, as `lessons task train_embedding_model` leaves one
      --input RAW       a CSV file, a TFRecord file or a directory of shards
      --records DIR     the transformed records that the model was trained on (working_area/transformed_tfrecords), made of
                        the rows of RAW, in their order

      Transforms and predicts the rows in batches, as training does, and each alone, as serving does, and compares the bits of
      every feature and every prediction; with --records also those of every feature that the training has read. The exit
      status is 0 when all bits are the same, and 1 when one differs: the first differences are shown.

      \(RawRowOptions.help)
      """
  ) { arguments, pipeline in
    let options = try FileOptions(
      &arguments,
      required: ["--model", "--input"],
      optional: RawRowOptions.optional + ["--records"],
      flags: RawRowOptions.flags
    )
    let model = try ModelDirectory.read(options["--model"], pipeline)
    let rows = try RawRowOptions(options, pipeline)
    try rows.source.checkRaw(model.transformFn)
    let records = options.has("--records") ? options["--records"] : nil
    var run = try SkewRun(model, rows, records: records)
    let report = try SchemaOrigin.transform.advising { try rows.source.locatingErrors { try run.report() } }
    guard report.rowCount > 0 else {
      throw InputError(file: options["--input"], problem: "found no rows, expected some: nothing is proved")
    }
    Terminal().notes(rows.source.notes)
    Terminal().result(report.text(input: options["--input"], comparesRecords: records != nil))
    if !report.isSame { throw InputError(file: options["--model"], problem: "training and serving differ") }
  }
}

/// The rows and the training's records of them, side by side.
private struct SkewRun {
  /// Rows that follow each other, and the training's records of the same.
  struct Part: Sendable {
    let rows: Batch
    let records: Batch?
    let firstRow: Int
  }

  private let model: EndToEndModel
  private let source: RowSource
  private let recordsPath: String?
  private var reader: any BatchReader
  private var recordReader: ExampleReader?
  /// What is read and not yet compared.
  private var (rows, records) = (Batch(), Batch())
  private var rowCount = 0

  init(_ model: EndToEndModel, _ options: RawRowOptions, records: String?) throws {
    (self.model, source, recordsPath) = (model, options.source, records)
    reader = try options.open(model.inputSchema)
    recordReader = try records.map {
      ExampleReader(paths: try ShardedRecords.shards(in: $0), schema: model.featureSchema)
    }
  }

  /// Compares all rows, on all cores.
  mutating func report() throws -> SkewReport {
    let model = model
    var report = SkewReport()
    var ahead = ReadAhead<Part, SkewReport>(threads: Parallelism.processorCount)
    while let part = try ahead.next(
      { try next() },
      { try model.skew(of: $0.rows, records: $0.records, firstRow: $0.firstRow) }
    ) {
      report.append(part)
    }
    return report
  }

  /// The next rows with their records; of both as many as there are of the one that has fewer.
  ///
  /// - Throws: `InputError` when there are more rows or more records.
  private mutating func next() throws -> Part? {
    if rows.rowCount == 0 { rows = try reader.next() ?? Batch() }
    if records.rowCount == 0 { records = try recordReader?.next() ?? Batch() }
    var count = rows.rowCount
    if let recordsPath, count != records.rowCount {
      count = min(count, records.rowCount)
      guard count > 0 else {
        let found = rows.rowCount > 0 ? "fewer" : "more"
        let problem = "found \(found) records than \(source.path) has rows, expected one for each"
        throw InputError(file: recordsPath, problem: problem)
      }
    }
    guard count > 0 else { return nil }
    defer {
      rows = rows.slice(count..<rows.rowCount)
      records = records.rowCount > 0 ? records.slice(count..<records.rowCount) : records
      rowCount += count
    }
    let own = recordReader == nil ? nil : records.slice(0..<count)
    return Part(rows: rows.slice(0..<count), records: own, firstRow: rowCount)
  }
}

extension SkewReport {
  /// A table of what was compared, and the first differences.
  func text(input: String, comparesRecords: Bool) -> String {
    let titles: [(Comparison, String)] = [
      (.features, "features in a batch and alone"), (.predictions, "predictions in a batch and alone"),
      (.records, "features now and in the training's records"),
    ]
    var table = TextTable(columns: [("compared", .left), ("values", .right), ("differing bits", .right)])
    for (comparison, title) in titles where comparison != .records || comparesRecords {
      table.addRow([title, String(self[comparison].values), String(self[comparison].differingBits)])
    }
    let lines = differences.map { "\($0.text)\n" }.joined()
    let count = "\(rowCount) rows of \(featureCount) features"
    return "\(input): \(count)\n\(table.render())\(lines)"
  }
}

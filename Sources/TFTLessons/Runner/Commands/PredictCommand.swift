import EndToEnd
import RawData

extension Command {
  static let predict = Command(
    name: "predict",
    summary: "Predicts every raw row with a saved model.",
    usage: """
      Usage: lessons predict --model DIR --input RAW --output OUT.(csv|jsonl|tfrecord) [--strict] [--threads N]
             [--no-header] [--schema FILE] [--skip-corrupt]

      DIR is a model's directory, as `lessons task train_embedding_model` leaves one (working_area/models/embedding).
      RAW is a CSV file, a TFRecord file or a directory of shards. Columns that the model does not need, the label among
      them, may be missing. The output has a row per row of the input, in its order, and these columns:

        prediction   the number; of two classes the probability of class 1, of more the most probable class; without a value
                     for a bad row (an empty cell, null in JSON Lines)
        class        the class in words, where the label was a text, or numbers that a vocabulary was made of
        error        without a value for a good row; for a bad one its number, counted from 0, and what is wrong with it:
                     a cell that cannot be read, a record that is damaged, or a value that an operation has no result for

      The exit status is 0 when the rows are predicted, also if some are bad: standard error says how many. It is 1 when
      none of them has a prediction.

      --strict          stop at the first bad row, with exit status 1 and without an output; the column error is left out
      --threads N       how many rows to work on at once (default: as many as there are processors); the output is the same
      \(RawRowOptions.help)
      """
  ) { arguments, pipeline in
    let options = try FileOptions(
      &arguments,
      required: ["--model", "--input", "--output"],
      optional: RawRowOptions.optional + ["--threads"],
      flags: RawRowOptions.flags + ["--strict"]
    )
    try RowWriter.check(options["--output"], option: "--output")
    let threads = try options.number(
      "--threads",
      default: Parallelism.processorCount,
      in: 1...CommonOptions.mostThreads
    )
    let model = try ModelDirectory.read(options["--model"], pipeline)
    let rows = try RawRowOptions(options, pipeline)
    try rows.source.checkRaw(model.transformFn)
    var run = try PredictionRun(
      path: options["--output"],
      source: rows.source,
      isStrict: options.has("--strict"),
      model.classNames
    )
    var reader = try rows.open(model.inputSchema)
    try SchemaOrigin.transform.advising {
      try model.predict(rowsOf: &reader, threads: threads) { try run.write($0) }
    }
    Terminal().notes(rows.source.notes)
    try run.close()
  }
}

/// Predictions on their way to a file.
private struct PredictionRun {
  private let path: String
  private let source: RowSource
  private let isStrict: Bool
  private let writer: RowWriter
  private var (rowCount, failureCount) = (0, 0)
  private var firstFailure = ""

  init(path: String, source: RowSource, isStrict: Bool, _ classNames: ClassNames?) throws {
    (self.path, self.source, self.isStrict) = (path, source, isStrict)
    var schema = PredictedRows.schema(classNames)
    if isStrict {
      schema.features = schema.features.filter { $0.name != "error" }
      for index in schema.features.indices { schema.features[index].presence = .required }
    }
    writer = try RowWriter(path: path, schema: schema, writesNull: true)
  }

  /// Writes some rows.
  ///
  /// - Throws: what is wrong with the first bad row, where it is to stop there.
  mutating func write(_ rows: PredictedRows) throws {
    rowCount += rows.predictions.count
    if let failure = rows.failures.first {
      if isStrict { try source.locatingErrors { throw failure.error } }
      if failureCount == 0 { firstFailure = failure.text }
      failureCount += rows.failures.count
    }
    try writer.write(rows.batch)
  }

  /// Puts the file in its place, and tells of bad rows.
  ///
  /// - Throws: `InputError` when there are no others.
  func close() throws {
    try writer.close()
    guard failureCount > 0 else { return }
    guard failureCount < rowCount else {
      let all = rowCount == 1 ? "the only row has" : "all \(rowCount) rows have"
      throw InputError(file: source.path, problem: "\(all) no prediction, as \(path) says; \(firstFailure)")
    }
    let are = failureCount == 1 ? "has" : "have"
    Terminal().notes([
      "\(source.path): \(failureCount) of \(rowCount) rows \(are) no prediction; \(firstFailure)"
    ])
  }
}

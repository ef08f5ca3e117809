import EndToEnd
import RawData
import TaxiFare
import TransformedData

extension Command {
  static let transform = Command(
    name: "transform",
    summary: "Applies a fitted transform to raw rows.",
    usage: """
      Usage: lessons transform --transform-output DIR --input RAW --output OUT.(csv|jsonl|tfrecord) [--skip-corrupt]

      DIR is a transform_output directory, as `lessons task transform_tfrecords` leaves one. RAW is a CSV file, a TFRecord
      file or a directory of shards; columns that the transform does not need are passed over.

      CSV has a cell for each feature: several values of a row share it, with spaces between them, and a row without a value has
      an empty cell. Texts with spaces, several in a row, cannot be told apart in it; JSON Lines and TFRecord keep them apart.

      \(FileOptions.skipCorruptHelp)
      """
  ) { arguments, _ in
    let options = try FileOptions(
      &arguments,
      required: ["--transform-output", "--input", "--output"],
      flags: ["--skip-corrupt"]
    )
    try RowWriter.check(options["--output"], option: "--output")
    let transformFn = try TransformOutput.read(options["--transform-output"])
    let source = try RowSource(path: options["--input"], skipsCorrupt: options.has("--skip-corrupt"))
    var reader = TransformedReader(
      try source.open(transformFn.inputSchema, extraColumns: .ignored),
      transformFn
    )
    let writer = try RowWriter(path: options["--output"], schema: transformFn.outputSchema)
    try source.locatingErrors { try writer.write(rowsOf: &reader) }
    try writer.close()
    Terminal().notes(source.notes)
  }

  static let predict = Command(
    name: "predict",
    summary: "Predicts every raw row with a saved model.",
    usage: """
      Usage: lessons predict --model DIR --input RAW --output OUT.(csv|jsonl|tfrecord) [--skip-corrupt]

      DIR is a model's directory, as `lessons task train_embedding_model` leaves one (working_area/models/embedding).
      RAW is a CSV file, a TFRecord file or a directory of shards. The output has one column, `prediction`, and a row per
      row of the input. Columns that the model does not need, the label among them, may be missing.

      \(FileOptions.skipCorruptHelp)
      """
  ) { arguments, _ in
    let options = try FileOptions(
      &arguments,
      required: ["--model", "--input", "--output"],
      flags: ["--skip-corrupt"]
    )
    try RowWriter.check(options["--output"], option: "--output")
    let model = try EndToEndModel(contentsOf: options["--model"])
    let source = try RowSource(path: options["--input"], skipsCorrupt: options.has("--skip-corrupt"))
    var reader = try source.open(model.inputSchema, extraColumns: .ignored)
    let writer = try RowWriter(
      path: options["--output"],
      schema: Schema([FeatureSpec("prediction", .float32)])
    )
    var row = 0
    try reader.forEachBatch { batch in
      let predictions = FeatureValues(try source.locatingErrors { try model.predict(batch, firstRow: row) })
      try writer.write(Batch(rowCount: batch.rowCount, names: ["prediction"], columns: [predictions]))
      row += batch.rowCount
    }
    try writer.close()
    Terminal().notes(source.notes)
  }

  static let makeData = Command(
    name: "make-data",
    summary: "Makes taxi rides: the same file for the same seed, on every machine.",
    usage: """
      Usage: lessons make-data --rows N [--seed S] --output FILE.csv

      The rows are made up, in the layout of the public NYC taxi-fare data; data/README.md says how.
      """
  ) { arguments, _ in
    let options = try FileOptions(&arguments, required: ["--rows", "--output"], optional: ["--seed"])
    let rows: Int = try options.number("--rows", default: 0)
    var generator = TaxiRideGenerator(seed: try options.number("--seed", default: 1))
    let file = try OutputFile(path: options["--output"])
    try file.write(TaxiRideGenerator.header + "\n")
    for _ in 0..<rows { try file.write { generator.appendRow(to: &$0) } }
    try file.commit()
  }
}

/// The options of a command that works on files.
struct FileOptions {
  private var values: [String: String] = [:]

  /// - Parameter flags: options without a value.
  init(
    _ arguments: inout Arguments,
    required: [String],
    optional: [String] = [],
    flags: [String] = []
  ) throws(UsageError) {
    let known = required + optional + flags
    while let word = arguments.next() {
      guard known.contains(word) else {
        throw UsageError("unknown option \"\(word)\", expected \(known.joined(separator: ", "))")
      }
      let value = flags.contains(word) ? "" : try arguments.value(of: word)
      guard values.updateValue(value, forKey: word) == nil else { throw UsageError("\(word) is given twice") }
    }
    if let input = values["--input"], let output = values["--output"], Platform.isSameFile(input, output) {
      throw UsageError("--output: found \"\(output)\", which is the input; expected another file")
    }
    if let missing = required.first(where: { values[$0] == nil }) {
      throw UsageError("\(missing) is missing")
    }
  }

  /// The value of a required option.
  subscript(name: String) -> String { values[name] ?? "" }

  /// Whether an option is given.
  func has(_ name: String) -> Bool { values[name] != nil }

  static let skipCorruptHelp = """
    --skip-corrupt passes over records of a TFRecord file whose payload does not have its checksum, and says on standard
    error how many they were. A damaged length stays an error: nobody knows where the next record starts.
    """

  func number<Number: FixedWidthInteger>(_ name: String, default: Number) throws(UsageError) -> Number {
    guard let text = values[name] else { return `default` }
    guard let number = Number(text), number >= 0 else {
      throw UsageError("\(name): found \"\(text)\", expected an integer of at least 0")
    }
    return number
  }
}

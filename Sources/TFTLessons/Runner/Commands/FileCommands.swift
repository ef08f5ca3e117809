import EndToEnd
import RawData
import TFRecords
import TaxiFare
import TransformedData

extension Command {
  static let transform = Command(
    name: "transform",
    summary: "Applies a fitted transform to a CSV file.",
    usage: """
      Usage: lessons transform --transform-output DIR --input RAW.csv --output OUT.(csv|tfrecord)

      DIR is a transform_output directory, as `lessons task transform_tfrecords` leaves one. Columns of the input that the
      transform does not need are passed over.
      """
  ) { arguments, _ in
    let options = try FileOptions(&arguments, required: ["--transform-output", "--input", "--output"])
    let transformFn = try TransformOutput.read(options["--transform-output"])
    let source = try CSVReader(
      path: options["--input"],
      schema: transformFn.inputSchema,
      extraColumns: .ignored
    )
    let output = options["--output"]
    if output.hasSuffix(".tfrecord") {
      _ = try locatingErrors(in: options["--input"]) {
        try PipelineRun.writeTransformed(source, transformFn, to: output)
      }
    } else if output.hasSuffix(".csv") {
      let writer = try CSVWriter(path: output, names: transformFn.outputSchema.features.map(\.name))
      var reader = TransformedReader(source, transformFn)
      try locatingErrors(in: options["--input"]) { _ = try reader.forEachBatch { try writer.write($0) } }
      try writer.close()
    } else {
      throw UsageError("--output: found \"\(output)\", expected a name ending in .csv or .tfrecord")
    }
  }

  static let predict = Command(
    name: "predict",
    summary: "Predicts every row of a CSV file with a saved model.",
    usage: """
      Usage: lessons predict --model DIR --input RAW.csv --output OUT.csv

      DIR is a model's directory, as `lessons task train_embedding_model` leaves one (working_area/models/embedding).
      The output has one column, `prediction`, and a line per row of the input. Columns that the model does not need,
      the label among them, may be missing.
      """
  ) { arguments, _ in
    let options = try FileOptions(&arguments, required: ["--model", "--input", "--output"])
    let model = try EndToEndModel(contentsOf: options["--model"])
    var reader = try CSVReader(path: options["--input"], schema: model.inputSchema, extraColumns: .ignored)
    let writer = try CSVWriter(path: options["--output"], names: ["prediction"])
    var row = 0
    try reader.forEachBatch { batch in
      let predictions = FeatureValues(
        try locatingErrors(in: options["--input"]) { try model.predict(batch, firstRow: row) }
      )
      try writer.write(Batch(rowCount: batch.rowCount, names: ["prediction"], columns: [predictions]))
      row += batch.rowCount
    }
    try writer.close()
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

/// Options that each take one value.
struct FileOptions {
  private var values: [String: String] = [:]

  init(_ arguments: inout Arguments, required: [String], optional: [String] = []) throws(UsageError) {
    while let word = arguments.next() {
      guard (required + optional).contains(word) else {
        throw UsageError(
          "unknown option \"\(word)\", expected \((required + optional).joined(separator: ", "))"
        )
      }
      let value = try arguments.value(of: word)
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

  func number<Number: FixedWidthInteger>(_ name: String, default: Number) throws(UsageError) -> Number {
    guard let text = values[name] else { return `default` }
    guard let number = Number(text), number >= 0 else {
      throw UsageError("\(name): found \"\(text)\", expected an integer of at least 0")
    }
    return number
  }
}

import Embeddings
import EndToEnd
import RawData
import TransformedData

extension Command {
  static let explain = Command(
    name: "explain",
    summary: "Explains one row: each cell, each operation with its constants, each result.",
    usage: """
      Usage: lessons explain (--transform-output DIR | --model DIR) --input RAW --row N [--feature NAME] [--json]

        --transform-output DIR  a transform_output directory, as `lessons task transform_tfrecords` leaves one
        --model DIR             a model's directory: the features that it needs, its prediction, and what each adds to it
        --input RAW             a CSV file, a TFRecord file or a directory of shards; other columns are passed over
        --row N                 which row, counted from 0
        --feature NAME          this transformed feature alone
        --json                  the same as one JSON object

      Every transformed feature is a group of lines: first the cells that it is made of, then each operation with its constants,
      and last its value. `line` is the line of the program that made the operation; where there are several files, `made at`
      is file and line. N is the number that `lessons predict` gives a bad row: the operation that fails is then the error.

      What a feature adds to the prediction is compared with a typical row: each number is the median of the training rows, each
      id the most frequent one. The parts are Shapley values (L. S. Shapley, 1953): the mean, over the orders in which the
      features can take the row's values in place of the typical ones, of how the prediction changes when the feature does. All
      orders count for up to 13 features, 256 of them for more. The parts add up to the prediction less that of the typical row.
      """
  ) { arguments, pipeline in
    let options = try FileOptions(
      &arguments,
      required: ["--input", "--row"],
      optional: ["--transform-output", "--model", "--feature"],
      flags: ["--json"]
    )
    let explanation = try SchemaOrigin.transform.advising { try options.explanation(pipeline) }
    Terminal().result(options.has("--json") ? explanation.json.text : explanation.text)
  }
}

extension FileOptions {
  fileprivate func explanation(_ pipeline: Pipeline) throws -> RowExplanation {
    guard has("--transform-output") != has("--model") else {
      let found = has("--model") ? "both" : "neither"
      throw UsageError("found \(found) of --transform-output and --model, expected one of them")
    }
    let row: Int = try number("--row", default: 0)
    let model = has("--model") ? try ModelDirectory.read(self["--model"], pipeline) : nil
    let transformFn = try model?.transformFn ?? TransformOutput.read(self["--transform-output"])
    let shown = has("--feature") ? try transformFn.selecting(feature: self["--feature"]) : transformFn
    let source = try RowSource(path: self["--input"])
    try source.checkRaw(transformFn)
    let batch = try source.row(row, model?.inputSchema ?? shown.inputSchema)
    return try source.locatingErrors {
      RowExplanation(
        row: row,
        place: try source.place(ofRow: row).map(Self.text) ?? source.path,
        features: try shown.explainFeatures(batch, firstRow: row),
        prediction: try model.map { model in
          let value = try model.predict(batch, firstRow: row)[0]
          return RowExplanation.Prediction(
            label: model.label,
            value: value,
            className: model.classNames?[value],
            contributions: try model.contributions(of: batch, firstRow: row)
          )
        }
      )
    }
  }

  private static func text(of place: (file: String, position: InputError.Position)) -> String {
    switch place.position {
    case .file: place.file
    case .line(let line, _): "\(place.file), line \(line)"
    case .record(let index, let byteOffset): "\(place.file), record \(index) at byte \(byteOffset)"
    }
  }
}

extension TransformFn {
  /// The feature `name` alone.
  fileprivate func selecting(feature name: String) throws -> TransformFn {
    let known = outputSchema.features.map(\.name)
    guard known.contains(name) else {
      throw UsageError(value: name, of: "--feature", expected: known)
    }
    return try selecting([name])
  }
}

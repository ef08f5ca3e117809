import EndToEnd
import RawData
import TransformedData

/// What a transform or a model can be written as for other programs.
private enum ExportFormat: String, CaseIterable {
  /// One file that onnxruntime runs.
  case onnx
  /// A directory that TensorFlow loads and TensorFlow Serving serves.
  case savedmodel

  /// - Throws: `UsageError` when it is none of them.
  init(_ text: String) throws(UsageError) {
    guard let format = ExportFormat(rawValue: text) else {
      throw UsageError(value: text, of: "--format", expected: Self.allCases.map(\.rawValue))
    }
    self = format
  }

  /// Finds out whether nothing but an older export would be lost at `path`.
  ///
  /// - Throws: `UsageError` for a file's name that no ONNX file has; `FileError` for a directory of something else: one that
  ///   `lessons` has made, such as the model itself, would be replaced like an old export.
  func check(output path: String) throws {
    switch self {
    case .onnx:
      guard path.hasSuffix(".onnx") else {
        throw UsageError("--output: found \"\(path)\", expected a name ending in .onnx")
      }
    case .savedmodel:
      guard Platform.isDirectory(path), !Platform.exists("\(path)/\(ServingModel.fileName)"),
        try !Platform.entries(of: path).isEmpty
      else { return }
      throw FileError(path: path, problem: "is in the way: it is no SavedModel, so it is not replaced")
    }
  }
}

extension Command {
  static let export = Command(
    name: "export",
    summary: "Writes a saved model, or a fitted transform alone, for other programs.",
    usage: """
      Usage: lessons export --model DIR --format (onnx | savedmodel) --output PATH
             lessons export --transform-output DIR --format onnx --output FILE

      --model DIR             a model's directory, as `lessons task train_embedding_model` leaves one
                              (working_area/models/embedding): from raw features to predictions, in one file
      --transform-output DIR  a transform_output directory, as `lessons task transform_tfrecords` leaves one: from raw
                              features to transformed ones
      --format onnx           one file for onnxruntime: opset 20, ai.onnx.ml 2. Every raw feature that is needed is an input
                              [batch, width] of its name, texts and times as they are. Where a row may come without a value,
                              a missing float is NaN, and NAME_is_present says it of texts and integers. The outputs are
                              `prediction` [batch, 1], or `transformed/NAME` for each transformed feature; `is_valid` is
                              false for a row that `lessons predict` would stop at, and its prediction is NaN.
      --format savedmodel     a directory that TensorFlow loads; TensorFlow Serving wants it in a directory with a number for
                              a name, such as serving/fare/1. Its signature `serving_default` takes the raw features that the
                              model needs, `serving_examples` serialised tf.train.Example messages; both give `prediction`
                              [batch, 1]. Training leaves it in `serving` in the model's directory, too. A transform's own
                              is transform_output/transform_fn.
      --output PATH           where to write

      An operation that the format cannot say is an error, with the line of the program that made it.
      """
  ) { arguments, pipeline in
    let options = try FileOptions(
      &arguments,
      required: ["--format", "--output"],
      optional: ["--model", "--transform-output"]
    )
    let format = try ExportFormat(options["--format"])
    try format.check(output: options["--output"])
    guard options.has("--model") != options.has("--transform-output") else {
      let found = options.has("--model") ? "both" : "neither"
      throw UsageError("found \(found) of --model and --transform-output, expected one of them")
    }
    switch format {
    case .savedmodel:
      guard options.has("--model") else {
        throw UsageError(
          "--format savedmodel takes --model; a transform's SavedModel is transform_output/transform_fn"
        )
      }
      let model = try ModelDirectory.read(options["--model"], pipeline)
      try OutputDirectory.write(to: options["--output"]) { try ServingModel(model).write(to: $0) }
    case .onnx:
      let bytes =
        options.has("--model")
        ? try ModelDirectory.read(options["--model"], pipeline).onnx()
        : try TransformOutput.read(options["--transform-output"]).onnx()
      let file = try OutputFile(path: options["--output"])
      try file.write(bytes)
      try file.commit()
    }
  }
}

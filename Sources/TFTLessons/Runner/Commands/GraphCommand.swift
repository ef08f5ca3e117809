import Drawing
import Embeddings
import EndToEnd
import Preprocessing
import RawData
import TransformedData

/// What `lessons graph` draws.
private enum GraphSubject: String, CaseIterable {
  case tasks, preprocessing, model

  /// The options that are only for it.
  var options: [String] {
    switch self {
    case .tasks: []
    case .preprocessing: ["--schema", "--transform-output", "--model"]
    case .model: ["--model"]
    }
  }

  /// - Throws: `UsageError` for an unknown one.
  init(_ word: String) throws(UsageError) {
    guard let subject = GraphSubject(rawValue: word) else {
      throw UsageError(unknown: "graph", word, expected: Self.allCases.map(\.rawValue))
    }
    self = subject
  }
}

extension Command {
  static let graph = Command(
    name: "graph",
    summary: "Draws the tasks, the preprocessing function or a model.",
    usage: """
      Usage: lessons graph [tasks] --output FILE.(svg|dot|mmd)
             lessons graph preprocessing [--schema FILE] [--transform-output DIR | --model DIR] --output FILE.(svg|dot|mmd)
             lessons graph model --model DIR --output FILE.(svg|dot|mmd)

      tasks                   the tasks, and which needs which
      preprocessing           the raw columns, the operations, the analyses as full passes over the data, and the
                              transformed features
      model                   a model's layers, from the transformed features to the prediction

      --output FILE           where to draw: .svg is a picture, .dot is for Graphviz, .mmd is for Mermaid
      --schema FILE           schema.pbtxt of the raw rows (default the pipeline's own)
      --transform-output DIR  a transform_output directory, as `lessons task transform_tfrecords` leaves one: the constants
                              that its passes have found stand with them
      --model DIR             a model's directory, as `lessons task train_embedding_model` leaves one
                              (working_area/models/embedding); for preprocessing, the function and the constants that
                              this model has
      """
  ) { arguments, pipeline in
    var subject: GraphSubject?
    var values: [String: String] = [:]
    let known = ["--output", "--schema", "--transform-output", "--model"]
    while let word = try arguments.next() {
      if known.contains(word) {
        let value = try arguments.value(of: word)
        guard values.updateValue(value, forKey: word) == nil else {
          throw UsageError("\(word) is given twice")
        }
      } else if word.hasPrefix("-") {
        throw UsageError(unknown: "option", word, expected: known)
      } else if let subject {
        throw UsageError("found \"\(word)\" after \(subject.rawValue), expected one graph at a time")
      } else {
        subject = try GraphSubject(word)
      }
    }
    guard let output = values.removeValue(forKey: "--output") else { throw UsageError("--output is missing") }
    let format = try GraphFormat(output)
    let chosen = subject ?? .tasks
    if let stray = values.keys.sorted().first(where: { !chosen.options.contains($0) }) {
      throw UsageError("\(stray) is not for the graph of \(chosen.rawValue)")
    }
    try OutputFile.write(format.text(of: try diagram(of: chosen, values, pipeline)), to: output)
  }

  private static func diagram(
    of subject: GraphSubject,
    _ values: [String: String],
    _ pipeline: Pipeline
  ) throws -> Diagram {
    switch subject {
    case .tasks: return .tasks(PipelineTask.all(of: pipeline))
    case .preprocessing:
      guard values["--transform-output"] == nil || values["--model"] == nil else {
        throw UsageError("expected --transform-output or --model, found both")
      }
      let fitted = try (values["--model"] ?? values["--transform-output"]).map {
        try TransformOutput.read($0)
      }
      let schema = try values["--schema"].map { try Schema(contentsOf: $0) } ?? pipeline.schema
      let function =
        try values["--model"].map { try preprocessingFn(of: $0, pipeline) } ?? pipeline.preprocessingFn
      return Diagram(try PreprocessingGraph(schema: schema, function), fitted: fitted)
    case .model:
      guard let directory = values["--model"] else { throw UsageError("--model is missing") }
      return Diagram(try ModelDirectory.read(directory, pipeline).predictor.model.architecture)
    }
  }

  /// The function that makes the features of the model in `directory`: its own, or the pipeline's.
  private static func preprocessingFn(of directory: String, _ pipeline: Pipeline) throws -> PreprocessingFn {
    let name = try ModelDirectory.read(directory, pipeline).predictor.model.architecture.name
    return pipeline.models.first { $0.name == name }?.preprocessingFn ?? pipeline.preprocessingFn
  }
}

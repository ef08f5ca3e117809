import Drawing
import Embeddings
import RawData
import TransformedData

/// A training that stops and goes on, and a model that is loaded and predicts.
extension Lesson {
  static let keptModels: [Cell] = [
    Cell("resume", "A training that is stopped in the middle of an epoch, and one that is not.") { run in
      try run.perform(.transformTFRecords)
      return try resume(run)
    },
    Cell("predict", "The model from disk, on transformed rides that it has never seen.") { run in
      try run.perform(.trainEmbeddingModel)
      return try predict(run)
    },
  ]

  private static func resume(_ run: PipelineRun) throws -> String {
    guard let definition = run.pipeline.models.first(where: { $0.name == "embedding" }) else {
      return "no model"
    }
    let options = TrainingOptions(epochs: 3)
    let unbroken = try SmallTraining(definition, run, rides: 1000, options: options)
    let directory = run.directory.checkpoint("lesson_5")
    var lines: [String] = []
    let resumed = try stopAndResume(unbroken, options, directory) { lines.append($0) }
    try Platform.remove(directory)
    let weights = zip(resumed.model.weights, unbroken.result.model.weights)
    let same = weights.count { $0 == $1 }
    lines.append(
      "\(same) of \(resumed.model.weights.count) weights are those of a training that never stopped"
    )
    lines.append("the losses are \(resumed.history == unbroken.result.history ? "" : "not ")the same, too")
    return lines.joined(separator: "\n")
  }

  // snippet: resume
  /// Stops after 20 steps, saves, and lets a new training go on from there.
  private static func stopAndResume(
    _ small: SmallTraining,
    _ options: TrainingOptions,
    _ directory: String,
    _ note: (String) -> Void
  ) throws -> Training {
    let (architecture, source) = (small.first.architecture, TrainingSource(small.training))
    var training = try Training(architecture, on: source, options: options)
    var steps = 0
    try Trainer.run(&training, on: source, validation: small.validation) { progress, _ in
      if case .step = progress { steps += 1 }
      return steps < 20
    }
    try OutputDirectory.write(to: directory) { try training.write(to: $0) }
    note("stopped after step \(training.stepsInEpoch) of epoch \(training.history.count + 1), and saved")

    // As another program would, days later.
    var next = try Training(architecture, on: source, options: options)
    guard try next.resume(from: directory, validation: small.validation) else { return next }
    try Trainer.run(&next, on: source, validation: small.validation)
    note("went on to the end of epoch \(next.history.count)")
    return next
  }
  // end: resume

  private static func predict(_ run: PipelineRun) throws -> String {
    let raw = try run.rowsInMemory(run.options.valid ?? run.options.data)
    let rides = raw.slice(0..<min(5, raw.rowCount))
    let predictions = try predictions(for: rides, run.directory.model("embedding"), run.readTransformFn())
    var table = TextTable(columns: [("ride", .right), ("fare_amount", .right), ("prediction", .right)])
    for (row, prediction) in predictions.enumerated() {
      table.addRow([
        String(row), rides["fare_amount"]?.text(at: row) ?? "", fixed(Double(prediction), places: 2),
      ])
    }
    return table.render()
  }

  // snippet: predict
  /// Predictions for raw rides: they are transformed as those were that the model has learned from.
  private static func predictions(
    for rides: Batch,
    _ directory: String,
    _ transformFn: TransformFn
  ) throws -> [Float] {
    let model = try Model(contentsOf: directory)
    let transformed = try transformFn.transform(rides)
    let predictor = try Predictor(model, available: Set(transformed.names))
    return try predictor(transformed)
  }
  // end: predict
}

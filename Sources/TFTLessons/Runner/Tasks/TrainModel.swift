import Drawing
import Embeddings
import EndToEnd
import RawData
import TFRecords
import TransformedData

extension PipelineRun {
  /// Trains the model `name` on the transformed records and saves it, with its transform, as one end-to-end model.
  func train(_ name: String) throws -> String {
    let transformFn = try readTransformFn()
    guard let definition = pipeline.models.first(where: { $0.name == name }) else {
      throw UsageError(
        "the pipeline has no model \"\(name)\", expected one of \(pipeline.models.map(\.name))"
      )
    }
    let architecture = try definition.architecture(transformFn.outputSchema)
    let (source, validation) = try trace.span("read_validation_rows") {
      try examples(for: architecture, transformFn)
    }
    var trainingOptions = definition.training
    trainingOptions.seed = options.seed
    trainingOptions.threads = Parallelism.processorCount
    let work = ModelTraining(
      name: name,
      source: source,
      validation: validation,
      checkpoint: directory.checkpoint(name),
      progress: TrainingProgress(
        name,
        epochs: trainingOptions.epochs,
        onBar: onBar,
        onLine: onProgress
      )
    )
    let done = try trace.span("train") { try work.run(architecture, trainingOptions) }
    let result = TrainingResult(done, validation: validation)
    try trace.span("save_model") {
      try OutputDirectory.write(to: directory.model(name)) { staging in
        try EndToEndModel(transformFn, result.model).write(to: staging)
        try result.writeHistory(to: staging)
        try done.writeEvents(to: "\(staging)/events")
      }
      try work.removeCheckpoint()
    }
    trained[name] = result
    return Self.describe(name, result)
  }

  /// The training examples, a window at a time, and the validation examples: those of the validation file, or else a
  /// fifth of the rows.
  private func examples(
    for architecture: Architecture,
    _ transformFn: TransformFn
  ) throws -> (training: TrainingSource, validation: Examples) {
    let needed = transformFn.outputSchema.selecting(architecture.features + [architecture.label])
    let paths = try ShardedRecords.shards(in: directory.transformedRecords)
    let all: @Sendable () -> ExampleReader = { ExampleReader(paths: paths, schema: needed) }
    guard let valid = options.valid else {
      let seed = options.seed
      let validation = try Examples(HeldBackReader(all(), seed: seed, isHeldBack: true), for: architecture)
      return (TrainingSource { HeldBackReader(all(), seed: seed, isHeldBack: false) }, validation)
    }
    let selected = try transformFn.selecting(needed.features.map(\.name))
    let rows = try openCSV(valid)
    let validation = try locatingErrors(in: valid, header: options.header) {
      try Examples(TransformedReader(rows, selected), for: architecture)
    }
    return (TrainingSource { all() }, validation)
  }

  private static func describe(_ name: String, _ result: TrainingResult) -> String {
    let metric = result.validation?.named.first?.name ?? ""
    var table = TextTable(columns: [
      ("epoch", .right), ("loss", .right), ("validation loss", .right), ("validation \(metric)", .right),
    ])
    for epoch in result.history {
      let metric = epoch.validation?.metrics.named.first?.value
      table.addRow(
        [String(epoch.epoch)]
          + [epoch.loss, epoch.validation?.loss, metric].map { $0.map { fixed($0, places: 3) } ?? "-" }
      )
    }
    let last = result.validation?.named.first.map { fixed($0.value, places: 3) } ?? "-"
    let mean = result.meanPredictor.map { ", always predicting the mean \(fixed($0.rmse, places: 3))" } ?? ""
    return "\(table.render())\n\(name): validation \(metric) \(last)\(mean)"
  }
}

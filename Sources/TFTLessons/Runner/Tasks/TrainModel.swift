import Drawing
import Embeddings
import EndToEnd
import RawData
import TFRecords
import TransformedData

extension PipelineRun {
  /// Trains the model `name` on the transformed records and saves it, with its transform, as one end-to-end model.
  func train(_ name: String) throws -> String {
    guard let definition = pipeline.models.first(where: { $0.name == name }) else {
      throw UsageError(
        "the pipeline has no model \"\(name)\", expected one of \(pipeline.models.map(\.name))"
      )
    }
    for place in [directory.model(name), directory.checkpoint(name)] { try OutputDirectory.check(place) }
    let transformFn = try transformFn(of: definition)
    let architecture = try definition.architecture(transformFn.outputSchema)
    let (source, validation) = try examples(for: architecture, transformFn, of: definition)
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
    let done = try trace.span("train") {
      try locatingErrors(in: options.data, header: options.header) {
        try work.run(architecture, trainingOptions)
      }
    }
    let result = TrainingResult(done, validation: validation)
    let training = try trace.span("read_training_rows") { try source.firstExamples(for: architecture) }
    try trace.span("save_model") {
      try OutputDirectory.write(to: directory.model(name)) { staging in
        try EndToEndModel(transformFn, result.model, trainedOn: training).write(to: staging)
        try result.writeHistory(to: staging)
        try done.writeEvents(to: "\(staging)/events")
      }
    }
    trained[name] = result
    reports[name] = try trace.span("report") {
      try report(on: result, training: training, validation: validation)
    }
    let figures = try trace.span("draw_figures") { try drawFigures(of: name, result, reports[name]) }
    try work.removeCheckpoint()
    return "\(Self.describe(name, result))\n\(figures)"
  }

  /// The transform that gives a model its features: the one that `transform_tfrecords` has left, or one of its own, fitted
  /// on the same rows.
  private func transformFn(of definition: ModelDefinition) throws -> TransformFn {
    guard let preprocessingFn = definition.preprocessingFn else { return try readTransformFn() }
    let graph = try trace.span("preprocessing_fn") {
      try PreprocessingGraph(schema: pipeline.schema, preprocessingFn)
    }
    return try locatingErrors(in: options.data, header: options.header) {
      try trace.span("analyze") { try graph.analyze { try openRawRecords($0) } }
    }
  }

  /// The training examples, a window at a time, and the validation examples: those of the validation file, or else a
  /// fifth of the rows.
  private func examples(
    for architecture: Architecture,
    _ transformFn: TransformFn,
    of definition: ModelDefinition
  ) throws -> (training: TrainingSource, validation: Examples) {
    let needed = transformFn.outputSchema.selecting(architecture.features + [architecture.label])
    let selected = try transformFn.selecting(needed.features.map(\.name))
    let all = try transformedRows(needed, selected, of: definition)
    guard let valid = options.valid else {
      let seed = options.seed
      let validation = try trace.span("read_validation_rows") {
        try locatingErrors(in: options.data, header: options.header) {
          try Examples(HeldBackReader(all(), seed: seed, isHeldBack: true), for: architecture)
        }
      }
      return (TrainingSource { HeldBackReader(try all(), seed: seed, isHeldBack: false) }, validation)
    }
    let rows = try openCSV(valid)
    let validation = try trace.span("read_validation_rows") {
      try locatingErrors(in: valid, header: options.header) {
        try Examples(TransformedReader(rows, selected), for: architecture)
      }
    }
    return (TrainingSource(all), validation)
  }

  /// The training rows with a model's features, from the start: the transformed records, or the raw ones through a
  /// transform of the model's own.
  private func transformedRows(
    _ needed: Schema,
    _ transformFn: TransformFn,
    of definition: ModelDefinition
  ) throws -> @Sendable () throws -> any BatchReader {
    guard definition.preprocessingFn != nil else {
      let paths = try ShardedRecords.shards(in: directory.transformedRecords)
      return { ExampleReader(paths: paths, schema: needed) }
    }
    let paths = try ShardedRecords.shards(in: directory.rawRecords)
    return { TransformedReader(ExampleReader(paths: paths, schema: transformFn.inputSchema), transformFn) }
  }

  /// A long training is shown in steps of ten epochs.
  private static func isShown(_ epoch: Int, of count: Int) -> Bool {
    count <= 20 || epoch % 10 == 0 || epoch == 1 || epoch == count
  }

  static func describe(_ name: String, _ result: TrainingResult) -> String {
    let metric = result.validation?.named.first?.name ?? ""
    var table = TextTable(columns: [
      ("epoch", .right), ("loss", .right), ("validation loss", .right), ("validation \(metric)", .right),
    ])
    for epoch in result.history where Self.isShown(epoch.epoch, of: result.history.count) {
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

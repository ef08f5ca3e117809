import Drawing
import Embeddings
import EndToEnd
import Preprocessing
import RawData
import TFRecords
import TransformedData

extension PipelineRun {
  /// Trains the model `name` on the transformed records and saves it, with its transform, as one end-to-end model.
  func train(_ name: String) throws -> String {
    let definition = try definition(of: name)
    for place in [directory.model(name), directory.checkpoint(name), directory.figures(of: name)] {
      try OutputDirectory.check(place)
    }
    try checkTrainingRows()
    let transformFn = try transformFn(of: definition)
    let architecture = try definition.architecture(transformFn.outputSchema)
    let (source, validation) = try examples(for: architecture, transformFn, of: definition)
    try checkValidationRows(validation)
    var work = training(of: definition, on: source, validation)
    let done = try trace.span("train") {
      let done = try locatingRows(.training) { try work.run(architecture) }
      trace.add(rows: work.rowsRead)
      return done
    }
    var rows = RepeatedWindows(source, for: architecture)
    let linear = try trace.span("fit_linear_regression") {
      architecture.loss.isClassification ? nil : try LinearRegression(&rows)
    }
    let result = TrainingResult(done, validation: validation, meanLabel: linear?.meanLabel)
    let training = try done.whole ?? source.firstExamples(for: architecture)
    try trace.span("save_model") {
      try OutputDirectory.write(to: directory.model(name)) { staging in
        let model = try EndToEndModel(transformFn, result.model, trainedOn: training)
        try model.write(to: staging)
        try writeServingModel(of: model, to: "\(staging)/serving")
        try result.writeHistory(to: staging)
        try done.writeEvents(to: "\(staging)/events")
      }
    }
    trained[name] = result
    reports[name] = try trace.span("report") {
      try linear.map { try report(on: result, linear: $0, training: &rows, validation: validation) }
    }
    let figures = try trace.span("draw_figures") { try drawFigures(of: name, result, reports[name]) }
    try work.removeCheckpoint()
    return "\(Self.describe(name, result))\n\(figures)"
  }

  /// What the pipeline says of the model `name`.
  func definition(of name: String) throws(UsageError) -> ModelDefinition {
    if let definition = pipeline.models.first(where: { $0.name == name }) { return definition }
    throw UsageError("the pipeline has no model \"\(name)\", expected one of \(pipeline.models.map(\.name))")
  }

  /// Writes the SavedModel that TensorFlow serves. The model works without: what it cannot be written for is only said.
  private func writeServingModel(of model: EndToEndModel, to output: String) throws {
    let serving: ServingModel
    do {
      serving = try ServingModel(model)
    } catch let error where error is OperationError || error is ModelError {
      return onNotices(["\(error); without it the model has no serving/saved_model.pb for TensorFlow"])
    }
    try Platform.makeDirectory(output)
    try serving.write(to: output)
  }

  /// The training of a model, which has not begun.
  private func training(
    of definition: ModelDefinition,
    on source: TrainingSource,
    _ validation: Examples
  ) -> ModelTraining {
    var training = definition.training
    training.seed = options.seed
    training.threads = Parallelism.processorCount
    return ModelTraining(
      name: definition.name,
      source: source,
      validation: validation,
      mostValidationRows: options.mostValidationRows,
      options: training,
      checkpoint: directory.checkpoint(definition.name),
      progress: TrainingProgress(
        definition.name,
        epochs: training.epochs,
        onBar: onBar,
        onLine: onProgress
      )
    )
  }

  /// The transform that gives a model its features: the one that `transform_tfrecords` has left, or one of its own, fitted
  /// on the same rows.
  private func transformFn(of definition: ModelDefinition) throws -> TransformFn {
    guard definition.preprocessingFn != nil else { return try readTransformFn() }
    let graph = try trace.span("preprocessing_fn") { try self.graph(of: definition) }
    return try locatingErrors(in: DataFiles(options.data).paths, header: options.header) {
      try trace.span("analyze") { try graph.analyze { try openCountedRawRecords($0) } }
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
    let (seed, most) = (options.seed, options.mostValidationRows)
    let validation = try trace.span("read_validation_rows") {
      let examples = try locatingRows(.validation) {
        guard let valid = options.valid else {
          let heldBack = HeldBackReader(try all(), seed: seed, isHeldBack: true)
          return try Examples(heldBack, for: architecture, atMost: most)
        }
        let rows = TransformedReader(try openCSV(valid), selected)
        return try Examples(rows, for: architecture, atMost: most)
      }
      trace.add(rows: examples.count)
      return examples
    }
    guard options.valid == nil else { return (TrainingSource(all), validation) }
    return (TrainingSource { HeldBackReader(try all(), seed: seed, isHeldBack: false) }, validation)
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

import Drawing
import Embeddings
import EndToEnd
import RawData
import TransformedData

extension PipelineRun {
  /// The share of the training rows that is held back when there is no validation file.
  static let heldBack = 0.2

  /// Trains the model `name` on the transformed records and saves it, with its transform, as one end-to-end model.
  func train(_ name: String) throws -> String {
    guard let definition = pipeline.models.first(where: { $0.name == name }) else {
      throw UsageError(
        "the pipeline has no model \"\(name)\", expected one of \(pipeline.models.map(\.name))"
      )
    }
    let transformFn = try transformFn(of: definition)
    let architecture = try definition.architecture(transformFn.outputSchema)
    let (training, validation) = try examples(for: architecture, transformFn, of: definition)
    onProgress("\(name): \(training.count) training rows, \(validation.count) validation rows")
    var trainingOptions = definition.training
    trainingOptions.seed = options.seed
    trainingOptions.threads = Parallelism.processorCount
    let result = try trace.span("train") {
      try Trainer.train(
        architecture,
        on: TrainingSource(training),
        validation: validation,
        options: trainingOptions
      ) { progress in
        guard case .epoch(let epoch) = progress else { return }
        onProgress("\(name): epoch \(epoch.epoch), loss \(fixed(epoch.loss, places: 3))")
      }
    }
    try trace.span("save_model") {
      try OutputDirectory.write(to: directory.model(name)) { staging in
        try EndToEndModel(transformFn, result.model).write(to: staging)
        try result.writeHistory(to: staging)
      }
    }
    trained[name] = result
    reports[name] = try trace.span("report") {
      try report(on: result, training: training, validation: validation)
    }
    let figures = try trace.span("draw_figures") { try drawFigures(of: name, result, reports[name]) }
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

  private func examples(
    for architecture: Architecture,
    _ transformFn: TransformFn,
    of definition: ModelDefinition
  ) throws -> (training: Examples, validation: Examples) {
    let needed = transformFn.outputSchema.selecting(architecture.features + [architecture.label])
    let all: Examples
    if definition.preprocessingFn == nil {
      all = try trace.span("read_transformed_tfrecords") {
        try Examples(openTransformedRecords(needed), for: architecture)
      }
    } else {
      let selected = try transformFn.selecting(needed.features.map(\.name))
      all = try trace.span("transform") {
        try locatingErrors(in: options.data, header: options.header) {
          try Examples(TransformedReader(openRawRecords(selected.inputSchema), selected), for: architecture)
        }
      }
    }
    guard let valid = options.valid else { return all.split(fraction: Self.heldBack, seed: options.seed) }
    let selected = try transformFn.selecting(needed.features.map(\.name))
    let rows = try openCSV(valid)
    let validation = try locatingErrors(in: valid, header: options.header) {
      try Examples(TransformedReader(rows, selected), for: architecture)
    }
    return (all, validation)
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
      let value = epoch.validation.named.first?.value ?? 0
      table.addRow(
        [String(epoch.epoch)]
          + [epoch.loss, epoch.validationLoss, value].map { fixed($0, places: 3) }
      )
    }
    let last = result.validation?.named.first.map { fixed($0.value, places: 3) } ?? "-"
    let mean = result.meanPredictor.map { ", always predicting the mean \(fixed($0.rmse, places: 3))" } ?? ""
    return "\(table.render())\n\(name): validation \(metric) \(last)\(mean)"
  }
}

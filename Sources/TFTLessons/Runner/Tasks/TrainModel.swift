import Drawing
import Embeddings
import EndToEnd
import RawData
import TransformedData

extension PipelineRun {
  /// The share of the training rows that is held back when there is no validation file.
  private static let heldBack = 0.2

  /// Trains the model `name` on the transformed records and saves it, with its transform, as one end-to-end model.
  func train(_ name: String) throws -> String {
    let transformFn = try readTransformFn()
    let configuration = try configuration(name, transformFn.outputSchema)
    let (training, validation) = try trace.span("read_transformed_tfrecords") {
      try examples(for: configuration, transformFn)
    }
    onProgress("\(name): \(training.count) training rows, \(validation.count) validation rows")
    let result = try trace.span("train") {
      try Trainer.train(
        configuration,
        on: training,
        validation: validation,
        options: TrainingOptions(seed: options.seed)
      ) { epoch in
        onProgress("\(name): epoch \(epoch.epoch), loss \(fixed(epoch.loss, places: 3))")
      }
    }
    try trace.span("save_model") {
      try OutputDirectory.write(to: directory.model(name)) { staging in
        try EndToEndModel(transformFn, result.network).write(to: staging)
        try result.writeHistory(to: staging)
      }
    }
    trained[name] = result
    return Self.describe(name, result)
  }

  private func configuration(_ name: String, _ transformed: Schema) throws -> ModelConfiguration {
    let models = try pipeline.models(transformed)
    guard let configuration = models.first(where: { $0.name == name }) else {
      throw UsageError("the pipeline has no model \"\(name)\", expected one of \(models.map(\.name))")
    }
    return configuration
  }

  private func examples(
    for configuration: ModelConfiguration,
    _ transformFn: TransformFn
  ) throws -> (training: Examples, validation: Examples) {
    let needed = transformFn.outputSchema.selecting(configuration.features + [configuration.label])
    let all = try Examples(openTransformedRecords(needed), for: configuration)
    guard let valid = options.valid else { return all.split(fraction: Self.heldBack, seed: options.seed) }
    let selected = try transformFn.selecting(needed.features.map(\.name))
    let rows = try openCSV(valid)
    let validation = try locatingErrors(in: valid, header: options.header) {
      try Examples(TransformedReader(rows, selected), for: configuration)
    }
    return (all, validation)
  }

  private static func describe(_ name: String, _ result: TrainingResult) -> String {
    var table = TextTable(columns: [("epoch", .right), ("loss", .right), ("validation RMSE", .right)])
    for epoch in result.history {
      table.addRow([
        String(epoch.epoch), fixed(epoch.loss, places: 3), fixed(epoch.validation.rmse, places: 3),
      ])
    }
    let last = result.history.last.map { fixed($0.validation.rmse, places: 3) } ?? "-"
    let mean = fixed(result.meanPredictor.rmse, places: 3)
    return "\(table.render())\n\(name): validation RMSE \(last), always predicting the mean \(mean)"
  }
}

import Embeddings
import RawData
import TransformedData

/// A model trained on some transformed rides, to look at.
struct SmallTraining {
  let definition: ModelDefinition
  /// The model before it has seen a ride.
  let first: Model
  let result: TrainingResult
  /// The rides that it has learned from, and those that it is judged by.
  let training, validation: Examples

  /// Trains on the first `rides` rides, all when nil, and judges by the rides of the validation file.
  init(_ definition: ModelDefinition, _ run: PipelineRun, rides: Int? = nil, options: TrainingOptions) throws
  {
    let transformFn = try run.readTransformFn()
    let architecture = try definition.architecture(transformFn.outputSchema)
    let needed = try transformFn.selecting(architecture.features + [architecture.label])
    func examples(_ path: String, _ count: Int?) throws -> Examples {
      let rows = try run.rowsInMemory(path)
      let some = rows.slice(0..<min(count ?? .max, rows.rowCount))
      return try Examples(BatchesInMemory([try needed.transform(some)]), for: architecture)
    }
    training = try examples(run.options.data, rides)
    validation = try examples(run.options.valid ?? run.options.data, nil)
    self.definition = definition
    first = Model(architecture, seed: options.seed)
    result = try Trainer.train(
      architecture,
      on: TrainingSource(training),
      validation: validation,
      options: options
    )
  }

  /// The mean absolute error on the validation rides: `1.93 dollars`.
  var meanError: String {
    guard case .regression(let metrics)? = result.validation else { return "" }
    return "\(metrics.mae.fixed(places: 2)) dollars"
  }
}

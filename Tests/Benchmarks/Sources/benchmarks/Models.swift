import Embeddings
import Preprocessing
import RawData
import TFRecords

/// The works on models: made examples of the taxi model's form, 9 numbers, 5 ids and a label.
enum Models {
  private static let numbers = (1...9).map { "number_\($0)" }
  private static let ids: [(name: String, count: Int, size: Int)] = [
    ("pickup", 100, 8), ("dropoff", 100, 8), ("trip", 1000, 31), ("trip_and_time", 4000, 31),
    ("hour_of_week", 168, 8),
  ]

  static let schema = Schema(
    numbers.map { FeatureSpec($0, .float32) }
      + ids.map { FeatureSpec($0.name, .int64, domain: .init(min: 0, max: Int64($0.count) - 1)) }
      + [FeatureSpec("label", .float32)]
  )

  /// Writes `rows` examples, the same ones at every call; the label follows from the features, and some noise.
  static func write(rows: Int, to path: String) throws -> Int {
    var random = SplitMix64(seed: 5)
    func uniform() -> Float { Float(random.nextUniform() * 2 - 1) }
    var columns = numbers.map { _ in FeatureValues((0..<rows).map { _ in uniform() }) }
    var label = [Float](repeating: 0, count: rows)
    for case .float32(let values) in columns.map(\.storage) {
      for row in 0..<rows { label[row] += values[row] * values[row] }
    }
    for (_, count, _) in ids {
      let values = (0..<rows).map { _ in Int64(random.next(below: count)) }
      for row in 0..<rows { label[row] += Float(values[row] % 7) / 7 }
      columns.append(FeatureValues(values))
    }
    columns.append(FeatureValues(label.map { $0 + uniform() }))
    let names = schema.features.map(\.name)
    let writer = try ExampleWriter(path: path, names: names)
    try writer.write(Batch(rowCount: rows, names: names, columns: columns))
    try writer.close()
    return rows
  }

  /// Embeddings beside the numbers, 32 and 8 units.
  static let embedding = ModelDefinition(name: "embedding", label: "label") { inputs in
    let vectors = try ids.map { Embedding($0.size)(try inputs.ids($0.name)) }
    return layers(Concatenate()([try inputs.numeric(numbers)] + vectors))
  }

  /// One-hot vectors beside the numbers, 5,377 inputs in all, 32 and 8 units.
  static let oneHot = ModelDefinition(name: "one_hot", label: "label") { inputs in
    let vectors = try ids.map { OneHot()(try inputs.ids($0.name)) }
    return layers(Concatenate()([try inputs.numeric(numbers)] + vectors))
  }

  private static func layers(_ x: Tensor) -> Tensor {
    Dense(1)(Dense(8, activation: .relu)(Dense(32, activation: .relu)(x)))
  }

  /// All examples of a file.
  static func read(_ path: String) throws -> Examples {
    try Examples(ExampleReader(paths: [path], schema: schema), for: embedding.architecture(schema))
  }

  /// The same in transformed batches of 4096 rows.
  static func batches(_ path: String) throws -> [Batch] {
    var reader = ExampleReader(paths: [path], schema: schema, batchSize: 4096)
    var batches: [Batch] = []
    try reader.forEachBatch { batches.append($0) }
    return batches
  }

  /// A model with its first weights.
  static func predictor() throws -> Predictor {
    let model = Model(try embedding.architecture(schema), seed: 1)
    return try Predictor(model, available: Set(schema.features.map(\.name)))
  }

  /// Trains a new model for an epoch; how many examples it has seen.
  static func train(_ examples: Examples?, batchSize: Int) throws -> Int {
    guard let examples else { return 0 }
    let source = TrainingSource(examples)
    let options = TrainingOptions(
      epochs: 1,
      batchSize: batchSize,
      optimizer: .adam(),
      threads: Parallelism.processorCount
    )
    return try run(try embedding.architecture(schema), source, options)
  }

  /// Trains the model on one-hot vectors for a step on every 8 examples of a file, which is read too.
  static func trainOneHot(_ path: String) throws -> Int {
    let source = TrainingSource { ExampleReader(paths: [path], schema: schema) }
    let options = TrainingOptions(
      epochs: 1,
      batchSize: 8,
      optimizer: .adam(),
      threads: Parallelism.processorCount
    )
    return try run(try oneHot.architecture(schema), source, options)
  }

  private static func run(
    _ architecture: Architecture,
    _ source: TrainingSource,
    _ options: TrainingOptions
  ) throws -> Int {
    var training = try Training(architecture, on: source, options: options)
    var seen = 0
    try Trainer.run(&training, on: source, validation: nil) { progress, _ in
      if case .epoch(let epoch) = progress { seen += epoch.examples }
      return true
    }
    return seen
  }
}

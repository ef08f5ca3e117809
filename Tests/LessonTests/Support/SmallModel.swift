import RawData
import Testing

@testable import Embeddings

/// How a test's model takes its ids.
enum IDForm: Sendable, CaseIterable {
  case oneHot, embedding

  /// The layer that takes them.
  func callAsFunction(_ ids: Tensor) -> Tensor {
    switch self {
    case .oneHot: OneHot()(ids)
    case .embedding: Embedding(3)(ids)
    }
  }
}

/// A model of two numbers and two ids, and six rows for it.
enum SmallModel {
  static func definition(_ form: IDForm) -> ModelDefinition {
    ModelDefinition(name: "small", label: "label") { inputs in
      let ids = try ["a", "b"].map { form(try inputs.ids($0)) }
      let features = Concatenate()([RobustScaling()(try inputs.numeric(["x", "y"]))] + ids)
      let hidden = Dense(4, activation: .relu)(Dense(5, activation: .relu)(features))
      return Dense(1)(hidden)
    }
  }

  static let rows = Rows([
    "x": FeatureValues([0.5, -1, 2, 0.25, 1.5, -0.5] as [Float]),
    "y": FeatureValues([1, 0.75, -1.5, 0.5, -0.25, 2] as [Float]),
    "a": FeatureValues([0, 3, 1, 3, 2, 0] as [Int64]), "b": FeatureValues([2, 0, 0, 1, 2, 2] as [Int64]),
    "label": FeatureValues([3, -1, 2, 0.5, 4, 1] as [Float]),
  ])

  /// The rows' features: `a` has 4 ids, `b` 3.
  static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("y", .float32),
    FeatureSpec("a", .int64, domain: .init(min: 0, max: 3)),
    FeatureSpec("b", .int64, domain: .init(min: 0, max: 2)), FeatureSpec("label", .float32),
  ])

  static func architecture(_ form: IDForm) throws -> Architecture {
    try definition(form).architecture(schema)
  }

  /// A model at its first weights, but for the numbers' scales: 1 and 2.
  static func model(_ form: IDForm, seed: UInt64 = 3) throws -> Model {
    var model = try Model(architecture(form), seed: seed)
    model["robust_scaling.scale"].elements = [1, 2]
    return model
  }

  static func examples(_ form: IDForm) throws -> Examples {
    try Examples(RowsReader(rows.batch, schema: schema), for: architecture(form))
  }
}

/// 60 rows that a model can learn: the label is 3 x, and 10 more for id 1.
enum Learnable {
  static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("id", .int64, domain: .init(min: 0, max: 2)),
    FeatureSpec("label", .float32),
  ])

  static func architecture(_ form: IDForm = .oneHot) throws -> Architecture {
    let definition = ModelDefinition(name: "m", label: "label") { inputs in
      let features = Concatenate()([RobustScaling()(try inputs.numeric(["x"])), form(try inputs.ids("id"))])
      return Dense(1)(Dense(8, activation: .relu)(features))
    }
    return try definition.architecture(schema)
  }

  static func rows(count: Int = 60) -> Batch {
    let x = (0..<count).map { Float($0 % 7) - 3 }
    let ids = (0..<count).map { Int64($0 * $0 % 3) }
    let labels = zip(x, ids).map { 3 * $0 + ($1 == 1 ? 10 : 0) }
    return Rows(["x": FeatureValues(x), "id": FeatureValues(ids), "label": FeatureValues(labels)]).batch
  }

  static func examples(_ form: IDForm = .oneHot, count: Int = 60) throws -> Examples {
    try Examples(RowsReader(rows(count: count), schema: schema, batchSize: 7), for: architecture(form))
  }
}

extension Model {
  /// The weight of that name; no numbers when there is none.
  subscript(name: String) -> Matrix {
    get {
      guard let index = architecture.weightNames.firstIndex(of: name) else {
        Issue.record("no weight \(name) among \(architecture.weightNames)")
        return Matrix(rows: 0, columns: 0)
      }
      return weights[index]
    }
    set {
      guard let index = architecture.weightNames.firstIndex(of: name) else {
        Issue.record("no weight \(name) among \(architecture.weightNames)")
        return
      }
      weights[index] = newValue
    }
  }

  /// The mean loss of the examples, summed in float64.
  func meanLoss(_ examples: Examples) -> Double {
    let losses = architecture.loss.values(self(examples.inputs), examples.labels)
    return losses.reduce(0) { $0 + Double($1) } / Double(examples.count)
  }

  /// The mean loss's gradient for each weight.
  func gradients(_ examples: Examples, threads: Int = 1) -> [Matrix] {
    var gradients = architecture.weights.map { Gradient($0) }
    let pass = Pass(isTraining: true, threads: threads)
    let forward = forward(examples.inputs, pass)
    let slope = architecture.loss.gradient(forward.output, examples.labels, count: examples.count)
    for (weight, own) in backward(forward, gradient: slope, pass).enumerated() {
      if let own { gradients[weight].add(own) }
    }
    return gradients.map(\.matrix)
  }
}

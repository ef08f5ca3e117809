import RawData
import Testing

@testable import Embeddings

/// Whole networks: gradients, seeds, training, files.
extension Lesson5EmbeddingsTests {
  static func configuration(_ encoding: ModelConfiguration.Encoding) -> ModelConfiguration {
    ModelConfiguration(
      name: "small",
      label: "label",
      numeric: ["x", "y"],
      categorical: [
        .init("a", vocabularySize: 4, encoding: encoding), .init("b", vocabularySize: 3, encoding: encoding),
      ],
      hidden: [5, 4]
    )
  }

  static let rows = Rows([
    "x": FeatureValues([0.5, -1, 2, 0.25, 1.5, -0.5] as [Float]),
    "y": FeatureValues([1, 0.75, -1.5, 0.5, -0.25, 2] as [Float]),
    "a": FeatureValues([0, 3, 1, 3, 2, 0] as [Int64]), "b": FeatureValues([2, 0, 0, 1, 2, 2] as [Int64]),
    "label": FeatureValues([3, -1, 2, 0.5, 4, 1] as [Float]),
  ])

  static let encodings: [ModelConfiguration.Encoding] = [.oneHot, .embedding(size: 3)]

  static func network(_ encoding: ModelConfiguration.Encoding, seed: UInt64 = 3) -> Network {
    Network(configuration(encoding), scaler: RobustScaler(center: [0, 0], scale: [1, 2]), seed: seed)
  }

  static func parameters(of network: Network) -> [Parameter] {
    var (network, parameters) = (network, [Parameter]())
    network.forEachParameter { parameters.append($0) }
    return parameters
  }

  // MARK: gradients

  // Between the bends of relu, the loss is a parabola in each single weight, and a central difference of a parabola is
  // exact for any step. Every unit is kept away from its bend by its bias: the first of each layer below, the others
  // above. What is left is float32: a prediction's last bit, 2e-6, times an error of about 50, over the step.
  @Test(arguments: encodings)
  func `every gradient of a network agrees with a difference quotient`(
    encoding: ModelConfiguration.Encoding
  ) throws {
    var network = Self.network(encoding)
    let inputs = try ModelInputs(Self.rows.batch, network.configuration)
    let labels = try #require(Self.rows.batch["label"]).floats
    var count = 0
    for (index, parameter) in Self.gradients(&network, inputs, labels).enumerated() {
      for element in parameter.value.elements.indices {
        let step: Float = 0.5
        let slope =
          (Self.loss(network, inputs, labels, moving: index, element, by: step)
            - Self.loss(network, inputs, labels, moving: index, element, by: -step)) / Double(2 * step)
        let gradient = Double(parameter.gradient.elements[element])
        #expect(
          (slope - gradient).magnitude <= 1e-3 * max(1, gradient.magnitude),
          "\(parameter.name)[\(element)]: \(gradient), by difference \(slope)"
        )
        count += gradient == 0 ? 0 : 1
      }
    }
    // A network of dead units would agree too.
    #expect(count > 40)
  }

  private static func gradients(
    _ network: inout Network,
    _ inputs: ModelInputs,
    _ labels: [Float]
  ) -> [Parameter] {
    network.forEachParameter { parameter in
      guard parameter.name.hasPrefix("hidden"), parameter.name.hasSuffix("bias") else { return }
      let distance: Float = parameter.name.hasPrefix("hidden_1") ? 5 : 30
      parameter.value.elements = parameter.value.elements.indices.map { $0 == 0 ? -distance : distance }
    }
    var copy = network
    _ = copy.accumulateGradients(inputs, labels: labels)
    return parameters(of: copy)
  }

  /// The mean squared error when one element of one parameter is moved.
  private static func loss(
    _ network: Network,
    _ inputs: ModelInputs,
    _ labels: [Float],
    moving index: Int,
    _ element: Int,
    by step: Float
  ) -> Double {
    var (network, position) = (network, 0)
    network.forEachParameter { parameter in
      if position == index { parameter.value.elements[element] += step }
      position += 1
    }
    let errors = zip(network(inputs), labels).map { Double($0) - Double($1) }
    return errors.reduce(0) { $0 + $1 * $1 } / Double(labels.count)
  }

  @Test func `the gradients' return value is the sum of the squared errors`() throws {
    var network = Self.network(.oneHot)
    let inputs = try ModelInputs(Self.rows.batch, network.configuration)
    let labels = try #require(Self.rows.batch["label"]).floats
    let errors = zip(network(inputs), labels).map { Double($0) - Double($1) }
    let sum = network.accumulateGradients(inputs, labels: labels)
    #expect((sum - errors.reduce(0) { $0 + $1 * $1 }).magnitude < 1e-4)
  }

  @Test(arguments: encodings)
  func `a row's prediction is the same to the bit alone and among others`(
    encoding: ModelConfiguration.Encoding
  ) throws {
    let network = Self.network(encoding)
    let together = network(try ModelInputs(Self.rows.batch, network.configuration))
    for row in 0..<Self.rows.batch.rowCount {
      let alone = network(try ModelInputs(Self.rows.batch.slice(row..<row + 1), network.configuration))
      #expect(alone.map(\.bitPattern) == [together[row].bitPattern])
    }
  }

  // The same network in float64, one row and one unit at a time, with one-hot vectors spelled out.
  @Test(arguments: encodings)
  func `a network computes what its layers say`(encoding: ModelConfiguration.Encoding) throws {
    let network = Self.network(encoding)
    let weights = Dictionary(uniqueKeysWithValues: Self.parameters(of: network).map { ($0.name, $0.value) })
    func element(_ name: String, _ row: Int, _ column: Int) throws -> Double {
      let matrix = try #require(weights[name])
      return Double(matrix.elements[row * matrix.columns + column])
    }
    func layer(_ name: String, _ x: [Double], _ size: Int, added: [Double]? = nil) throws -> [Double] {
      try (0..<size).map { unit in
        let products = try x.indices.map { x[$0] * (try element("\(name).weight", $0, unit)) }
        return try products.reduce(element("\(name).bias", 0, unit) + (added?[unit] ?? 0), +)
      }
    }
    func floats(_ name: String) -> [Double] { Self.rows.batch[name]?.floats.map(Double.init) ?? [] }
    func ids(_ name: String) -> [Int] { Self.rows.batch[name]?.int64s.map(Int.init) ?? [] }

    let predictions = network(try ModelInputs(Self.rows.batch, network.configuration))
    for row in 0..<Self.rows.batch.rowCount {
      var x = [floats("x")[row], floats("y")[row] / 2]  // the scales are 1 and 2
      var oneHots = [Double](repeating: 0, count: 5)
      for name in ["a", "b"] {
        let id = ids(name)[row]
        if case .embedding(let size) = encoding {
          x += try (0..<size).map { try element("\(name).table", id, $0) }
        } else {
          for unit in 0..<5 { oneHots[unit] += try element("\(name).table", id, unit) }
        }
      }
      let first = try layer("hidden_1", x, 5, added: oneHots).map { max(0, $0) }
      let second = try layer("hidden_2", first, 4).map { max(0, $0) }
      let expected = try layer("output", second, 1)[0]
      #expect((Double(predictions[row]) - expected).magnitude < 1e-5)
    }
  }

  // MARK: seeds

  @Test(arguments: encodings)
  func `the same seed gives the same weights, another seed others`(encoding: ModelConfiguration.Encoding) {
    let first = Self.parameters(of: Self.network(encoding, seed: 3))
    let second = Self.parameters(of: Self.network(encoding, seed: 3))
    let other = Self.parameters(of: Self.network(encoding, seed: 4))
    #expect(first.map(\.value) == second.map(\.value))
    for (parameter, another) in zip(first, other) where !parameter.name.hasSuffix("bias") {
      #expect(parameter.value != another.value, "\(parameter.name)")
    }
  }

  @Test func `first weights lie within Keras's limits and fill them`() throws {
    for parameter in Self.parameters(of: Self.network(.embedding(size: 3))) {
      let (rows, columns) = (parameter.value.rows, parameter.value.columns)
      let largest = parameter.value.elements.map(\.magnitude).max() ?? 0
      if parameter.name.hasSuffix("bias") {
        #expect(largest == 0)
      } else {
        let limit = parameter.name.hasSuffix("table") ? 0.05 : (6 / Float(rows + columns)).squareRoot()
        #expect(largest <= limit && largest > limit / 2, "\(parameter.name)")
      }
    }
  }

  // MARK: training

  /// 60 rows: the label is 3 x, and 10 more for id 1.
  static func learnable() throws -> Examples {
    let x = (0..<60).map { Float($0 % 7) - 3 }
    let ids = (0..<60).map { Int64($0 * $0 % 3) }
    let labels = zip(x, ids).map { 3 * $0 + ($1 == 1 ? 10 : 0) }
    let rows = Rows(["x": FeatureValues(x), "id": FeatureValues(ids), "label": FeatureValues(labels)])
    return try Examples(
      RowsReader(rows.batch, schema: rows.schema, batchSize: 7),
      for: learnableConfiguration(.oneHot)
    )
  }

  static func learnableConfiguration(_ encoding: ModelConfiguration.Encoding) -> ModelConfiguration {
    let ids = ModelConfiguration.Categorical("id", vocabularySize: 3, encoding: encoding)
    return ModelConfiguration(name: "m", label: "label", numeric: ["x"], categorical: [ids], hidden: [8])
  }

  @Test(arguments: [.oneHot, .embedding(size: 2)] as [ModelConfiguration.Encoding])
  func `training learns what can be learned`(encoding: ModelConfiguration.Encoding) throws {
    let examples = try Self.learnable()
    let options = TrainingOptions(epochs: 40, batchSize: 10, learningRate: 0.03, seed: 5)
    var epochs: [EpochResult] = []
    let configuration = Self.learnableConfiguration(encoding)
    let result = try Trainer.train(configuration, on: examples, validation: examples, options: options) {
      epochs.append($0)
    }
    let (first, last) = (try #require(result.history.first), try #require(result.history.last))
    #expect(last.loss < first.loss / 20)
    #expect(last.validation.rmse < result.meanPredictor.rmse / 5)
    #expect(epochs == result.history)
    #expect(epochs.map(\.epoch) == Array(1...40))
    let again = try Trainer.train(configuration, on: examples, validation: examples, options: options)
    #expect(again.history == result.history)
    #expect(
      Self.parameters(of: again.network).map(\.value) == Self.parameters(of: result.network).map(\.value)
    )
  }

  @Test func `the mean predictor's error is the labels' standard deviation`() throws {
    let rows = Rows([
      "x": FeatureValues([1, 2] as [Float]), "id": FeatureValues([0, 1] as [Int64]),
      "label": FeatureValues([3, 7] as [Float]),
    ])
    let configuration = Self.learnableConfiguration(.oneHot)
    let examples = try Examples(RowsReader(rows.batch, schema: rows.schema), for: configuration)
    let options = TrainingOptions(epochs: 1)
    let result = try Trainer.train(configuration, on: examples, validation: examples, options: options)
    #expect(result.meanPredictor.rmse == 2 && result.meanPredictor.mae == 2)
  }

  @Test func `a split divides the examples by their number and seed`() throws {
    let examples = try Self.learnable()
    let (training, validation) = examples.split(fraction: 0.2, seed: 1)
    #expect(training.count == 48 && validation.count == 12)
    #expect((training.labels + validation.labels).sorted() == examples.labels.sorted())
    #expect(examples.split(fraction: 0.2, seed: 1).1.labels == validation.labels)
    #expect(examples.split(fraction: 0.2, seed: 2).1.labels != validation.labels)
  }
}

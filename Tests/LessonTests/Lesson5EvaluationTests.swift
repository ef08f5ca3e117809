import RawData
import Testing

@testable import Embeddings

/// What is said of a model's errors.
@Suite("Lesson 5: evaluation", .tags(.lesson5))
struct Lesson5EvaluationTests {
  static func examples(_ columns: [[Float]], labels: [Float]) -> Examples {
    let parts = columns.map { Matrix(rows: labels.count, columns: 1, elements: $0) }
    return Examples(inputs: parts.map { .floats($0) }, labels: labels)
  }

  @Test func `least squares finds the plane that the labels lie on`() {
    let (x, y): ([Float], [Float]) = ([1, 2, 3, 4, 5, 6], [100, 300, -200, 0, 100, 700])
    let labels = zip(x, y).map { 3 * $0 - 0.5 * $1 + 7 }
    let regression = LinearRegression(Self.examples([x, y], labels: labels))
    let probe = regression(Self.examples([[0, 10], [0, -1000]], labels: [0, 0]))
    #expect((probe[0] - 7).magnitude < 1e-4 && (probe[1] - 537).magnitude < 1e-3)
  }

  @Test func `the best line through points that lie on none is that of the formula`() {
    // By hand: slope = sum(dx dy) / sum(dx dx) = 4 / 5, through the means 1.5 and 2.25.
    let regression = LinearRegression(Self.examples([[0, 1, 2, 3]], labels: [1, 2, 2.5, 3.5]))
    let found = regression(Self.examples([[0, 1.5]], labels: [0, 0]))
    #expect((found[0] - 1.05).magnitude < 1e-6 && (found[1] - 2.25).magnitude < 1e-6)
  }

  @Test func `features that follow from others, never change or are missing do not stop it`() {
    let x: [Float] = [1, 2, 3, 4]
    let columns = [x, x.map { 2 * $0 + 1 }, [5, 5, 5, 5], [.nan, .nan, .nan, .nan]]
    let regression = LinearRegression(Self.examples(columns, labels: x.map { 10 * $0 }))
    let found = regression(Self.examples([[6, .nan], [13, .nan], [5, 9], [1, 2]], labels: [0, 0]))
    // What is missing counts as the mean: of x 2.5.
    #expect((found[0] - 60).magnitude < 1e-3 && (found[1] - 25).magnitude < 1e-3)
  }

  @Test func `without numbers, or without rows, the mean is left`() {
    let ids = TensorValue.ids(IDMatrix(rows: 2, columns: 1, count: 3, elements: [0, 2]))
    let regression = LinearRegression(Examples(inputs: [ids], labels: [1, 4]))
    #expect(regression(Examples(inputs: [ids], labels: [0, 0])) == [2.5, 2.5])
    #expect(LinearRegression(Self.examples([[]], labels: []))(Self.examples([[3]], labels: [0])) == [0])
  }

  /// y = 3 a + b0 - b1, whatever c is.
  static func weighted() throws -> (Model, Examples) {
    let schema = Schema([
      FeatureSpec("a", .float32), FeatureSpec("b", .float32, width: 2), FeatureSpec("c", .float32),
      FeatureSpec("label", .float32),
    ])
    let definition = ModelDefinition(name: "m", label: "label") { Dense(1)(try $0.numeric(["a", "b", "c"])) }
    let kernel = Matrix(rows: 4, columns: 1, elements: [3, 1, -1, 0])
    let model = try Model(definition.architecture(schema), weights: [kernel, Matrix(rows: 1, columns: 1)])
    var x = Matrix(rows: 20, columns: 4)
    var labels: [Float] = []
    for row in 0..<20 {
      for (column, period) in [5, 3, 2, 20].enumerated() { x[row, column] = Float(row % period) }
      labels.append(x[row, 0] * 3 + x[row, 1] - x[row, 2] + 0.5)
    }
    return (model, Examples(inputs: [.floats(x)], labels: labels))
  }

  @Test func `a feature that the model does not heed has no importance, and the weightiest comes first`()
    throws
  {
    let (model, examples) = try Self.weighted()
    let found = try model.featureImportance(on: examples, seed: 4)
    #expect(found.map(\.feature) == ["a", "b", "c"])
    #expect(found[2] == FeatureImportance(feature: "c", rmse: 0, mae: 0))
    #expect(found[0].mae > found[1].mae && found[1].mae > 0 && found[0].rmse > found[0].mae)
    #expect(try model.featureImportance(on: examples, seed: 4, threads: 3) == found)
    #expect(try model.featureImportance(on: examples, seed: 5) != found)
  }

  @Test func `importance is what dealing out the feature by itself costs`() throws {
    let (model, examples) = try Self.weighted()
    guard case .floats(var x) = examples.inputs[0] else { return }
    let found = try #require(
      try model.featureImportance(on: examples, repeats: 1, seed: 9).first { $0.feature == "b" }
    )
    // The whole vector of a row goes to another one.
    var generator = SplitMix64(seed: SplitMix64.mixed(9, 1))
    let order = generator.permutation(of: 20)
    let before = x
    for row in 0..<20 { (x[row, 1], x[row, 2]) = (before[order[row], 1], before[order[row], 2]) }
    var mae = 0.0
    for row in 0..<20 {
      let prediction = 3 * x[row, 0] + x[row, 1] - x[row, 2]
      mae += Double((prediction - examples.labels[row]).magnitude) / 20
    }
    // Undisturbed, every prediction is half a unit too low.
    #expect((found.mae - (mae - 0.5)).magnitude < 1e-6)
  }

  @Test func `a table of embeddings has the ids that occur, with their labels' means`() throws {
    let (model, examples) = (try SmallModel.model(.embedding), try SmallModel.examples(.embedding))
    let tables = model.embeddingTables(on: examples)
    #expect(tables.map(\.feature) == ["a", "b"])
    let table = try #require(tables.first)
    #expect(table.ids == [0, 1, 2, 3])
    // Labels 3 and 1; 2; 4; -1 and 0.5.
    #expect(table.meanLabels == [2, 2, 4, -0.25])
    #expect(table.vectors == model["embedding.embeddings"])
    #expect(try SmallModel.model(.oneHot).embeddingTables(on: SmallModel.examples(.oneHot)).isEmpty)
    let few = examples.gather([1, 3])
    #expect(model.embeddingTables(on: few).map(\.ids) == [[3], [0, 1]])
  }

  @Test func `a grouping puts values between its boundaries, and NaN nowhere`() {
    let grouping = PipelineReport.Grouping("size", boundaries: [0, 1, 10]) { try $0.float("x") }
    let groups = [-3, 0, 0.9, 1, 9.99, 10, 1e9, .nan].map { grouping.group(of: $0) }
    #expect(groups == [0, 0, 0, 1, 1, 2, 2, nil])
  }

  @Test func `rescaling multiplies and adds, and its gradient multiplies`() {
    let probe = LayerProbe(
      Rescaling(scale: 10, offset: -1),
      Matrix(rows: 1, columns: 2, elements: [0.5, -2])
    )
    #expect(probe.y.elements == [4, -21])
    let gradients = probe.backward(Matrix(rows: 1, columns: 2, elements: [3, -0.25]))
    #expect(
      gradients.inputs == [Matrix(rows: 1, columns: 2, elements: [30, -2.5])] && gradients.weights.isEmpty
    )
    #expect(Rescaling(settings: LayerSettings([LayerSetting("scale", .float(2))])) == nil)
  }

  @Test func `a rate that decays by the epoch is the same in all its steps, and 0 after the last`() throws {
    let rate = LearningRate.cosineDecayByEpoch(initial: 0.01, epochs: 4)
    // By hand: half of 1 + cos of 0, 45, 90 and 135 degrees.
    let expected: [Float] = [0.01, 0.008_535_534, 0.005, 0.001_464_466, 0, 0]
    for (epoch, value) in expected.enumerated() {
      #expect((rate(0, epoch: epoch) - value).magnitude < 1e-8)
      #expect(rate(1000, epoch: epoch) == rate(0, epoch: epoch))
    }
    func weights(epochs: Int) throws -> [Matrix] {
      let (examples, architecture) = (try Learnable.examples(), try Learnable.architecture())
      let options = TrainingOptions(
        epochs: epochs,
        batchSize: 7,
        optimizer: .adam(.cosineDecayByEpoch(initial: 0.01, epochs: 2))
      )
      return try Trainer.train(
        architecture,
        on: TrainingSource(examples),
        validation: examples,
        options: options
      )
      .model.weights
    }
    #expect(try weights(epochs: 3) == weights(epochs: 2))
    #expect(try weights(epochs: 2) != weights(epochs: 1))
  }
}

import RawData
import Testing

@testable import Embeddings

/// What can be composed, and what cannot.
@Suite("Lesson 5: composing models", .tags(.lesson5))
struct Lesson5CompositionTests {
  static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("point", .float32, width: 3), FeatureSpec("count", .int64),
    FeatureSpec("name", .string), FeatureSpec("id", .int64, domain: .init(min: 0, max: 4)),
    FeatureSpec("ids", .int64, width: 6, domain: .init(min: 0, max: 8)), FeatureSpec("label", .float32),
  ])

  static func architecture(
    loss: Loss = .meanSquaredError,
    _ compose: @escaping @Sendable (ModelInputs) throws -> Tensor
  ) throws -> Architecture {
    try ModelDefinition(name: "m", label: "label", loss: loss, compose: compose).architecture(schema)
  }

  @Test func `names, shapes and weights are Keras's`() throws {
    let model = try Self.architecture { inputs in
      let steps = LSTM(3, returnSequences: true)(Embedding(4)(try inputs.ids("ids")))
      let flat = Flatten()(BatchNormalization()(Dense(2)(steps)))
      let numbers = Normalization()(try inputs.numeric(["x", "point", "count"]))
      let one = Embedding(2)(try inputs.ids("id"), name: "place")
      return Dense(1)(Dropout(0.1)(Concatenate()([flat, numbers, one])))
    }
    #expect(
      zip(model.weightNames, model.weights).map { "\($0) \($1.rows) x \($1.columns)" } == [
        "embedding.embeddings 9 x 4", "lstm.kernel 4 x 12", "lstm.recurrent_kernel 3 x 12",
        "lstm.bias 1 x 12",
        "dense.kernel 3 x 2", "dense.bias 1 x 2", "batch_normalization.gamma 1 x 2",
        "batch_normalization.beta 1 x 2", "batch_normalization.moving_mean 1 x 2",
        "batch_normalization.moving_variance 1 x 2", "normalization.mean 1 x 5",
        "normalization.variance 1 x 5",
        "place.embeddings 5 x 2", "dense_1.kernel 19 x 1", "dense_1.bias 1 x 1",
      ]
    )
    #expect(model.features == ["ids", "x", "point", "count", "id"])
    #expect(model.outputShape == .floats([1]))
    #expect(model.weightCount == 36 + 48 + 36 + 12 + 6 + 2 + 8 + 10 + 10 + 19 + 1)
  }

  @Test func `an input that is asked for twice is read once`() throws {
    let model = try Self.architecture { inputs in
      let ids = [Embedding(2)(try inputs.ids("id")), OneHot()(try inputs.ids("id"))]
      return Dense(1)(Concatenate()(ids))
    }
    #expect(model.inputs.count == 1 && model.features == ["id"])
    #expect(model.weightNames == ["embedding.embeddings", "dense.kernel", "dense.bias"])
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var problem: String
    var compose: @Sendable (ModelInputs) throws -> Tensor
    var testDescription: String { problem }

    init(_ problem: String, _ compose: @escaping @Sendable (ModelInputs) throws -> Tensor) {
      (self.problem, self.compose) = (problem, compose)
    }
  }

  static let mistakes = [
    Mistake("Dense: found 1 id below 5, expected numbers: put Embedding or OneHot before it") {
      Dense(1)(try $0.ids("id"))
    },
    Mistake("Dense: found 0 units, expected 1 or more") { Dense(0)(try $0.numeric(["x"])) },
    Mistake("Embedding: found numbers of shape [1], expected ids") { Embedding(2)(try $0.numeric(["x"])) },
    Mistake("Embedding: found vectors of 0 numbers, expected 1 or more") { Embedding(0)(try $0.ids("id")) },
    Mistake("CategoryEncoding: found 6 ids an example, expected 1") { OneHot()(try $0.ids("ids")) },
    Mistake("OneHotSteps: found 6 ids an example, expected 1") { OneHotSteps()(try $0.ids("ids")) },
    Mistake("LSTM: found shape [3], expected [steps, features]") { LSTM(2)(try $0.numeric(["point"])) },
    Mistake("LSTM: found 0 units, expected 1 or more") { LSTM(0)(Embedding(2)(try $0.ids("ids"))) },
    Mistake("Normalization: found shape [6, 2], expected one dimension") {
      Normalization()(Embedding(2)(try $0.ids("ids")))
    },
    Mistake("Concatenate: found an input of shape [6, 2], expected one dimension: put Flatten() before it") {
      Concatenate()([Embedding(2)(try $0.ids("ids")), try $0.numeric(["x"])])
    },
    Mistake("Concatenate: found no inputs, expected one or more") { _ in Concatenate()([]) },
    Mistake("Dropout: found a rate of 1.0, expected 0 or more, below 1") {
      Dropout(1)(try $0.numeric(["x"]))
    },
    Mistake(
      "BatchNormalization: found momentum 1.5 and epsilon 0.001, expected 0 to 1 and more than 0"
    ) { BatchNormalization(momentum: 1.5)(try $0.numeric(["x"])) },
    Mistake("Dense: found two layers called \"a\", expected names that differ") {
      Dense(1)(Dense(2)(try $0.numeric(["x"]), name: "a"), name: "a")
    },
    Mistake("the output is an input of the model, expected one of a layer: end with Dense(1)") {
      try $0.numeric(["x"])
    },
    Mistake("feature \"y\": the transform does not give it") { try $0.numeric(["x", "y"]) },
    Mistake("feature \"name\": found string, expected a number") { try $0.numeric(["name"]) },
    Mistake("feature \"count\": found no domain of ids below 16,777,216, expected a categorical feature") {
      Embedding(2)(try $0.ids("count"))
    },
  ]

  @Test(arguments: mistakes)
  func `a layer that cannot work on its input is an error with its line`(mistake: Mistake) throws {
    let error = #expect(throws: ModelError.self) { try Self.architecture(mistake.compose) }
    #expect(error?.problem == mistake.problem)
    let place = try #require(error?.place)
    #expect(place.wholeMatch(of: /LessonTests\/Lesson5CompositionTests.swift:[0-9]+/) != nil, "\(place)")
    #expect(error?.description == "\(place): \(mistake.problem)")
  }

  @Test func `an output that the loss cannot judge is an error`() throws {
    let cases: [(Loss, Int, String)] = [
      (.meanSquaredError, 2, "the output has shape [2], expected [1]: end with Dense(1)"),
      (.binaryCrossentropy(), 2, "the output has shape [2], expected [1]: end with Dense(1)"),
      (.sparseCategoricalCrossentropy(), 1, "the output has shape [1], expected one number for each class"),
      (.huber(delta: 0), 1, "huber: found delta 0.0, expected more than 0"),
      (.huber(delta: .nan), 1, "huber: found delta nan, expected more than 0"),
    ]
    for (loss, units, description) in cases {
      let error = #expect(throws: ModelError.self) {
        try Self.architecture(loss: loss) { Dense(units)(try $0.numeric(["x"])) }
      }
      #expect(error?.description == description)
    }
  }

  @Test func `weights of other sizes are refused`() throws {
    let model = try Self.architecture { Dense(1)(try $0.numeric(["x", "point"])) }
    let bias = Matrix(rows: 1, columns: 1)
    let few = #expect(throws: ModelError.self) { try Model(model, weights: [bias]) }
    #expect(few?.description == "found 1 weights, expected 2")
    let small = #expect(throws: ModelError.self) { try Model(model, weights: [bias, bias]) }
    #expect(small?.description == "dense.kernel: found 1 x 1, expected 4 x 1")
  }

  // MARK: dropout

  @Test func `dropout drops its rate and makes the rest larger, so that the mean stays`() {
    let ones = Matrix(rows: 100, columns: 100, repeating: 1)
    for rate in [Float(0.2), 0.5, 0.9] {
      var probe = LayerProbe(Dropout(rate), ones)
      probe.pass = Pass(isTraining: true, seed: 5)
      let elements = probe.y.elements
      let dropped = elements.count { $0 == 0 }
      #expect(elements.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
      // 10,000 numbers: their share strays by less than 0.005, four times that is chance in 16,000 runs.
      #expect((Double(dropped) / 10_000 - Double(rate)).magnitude < 0.02)
      #expect(probe.y == probe.y)
      probe.pass.seed = 6
      #expect(probe.y.elements != elements)
    }
  }

  @Test func `dropout does nothing to a model that predicts, nor at rate 0`() {
    let x = GradientCheck.numbers(3, 4, seed: 1)
    #expect(LayerProbe(Dropout(0.9), x).y == x)
    var probe = LayerProbe(Dropout(0), x)
    probe.pass = Pass(isTraining: true, seed: 5)
    #expect(probe.y == x)
  }
}

import RawData
import Testing

@testable import Embeddings

/// Rows that come one at a time, in memory that is there already.
@Suite("Lesson 5: single rows", .tags(.lesson5))
struct Lesson5RowInferenceTests {
  private static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("y", .float32), FeatureSpec("z", .float32),
    FeatureSpec("n", .int64), FeatureSpec("w", .float32, width: 2),
    FeatureSpec("a", .int64, domain: .init(min: 0, max: 4)),
    FeatureSpec("b", .int64, domain: .init(min: 0, max: 6)), FeatureSpec("label", .float32),
  ])

  private static let rows: Batch = {
    let numbers = GradientCheck.numbers(40, 3, seed: 1)
    return Batch(
      rowCount: 40,
      names: ["a", "b", "n", "x", "y", "z"],
      columns: [
        FeatureValues((0..<40).map { Int64($0 % 5) }), FeatureValues((0..<40).map { Int64($0 % 7) }),
        FeatureValues((0..<40).map { Int64($0 - 20) }),
      ] + (0..<3).map { column in FeatureValues((0..<40).map { numbers[$0, column] }) }
    )
  }()

  private static func numbers(_ row: Int) throws -> [RowNumber] {
    try rows.columns.map { try #require(RowNumber($0.slice(row..<row + 1))) }
  }

  private static let available: Set<String> = ["a", "b", "n", "w", "x", "y", "z"]

  struct Form: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let loss: Loss
    let compose: @Sendable (ModelInputs) throws -> Tensor

    init(
      _ name: String,
      _ loss: Loss = .meanSquaredError,
      _ compose: @escaping @Sendable (ModelInputs) throws -> Tensor
    ) {
      (testDescription, self.loss, self.compose) = (name, loss, compose)
    }

    /// Weights other than 0 and 1, so that none can be left out; scales and variances positive.
    func model() throws -> Model {
      let architecture = try ModelDefinition(name: "m", label: "label", loss: loss, compose: compose)
        .architecture(schema)
      let weights = Model(architecture, seed: 3).weights.enumerated().map { index, matrix in
        let numbers = GradientCheck.numbers(matrix.rows, matrix.columns, seed: UInt64(index + 7))
        return matrix.rows > 1 ? numbers : numbers.map { $0.magnitude + 0.1 }
      }
      return try Model(architecture, weights: weights)
    }
  }

  private static let activations = Activation.allCases.map { activation in
    Form("dense, \(activation)") { inputs in
      Dense(1)(Dense(11, activation: activation)(try inputs.numeric(["x", "n", "z"])))
    }
  }

  private static let others = [
    Form("tables and numbers") { inputs in
      let tables = [Embedding(4)(try inputs.ids("a")), Embedding(3)(try inputs.ids("b"))]
      let all = Concatenate()([tables[0], try inputs.numeric(["n", "x", "y"]), tables[1]])
      return Dense(1)(Dense(19, activation: .relu)(all))
    },
    Form("a table and a one-hot vector that are read twice") { inputs in
      let (table, oneHot) = (Embedding(4)(try inputs.ids("a")), OneHot()(try inputs.ids("b")))
      let both = Concatenate()([table, oneHot])
      return Dense(1)(Concatenate()([Dense(5)(both), Dense(3, useBias: false)(oneHot), table]))
    },
    Form("scaled numbers") { inputs in
      let x = try inputs.numeric(["x", "y", "z"])
      let scaled = Concatenate()([
        RobustScaling()(x), Normalization()(x), Rescaling(scale: 3, offset: -1)(x), x,
      ])
      return Rescaling(scale: 0.1, offset: 2)(Dense(1)(Dropout(0.5)(scaled)))
    },
    Form("layers on a concatenation") { inputs in
      let both = Concatenate()([try inputs.numeric(["x", "y", "z"]), Embedding(2)(try inputs.ids("a"))])
      return Dense(1)(ActivationLayer(.tanh)(Normalization()(both)))
    },
    Form("a probability", .binaryCrossentropy()) { inputs in
      Dense(1, activation: .sigmoid)(try inputs.numeric(["x", "y", "z"]))
    },
    Form("a logit", .binaryCrossentropy(fromLogits: true)) { inputs in
      Dense(1)(try inputs.numeric(["x", "y", "z"]))
    },
  ]

  @Test(arguments: activations + others)
  func `a row in the memory of the row before predicts the bits that it does in a batch`(form: Form) throws {
    let predictor = try Predictor(form.model(), available: Self.available)
    let together = try predictor(Self.rows)
    #expect(Set(together).count > 4)
    var single = try #require(predictor.forSingleRows(features: Self.rows.names))
    for row in 0..<Self.rows.rowCount {
      let alone = single.prediction(of: try Self.numbers(row))
      #expect(alone?.bitPattern == together[row].bitPattern, "row \(row)")
    }
  }

  @Test func `a copy has memory of its own`() throws {
    let predictor = try Predictor(Self.others[0].model(), available: Self.available)
    let (first, second) = (try Self.numbers(0), try Self.numbers(1))
    var one = try #require(predictor.forSingleRows(features: Self.rows.names))
    let expected = one.prediction(of: first)
    var other = one
    #expect(try other.prediction(of: second) == predictor(Self.rows)[1])
    #expect(one.prediction(of: first) == expected)
  }

  @Test(arguments: [
    Form("a sequence") { inputs in
      Dense(1)(LSTM(2)(Embedding(3)(OneHotSteps()(try inputs.ids("a")))))
    },
    Form("a normalized batch") { inputs in
      Dense(1)(BatchNormalization()(try inputs.numeric(["x", "y", "z"])))
    },
    Form("a one-hot vector as numbers") { inputs in
      Dense(1)(ActivationLayer(.relu)(OneHot()(try inputs.ids("a"))))
    },
    Form("a feature of two numbers") { inputs in Dense(1)(try inputs.numeric(["w", "x"])) },
    Form("classes", .sparseCategoricalCrossentropy()) { inputs in
      Dense(3, activation: .softmax)(try inputs.numeric(["x", "y", "z"]))
    },
  ])
  func `what needs more than a row's few instructions is left to the way of batches`(form: Form) throws {
    let predictor = try Predictor(form.model(), available: Self.available)
    #expect(predictor.forSingleRows(features: Self.rows.names + ["w"]) == nil)
  }

  @Test func `a row that the model cannot take has no prediction, and the next one has`() throws {
    let predictor = try Predictor(Self.others[0].model(), available: Self.available)
    var single = try #require(predictor.forSingleRows(features: Self.rows.names))
    let good = try Self.numbers(5)
    let expected = single.prediction(of: good)
    #expect(expected != nil)
    for number in [RowNumber.int64(5), .int64(-1), .int64(.max), .float32(1)] {
      var bad = good
      bad[0] = number
      #expect(single.prediction(of: bad) == nil)
      #expect(single.prediction(of: good) == expected)
    }
    #expect(predictor.forSingleRows(features: ["a", "b", "x"]) == nil)
  }
}

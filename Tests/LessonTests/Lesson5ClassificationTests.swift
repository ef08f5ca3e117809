import RawData
import Testing

@testable import Embeddings

/// Models that tell classes apart, from rows to predictions.
@Suite("Lesson 5: classification", .tags(.lesson5))
struct Lesson5ClassificationTests {
  static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("y", .float32), FeatureSpec("class", .int64),
  ])

  /// 90 points around as many centres as there are classes, far enough apart that a straight line parts any two.
  static func rows(classes: Int) -> Batch {
    var generator = SplitMix64(seed: 3)
    let labels = (0..<90).map { $0 % classes }
    let centres: [(Float, Float)] = [(-2, -1), (2, 0), (0, 3)]
    func around(_ centre: Float) -> Float { centre + Float(generator.nextUniform() - 0.5) }
    let x = labels.map { around(centres[$0].0) }
    let y = labels.map { around(centres[$0].1) }
    return Rows([
      "x": FeatureValues(x), "y": FeatureValues(y), "class": FeatureValues(labels.map { Int64($0) }),
    ]).batch
  }

  struct Kind: Sendable, CustomTestStringConvertible {
    var loss: Loss
    var classes: Int
    var activation: Activation
    var testDescription: String { "\(loss), \(classes) classes" }
  }

  static let kinds = [
    Kind(loss: .binaryCrossentropy(), classes: 2, activation: .sigmoid),
    Kind(loss: .binaryCrossentropy(fromLogits: true), classes: 2, activation: .linear),
    Kind(loss: .sparseCategoricalCrossentropy(), classes: 3, activation: .softmax),
    Kind(loss: .sparseCategoricalCrossentropy(fromLogits: true), classes: 3, activation: .linear),
  ]

  static func architecture(_ kind: Kind) throws -> Architecture {
    let definition = ModelDefinition(name: "classes", label: "class", loss: kind.loss) { inputs in
      let hidden = Dense(8, activation: .relu)(try inputs.numeric(["x", "y"]))
      return Dense(kind.classes == 2 ? 1 : kind.classes, activation: kind.activation)(hidden)
    }
    return try definition.architecture(schema)
  }

  @Test(arguments: kinds)
  func `a model learns to tell classes apart that a line parts`(kind: Kind) throws {
    let (architecture, batch) = (try Self.architecture(kind), Self.rows(classes: kind.classes))
    let examples = try Examples(RowsReader(batch, schema: Self.schema), for: architecture)
    let result = try Trainer.train(
      architecture,
      on: TrainingSource(examples),
      validation: examples,
      options: TrainingOptions(epochs: 30, batchSize: 10, optimizer: .adam(.constant(0.03)))
    )
    guard case .classification(let metrics) = try #require(result.validation) else {
      Issue.record("a classification has other metrics")
      return
    }
    #expect(metrics.accuracy == 1)
    #expect(metrics.auc == (kind.classes == 2 ? 1 : nil))
    #expect(result.meanPredictor == nil)

    let predictions = try Predictor(result.model, available: ["x", "y"])(batch)
    let labels = batch["class"]?.int64s.map { Float($0) } ?? []
    if kind.classes == 2 {
      // The probability of class 1, whether or not the model's output is a logit.
      #expect(predictions.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(predictions.map { $0 > 0.5 ? 1 : 0 } == labels)
    } else {
      #expect(predictions == labels)
    }
  }

  @Test func `a label that is no class is an error with its row`() throws {
    let cases: [(Kind, Int64, String)] = [
      (Self.kinds[0], 2, "label \"class\", row 90: found 2.0, expected 0 or 1"),
      (Self.kinds[1], -1, "label \"class\", row 90: found -1.0, expected 0 or 1"),
      (Self.kinds[2], 3, "label \"class\", row 90: found 3.0, expected a class from 0 to 2"),
      (Self.kinds[3], -1, "label \"class\", row 90: found -1.0, expected a class from 0 to 2"),
    ]
    for (kind, label, description) in cases {
      let batch = Self.rows(classes: kind.classes)
      let (x, y) = (batch["x"]?.floats ?? [], batch["y"]?.floats ?? [])
      let labels = batch["class"]?.int64s ?? []
      let more = Rows([
        "x": FeatureValues(x + [0]), "y": FeatureValues(y + [0]), "class": FeatureValues(labels + [label]),
      ])
      let error = #expect(throws: ModelError.self) {
        try Examples(
          RowsReader(more.batch, schema: Self.schema, batchSize: 13),
          for: Self.architecture(kind)
        )
      }
      #expect(error?.description == description)
    }
  }
}

import Embeddings
import EndToEnd
import Preprocessing
import RawData
import Testing
import TransformedData

/// Single rows of all forms go through memory that is there already, and answer as batches do.
@Suite("Lesson 6: rows in place", .tags(.lesson6))
struct Lesson6InPlaceTests {
  private static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("n", .int64), FeatureSpec("t", .string),
    FeatureSpec("maybe", .float32, presence: .optional),
  ])

  private static let rows = Batch(
    rowCount: 6,
    names: ["x", "n", "t", "maybe"],
    columns: [
      FeatureValues([1, -2, 0.5, .nan, .infinity, 7] as [Float]),
      FeatureValues([3, 1, 4, 1, 5, 9] as [Int64]),
      strings(["a", "b", "", "a", "\u{e9}", "ab"]),
      FeatureValues(.float32([1, 2, 3]), layout: .ragged(rowOffsets: [0, 1, 1, 2, 2, 2, 3])),
    ]
  )

  struct Form: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let features: PreprocessingFn

    init(_ name: String, _ features: @escaping PreprocessingFn) {
      (testDescription, self.features) = (name, features)
    }

    /// A linear model of all features.
    func model() throws -> EndToEndModel {
      let transformFn = try Rows(schema: schema, batch: rows).fitted(features)
      let names = transformFn.outputSchema.features.map(\.name)
      let definition = ModelDefinition(name: "linear", label: "y") { Dense(1)(try $0.numeric(names)) }
      return try EndToEndModel(transformFn, Model(definition.architecture(transformFn.outputSchema), seed: 5))
    }
  }

  @Test(
    arguments: [
      Form("kernels alone") { inputs in
        var outputs = Outputs()
        outputs["moved"] = try inputs.float("x") * 2 - 1
        outputs["cross"] = try hashedCross(inputs.string("t"), inputs.int64("n"), bins: 50)
        return outputs
      },
      Form("raw features as they are") { inputs in
        var outputs = Outputs()
        outputs["x"] = try inputs.float("x")
        outputs["moved"] = try inputs.float("x") + 1
        outputs["n"] = try inputs.int64("n")
        return outputs
      },
      Form("a feature twice, and a constant") { inputs in
        var outputs = Outputs()
        let moved = try inputs.float("x") + 1
        (outputs["one"], outputs["two"]) = (moved, moved)
        outputs["mean"] = mean(try inputs.int64("n"))
        return outputs
      },
      Form("a vocabulary and a missing value") { inputs in
        var outputs = Outputs()
        outputs["id"] = try computeAndApplyVocabulary(inputs.string("t"), numOOVBuckets: 2)
        outputs["maybe"] = try inputs.float("maybe")
        return outputs
      },
    ]
  )
  func `a row alone predicts the bits that it does in a batch, whatever its features are made by`(form: Form)
    throws
  {
    let model = try form.model()
    let together = try model.predict(Self.rows)
    #expect(Set(together.map(\.bitPattern)).count > 3)
    var predict = RowPredictor(model)
    for row in [0, 1, 2, 3, 4, 5, 0, 5] {
      let alone = try predict(Self.rows.slice(row..<row + 1))
      #expect(alone.bitPattern == together[row].bitPattern, "row \(row)")
    }
  }

  @Test func `rows may have their features in another order than the row before, and others besides`() throws
  {
    var predict = RowPredictor(try HandModel.endToEnd())
    let (x, time) = (FeatureValues([4] as [Float]), strings([HandModel.time(hour: 2)]))
    #expect(try predict(Rows(["x": x, "t": time]).batch) == 12.5)
    #expect(try predict(Rows(["t": time, "x": x]).batch) == 12.5)
    #expect(try predict(Rows(["other": time, "t": time, "last": time, "x": x]).batch) == 12.5)
    #expect(try predict(Rows(["x": x, "t": time]).batch) == 12.5)
  }

  @Test func `a row that lacks a feature, or has one of another form, is told as in a batch`() throws {
    let model = try HandModel.endToEnd()
    var predict = RowPredictor(model)
    let (x, time) = (FeatureValues([4] as [Float]), strings([HandModel.time(hour: 2)]))
    let bad = [
      Batch(rowCount: 1, names: [], columns: []), Rows(["x": x]).batch,
      Rows(["x": FeatureValues([4] as [Int64]), "t": time]).batch,
      Rows(["x": x, "t": strings(["noon"])]).batch,
    ]
    for row in bad {
      let expected = #expect(throws: OperationError.self) { try model.predict(row) }
      let error = #expect(throws: OperationError.self) { try predict(row) }
      #expect(error?.description == expected?.description)
      #expect(try predict(Rows(["x": x, "t": time]).batch) == 12.5)
    }
  }

  @Test(arguments: ["embedding", "non_embedding"])
  func `a taxi ride needs no batch`(name: String) throws {
    let model = try Lesson6EndToEndTests.trained.endToEnd(name)
    #expect(RowTransform(model.transformFn) != nil)
    #expect(model.predictor.forSingleRows(features: model.featureSchema.features.map(\.name)) != nil)
  }
}

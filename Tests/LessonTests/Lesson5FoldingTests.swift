import RawData
import Testing

@testable import Embeddings

/// Tables that are multiplied into kernels before predicting.
@Suite("Lesson 5: folding", .tags(.lesson5))
struct Lesson5FoldingTests {
  private static let schema = Schema([
    FeatureSpec("x", .float32, width: 3), FeatureSpec("a", .int64, domain: .init(min: 0, max: 4)),
    FeatureSpec("b", .int64, domain: .init(min: 0, max: 6)), FeatureSpec("label", .float32),
  ])

  private static func model(_ compose: @escaping @Sendable (ModelInputs) throws -> Tensor) throws -> Model {
    let definition = ModelDefinition(name: "m", label: "label", compose: compose)
    return Model(try definition.architecture(schema), seed: 3)
  }

  private static var rows: Batch {
    Batch(
      rowCount: 40,
      names: ["x", "a", "b", "label"],
      columns: [
        FeatureValues(.float32(GradientCheck.numbers(40, 3, seed: 1).elements), layout: .fixed(width: 3)),
        FeatureValues((0..<40).map { Int64($0 % 5) }), FeatureValues((0..<40).map { Int64($0 % 7) }),
        FeatureValues([Float](repeating: 0, count: 40)),
      ]
    )
  }

  private static func classNames(_ model: Model) -> [String] {
    model.architecture.calls.map { type(of: $0.layer).className }
  }

  /// The predictions of model and folded model agree, but for rounding; a row's alone and among others, to the bit.
  private static func expectSamePredictions(_ model: Model, _ folded: Model) throws {
    let rows = rows
    let inputs = try model.architecture.values(of: rows)
    let (plain, quick) = (model(inputs), folded(inputs))
    for (one, other) in zip(plain.elements, quick.elements) {
      #expect((one - other).magnitude < 1e-6 * max(1, one.magnitude))
    }
    for row in 0..<rows.rowCount {
      let alone = folded(try model.architecture.values(of: rows.slice(row..<row + 1)))
      #expect(alone.elements.map(\.bitPattern) == [quick[row, 0].bitPattern])
    }
  }

  @Test func `tables beside numbers are folded into the kernel after them`() throws {
    let model = try Self.model { inputs in
      let tables = [Embedding(4)(try inputs.ids("a")), Embedding(3)(try inputs.ids("b"))]
      let all = Concatenate()([tables[0], try inputs.numeric(["x"]), tables[1]])
      return Dense(1)(Dense(6, activation: .tanh)(all))
    }
    let folded = try model.folded()
    #expect(
      Self.classNames(folded) == ["CategoryEncoding", "CategoryEncoding", "Concatenate", "Dense", "Dense"]
    )
    // 5 ids, 3 numbers and 7 ids instead of 4 + 3 + 3 numbers.
    #expect(folded.weights.map(\.rows) == [15, 1, 6, 1])
    try Self.expectSamePredictions(model, folded)
  }

  @Test func `a table alone is folded too`() throws {
    let model = try Self.model { Dense(1)(Embedding(4)(try $0.ids("a"))) }
    let folded = try model.folded()
    #expect(Self.classNames(folded) == ["CategoryEncoding", "Dense"])
    try Self.expectSamePredictions(model, folded)
  }

  @Test func `a table that another layer reads stays as it is`() throws {
    let model = try Self.model { inputs in
      let table = Embedding(4)(try inputs.ids("a"))
      return Dense(1)(Concatenate()([Dense(2)(table), Dense(3)(table), Embedding(2)(try inputs.ids("b"))]))
    }
    let folded = try model.folded()
    #expect(
      Self.classNames(folded).sorted() == [
        "CategoryEncoding", "Concatenate", "Dense", "Dense", "Dense", "Embedding",
      ]
    )
    try Self.expectSamePredictions(model, folded)
  }

  @Test func `a table whose product would be large stays as it is`() throws {
    let model = try Self.model { Dense(1)(Dense(1 << 16)(Embedding(1)(try $0.ids("a")))) }
    #expect(Self.classNames(try model.folded()) == ["Embedding", "Dense", "Dense"])
  }
}

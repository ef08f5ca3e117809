import RawData
import Testing

@testable import Embeddings

/// Data that does not fit a model.
@Suite("Lesson 5: data for models", .tags(.lesson5))
struct Lesson5DataTests {
  static let available: Set<String> = ["x", "y", "a", "b"]

  @Test(arguments: [Int64(-1), 4, .max])
  func `an id outside its vocabulary is an error with its row`(id: Int64) throws {
    let predictor = try Predictor(SmallModel.model(.oneHot), available: Self.available)
    let rows = Rows([
      "x": FeatureValues([1, 1] as [Float]), "y": FeatureValues([1, 1] as [Float]),
      "a": FeatureValues([0, id]), "b": FeatureValues([0, 0] as [Int64]),
    ])
    let error = #expect(throws: ModelError.self) { try predictor(rows.batch) }
    #expect(error?.description == "feature \"a\", row 1: found id \(id), expected 0 to 3")
    let later = #expect(throws: ModelError.self) { try predictor(rows.batch, firstRow: 100) }
    #expect(later?.description == "feature \"a\", row 101: found id \(id), expected 0 to 3")
  }

  @Test func `a feature that is missing or of another type is an error`() throws {
    let predictor = try Predictor(SmallModel.model(.oneHot), available: Self.available)
    let (float, id) = (FeatureValues([1] as [Float]), FeatureValues([1] as [Int64]))
    let cases: [(Rows, String)] = [
      (Rows(["x": float, "a": id, "b": id]), "feature \"y\": found none, expected numbers"),
      (
        Rows(["x": float, "y": strings(["1"]), "a": id, "b": id]),
        "feature \"y\": found string of 1 values, expected numbers"
      ),
      (Rows(["x": float, "y": float, "b": id]), "feature \"a\": found none, expected one int64 a row"),
      (
        Rows(["x": float, "y": float, "a": float, "b": id]),
        "feature \"a\": found float32 of 1 values, expected one int64 a row"
      ),
    ]
    for (rows, description) in cases {
      let error = #expect(throws: ModelError.self) { try predictor(rows.batch) }
      #expect(error?.description == description)
    }
    let missing = #expect(throws: ModelError.self) {
      try Predictor(SmallModel.model(.oneHot), available: ["x", "y", "b"])
    }
    #expect(missing?.description == "feature \"a\": the model needs it, but the transform does not give it")
  }

  @Test func `integers are numbers too`() throws {
    let predictor = try Predictor(SmallModel.model(.oneHot), available: Self.available)
    let id = FeatureValues([1] as [Int64])
    let float = FeatureValues([1] as [Float])
    let floats = try predictor(Rows(["x": float, "y": float, "a": id, "b": id]).batch)
    #expect(try predictor(Rows(["x": id, "y": id, "a": id, "b": id]).batch) == floats)
  }

  @Test func `a vocabulary's size is its largest id and one more`() throws {
    let schema = Schema([
      FeatureSpec("id", .int64, domain: .init(min: 0, max: 9)), FeatureSpec("x", .float32),
    ])
    #expect(try schema.vocabularySize(of: "id") == 10)
    for name in ["x", "y"] {
      let error = #expect(throws: ModelError.self) { try schema.vocabularySize(of: name) }
      #expect(
        error?.description
          == "feature \"\(name)\": found no domain of ids below 16,777,216, expected a categorical feature"
      )
    }
  }
}

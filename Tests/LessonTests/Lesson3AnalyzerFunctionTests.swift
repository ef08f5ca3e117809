import Preprocessing
import RawData
import Testing
import TransformedData

/// The analyzers as a preprocessing function calls them.
extension Lesson3MomentsTests {
  static let file = "Mine/Function.swift"
  static let vectorSchema = Schema([
    FeatureSpec("v", .float32, width: 2), FeatureSpec("r", .float32, presence: .optional),
    FeatureSpec("x", .float32), FeatureSpec("k", .string), FeatureSpec("n", .int64),
    FeatureSpec("rk", .string, presence: .optional),
  ])

  static func analyzed(
    _ batch: Batch,
    batchSize: Int = .max,
    _ preprocessingFn: PreprocessingFn
  ) throws -> TransformFn {
    try PreprocessingGraph(schema: vectorSchema, preprocessingFn).analyze {
      RowsReader(batch, schema: $0, batchSize: batchSize)
    }
  }

  @Test func `an analyzer's result is a constant to calculate with`() throws {
    let rows = Rows(["x": FeatureValues([1, 2, 6] as [Float])])
    #expect(try rows.column { try $0.float("x") - mean($0.float("x")) }.floats == [-2, -1, 3])
    #expect(try rows.column { try $0.float("x") / max($0.float("x")) }.floats == [1 / 6, 1 / 3, 1])
    #expect(try rows.column { try variance($0.float("x")) }.floats == [14 / 3, 14 / 3, 14 / 3])
    #expect(try rows.column { try size($0.float("x")) }.int64s == [3, 3, 3])
  }

  @Test func `matmul places each row along the principal components`() throws {
    let values = FeatureValues(.float32([-1, -1, 1, 1, 2, 2]), layout: .fixed(width: 2))
    let batch = Batch(rowCount: 3, names: ["v"], columns: [values])
    let transformFn = try Self.analyzed(batch) { inputs in
      var outputs = Outputs()
      let v = try inputs.float("v")
      outputs["place"] = try matmul(v, pca(v, outputDim: 1))
      return outputs
    }
    let root = Float(2).squareRoot()
    #expect(try transformFn.transform(batch)["place"]?.floats == [-root, root, 2 * root])
  }

  @Test func `what does not fit is an error with the line`() throws {
    let inputs = Inputs(schema: Self.vectorSchema)
    let (ragged, vectors) = (try inputs.float("r"), try inputs.float("v"))
    let cases: [(String, () throws -> Any)] = [
      (
        "mean: found a ragged column, expected as many values in every row",
        {
          try mean(ragged, elementwise: true, fileID: Self.file, line: 3)
        }
      ),
      (
        "size: found a ragged column, expected as many values in every row",
        {
          try size(ragged, elementwise: true, fileID: Self.file, line: 3)
        }
      ),
      (
        "covariance: found a ragged column, expected as many values in every row",
        {
          try covariance(ragged, fileID: Self.file, line: 3)
        }
      ),
      (
        "pca: found an output dimension of 3, expected 1 ... 2",
        {
          try pca(vectors, outputDim: 3, fileID: Self.file, line: 3)
        }
      ),
      (
        "matmul: found a matrix of 1 elements, expected a multiple of the 2 of x",
        {
          try matmul(vectors, mean(vectors), fileID: Self.file, line: 3)
        }
      ),
    ]
    for (text, build) in cases {
      let error = #expect(throws: OperationError.self) { _ = try build() }
      #expect(error?.description == "\(Self.file):3: \(text)")
    }
  }

  @Test func `an analysis of what is the same for every row is an error`() throws {
    let rows = Rows(["x": FeatureValues([1, 2] as [Float])])
    let error = #expect(throws: OperationError.self) {
      try rows.column { try sum(mean($0.float("x")), fileID: Self.file, line: 3) }
    }
    #expect(
      error?.description == "\(Self.file):3: sum(mean(x)): "
        + "found a column that is the same for every row, expected one of the data"
    )
  }

  @Test func `a NaN has no principal components, and that is told`() throws {
    let values = FeatureValues(.float32([-1, -1, .nan, 1]), layout: .fixed(width: 2))
    let batch = Batch(rowCount: 2, names: ["v"], columns: [values])
    let transformFn = try Self.analyzed(batch) { inputs in
      var outputs = Outputs()
      outputs["p"] = try pca(inputs.float("v"), outputDim: 1, fileID: Self.file, line: 3)
      return outputs
    }
    #expect(try transformFn.transform(batch)["p"]?.floats.map(\.isNaN) == [true, true, true, true])
    #expect(
      transformFn.notices == ["pca(v) at \(Self.file):3: a NaN or an infinity in the data, and in the result"]
    )
  }

  @Test func `what was left out is told`() throws {
    let rows = Rows(["x": FeatureValues([1, .nan, .infinity, .nan] as [Float])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["m"] = mean(try inputs.float("x"), fileID: Self.file, line: 3)
      return outputs
    }
    #expect(transformFn.notices == ["mean(x) at \(Self.file):3: left out: 2 NaN, 1 infinite"])
  }
}

import RawData
import Testing
import TransformedData

@testable import Preprocessing

@Suite("Lesson 3: scalings", .tags(.lesson3), .scratchDirectory)
struct Lesson3ScalingTests {
  static let file = "Mine/Function.swift"
  static let schema = Lesson3MomentsTests.vectorSchema

  /// Columns x, v, r, k, n and rk of five rows.
  static let batch = Batch(
    rowCount: 5,
    names: ["x", "v", "r", "k", "n", "rk"],
    columns: [
      FeatureValues([1, 0, 3, 8, -2.5] as [Float]),
      FeatureValues(.float32([1, 10, 2, 20, 4, 20, 5, 60, 0.5, -7]), layout: .fixed(width: 2)),
      FeatureValues(.float32([1, 2, 3, 9, 0]), layout: .ragged(rowOffsets: [0, 2, 2, 3, 5, 5])),
      strings(["a", "b", "a", "b", "é"]), FeatureValues([-7, 3, -7, 3, 3] as [Int64]),
      FeatureValues(
        .string(ByteStrings(["a", "b", "a", "b", "b"])),
        layout: .ragged(rowOffsets: [0, 2, 2, 3, 5, 5])
      ),
    ]
  )

  /// Every scaling, on every kind of column it takes.
  static func allScalings(_ inputs: Inputs) throws -> [(name: String, scaled: Column<Float>)] {
    let (x, v, r) = (try inputs.float("x"), try inputs.float("v"), try inputs.float("r"))
    let (k, n, rk) = (try inputs.string("k"), try inputs.int64("n"), try inputs.string("rk"))
    return [
      ("01", scaleTo01(x)), ("01 integers", scaleTo01(n)),
      ("01 elements", try scaleTo01(v, elementwise: true)),
      ("01 keys", try scaleTo01PerKey(x, key: k)), ("01 integer keys", try scaleTo01PerKey(x, key: n)),
      ("range", try scaleByMinMax(r, outputMin: -1, outputMax: 3)),
      ("range keys", try scaleByMinMaxPerKey(r, key: rk, outputMin: -1, outputMax: 3)),
      ("range row keys", try scaleByMinMaxPerKey(r, key: k, outputMin: -1, outputMax: 3)),
      ("range elements and keys", try scaleByMinMaxPerKey(v, key: k, elementwise: true)),
      ("z", scaleToZScore(x)), ("z elements", try scaleToZScore(v, elementwise: true)),
      ("z keys", try scaleToZScorePerKey(v, key: k)),
      ("z elements and keys", try scaleToZScorePerKey(v, key: n, elementwise: true)),
      ("gaussian", scaleToGaussian(v)), ("gaussian elements", try scaleToGaussian(v, elementwise: true)),
    ]
  }

  static func fitted(batchSize: Int = .max, _ preprocessingFn: PreprocessingFn) throws -> TransformFn {
    try Lesson3MomentsTests.analyzed(batch, batchSize: batchSize, preprocessingFn)
  }

  static let all: PreprocessingFn = { inputs in
    var outputs = Outputs()
    for (name, column) in try allScalings(inputs) { outputs[name] = column }
    return outputs
  }

  @Test func `the examples of the documentation hold`() throws {
    let rows = Rows(["x": FeatureValues([1, 0, 3] as [Float]), "k": strings(["a", "b", "a"])])
    let outputs = try rows.transformed { inputs in
      let (x, k) = (try inputs.float("x"), try inputs.string("k"))
      var outputs = Outputs()
      outputs["01"] = try scaleTo01PerKey(x, key: k)
      outputs["range"] = try scaleByMinMaxPerKey(x, key: k, outputMax: 10)
      outputs["z"] = try scaleToZScorePerKey(x, key: k)
      return outputs
    }
    #expect(outputs["01"]?.floats == [0, 0.5, 1])
    #expect(outputs["range"]?.floats == [0, 5, 10])
    #expect(outputs["z"]?.floats == [-1, 0, 1])
    let column = Rows(["x": FeatureValues([1, 2, 5] as [Float])])
    #expect(
      try column.column { try scaleByMinMax($0.float("x"), outputMin: -1, outputMax: 1) }.floats == [
        -1, -0.5, 1,
      ]
    )
    let pair = Rows(["x": FeatureValues([1, 3] as [Float])])
    #expect(try pair.column { try scaleToZScore($0.float("x")) }.floats == [-1, 1])
    #expect(try pair.column { try scaleToGaussian($0.float("x")) }.floats == [-1, 1])
  }

  @Test(arguments: [1, 2, 3])
  func `no batch size makes a difference`(batchSize: Int) throws {
    let whole = try Self.fitted(Self.all).transform(Self.batch).bits
    #expect(try Self.fitted(batchSize: batchSize, Self.all).transform(Self.batch).bits == whole)
  }

  @Test func `a saved transform scales the same, keys it has not seen too`() throws {
    let transformFn = try Self.fitted(Self.all)
    let path = try ScratchDirectory.current.path("transform_fn.json")
    try transformFn.write(to: path)
    let read = try TransformFn(contentsOf: path)
    #expect(try read.transform(Self.batch).bits == transformFn.transform(Self.batch).bits)
    #expect(read.notices == transformFn.notices)
    let again = try ScratchDirectory.current.path("again.json")
    try read.write(to: again)
    let scratch = try ScratchDirectory.current
    #expect(try scratch.text(of: "again.json") == scratch.text(of: "transform_fn.json"))
    var columns = Self.batch.columns
    columns[3] = strings(["z", "", "b", "a", "é"])
    columns[4] = FeatureValues([0, 3, .min, 3, -7] as [Int64])
    let unseen = Batch(rowCount: 5, names: Self.batch.names, columns: columns)
    #expect(try read.transform(unseen).bits == transformFn.transform(unseen).bits)
  }

  @Test func `a table of keys is written so that it can be read and edited`() throws {
    let transformFn = try Self.fitted { inputs in
      var outputs = Outputs()
      outputs["z"] = try scaleToZScorePerKey(inputs.float("x"), key: inputs.int64("n"))
      return outputs
    }
    try transformFn.write(to: try ScratchDirectory.current.path("transform_fn.json"))
    let text = try ScratchDirectory.current.text(of: "transform_fn.json")
    #expect(text.contains(#""keys": {"int64": [-7, 3]}"#))
    #expect(text.contains(#""mean": {"float32": [2.0, 1.8333334]}"#))
  }
}

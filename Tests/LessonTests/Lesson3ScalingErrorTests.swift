import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// What scalings refuse, and what they tell of columns that have nothing to scale by.
extension Lesson3ScalingTests {
  @Test func `outputs that do not ascend, and keys that do not fit, are errors`() throws {
    let inputs = Inputs(schema: Self.schema)
    let (x, v, r) = (try inputs.float("x"), try inputs.float("v"), try inputs.float("r"))
    let (k, rk) = (try inputs.string("k"), try inputs.string("rk"))
    let noScalar = "found keys that are no scalar, expected one for each row, or a ragged column like x"
    let cases: [(String, () throws -> Any)] = [
      (
        "scale_by_min_max: found an output range from 1.0 to 1.0, expected one that ascends",
        {
          try scaleByMinMax(x, outputMin: 1, fileID: Self.file, line: 3)
        }
      ),
      (
        "scale_by_min_max_per_key: found an output range from 2.0 to nan, expected one that ascends",
        {
          try scaleByMinMaxPerKey(x, key: k, outputMin: 2, outputMax: .nan, fileID: Self.file, line: 3)
        }
      ),
      (
        "scale_to_z_score_per_key: \(noScalar)",
        { try scaleToZScorePerKey(v, key: rk, fileID: Self.file, line: 3) }
      ),
      (
        "scale_to_0_1_per_key: found a ragged column, expected as many values in every row",
        {
          try scaleTo01PerKey(r, key: k, elementwise: true, fileID: Self.file, line: 3)
        }
      ),
      (
        "scale_to_gaussian: found a ragged column, expected as many values in every row",
        {
          try scaleToGaussian(r, elementwise: true, fileID: Self.file, line: 3)
        }
      ),
    ]
    for (text, build) in cases {
      let error = #expect(throws: OperationError.self) { _ = try build() }
      #expect(error?.description == "\(Self.file):3: \(text)")
    }
  }

  @Test func `a row with other keys than values is an error that names it`() throws {
    var columns = Self.batch.columns
    columns[5] = FeatureValues(
      .string(ByteStrings(["a", "b", "a"])),
      layout: .ragged(rowOffsets: [0, 2, 2, 2, 3, 3])
    )
    let batch = Batch(rowCount: 5, names: Self.batch.names, columns: columns)
    let error = #expect(throws: OperationError.self) {
      try Lesson3MomentsTests.analyzed(batch, batchSize: 2) { inputs in
        var outputs = Outputs()
        outputs["z"] = try scaleToZScorePerKey(
          inputs.float("r"),
          key: inputs.string("rk"),
          fileID: Self.file,
          line: 3
        )
        return outputs
      }
    }
    #expect(
      error?.description == "\(Self.file):3: moments_per_key(r, rk), row 2: "
        + "found 0 keys for 1 values, expected one for each"
    )
  }

  @Test func `what had nothing to scale by is told, by element and by key`() throws {
    let batch = Batch(
      rowCount: 3,
      names: ["x", "v", "k", "n"],
      columns: [
        FeatureValues([4, 4, 5] as [Float]),
        FeatureValues(.float32([1, 7, 2, 7, 3, 7]), layout: .fixed(width: 2)), strings(["a", "a", "b"]),
        FeatureValues([1, 2, 3] as [Int64]),
      ]
    )
    let transformFn = try Lesson3MomentsTests.analyzed(batch) { inputs in
      let (file, x, v) = (Self.file, try inputs.float("x"), try inputs.float("v"))
      var outputs = Outputs()
      outputs["a"] = try scaleTo01(v, elementwise: true, fileID: file, line: 1)
      outputs["b"] = try scaleToZScore(v, elementwise: true, fileID: file, line: 2)
      outputs["c"] = try scaleTo01PerKey(x, key: inputs.string("k"), fileID: file, line: 3)
      outputs["d"] = try scaleToZScorePerKey(
        v,
        key: inputs.int64("n"),
        elementwise: true,
        fileID: file,
        line: 4
      )
      return outputs
    }
    let texts = transformFn.notices.compactMap { $0.split(separator: " at Mine/", maxSplits: 1).last }
    let mean = "constant or empty column, only its mean is subtracted"
    #expect(
      texts == [
        "Function.swift:1: element 1: constant column, sigmoid used", "Function.swift:2: element 1: \(mean)",
        "Function.swift:3: key \"a\": constant column, sigmoid used",
        "Function.swift:3: key \"b\": constant column, sigmoid used",
        "Function.swift:4: key 1: element 0: \(mean)", "Function.swift:4: key 1: element 1: \(mean)",
        "Function.swift:4: key 2: element 0: \(mean)", "Function.swift:4: key 2: element 1: \(mean)",
        "Function.swift:4: key 3: element 0: \(mean)", "Function.swift:4: and 1 more",
      ]
    )
  }

  @Test func `a file with a key that comes twice is refused`() throws {
    #expect(throws: RowError("found 3 keys, 2 of them distinct")) {
      try PerKeyTable(strings(["a", "b", "a"]))
    }
  }
}

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

  // MARK: inverse

  @Test func `every scaling is taken back, with the constants of the same analysis`() throws {
    let names = ["x", "v", "r"]
    let inverted = try Self.fitted { inputs in
      var outputs = Outputs()
      for (name, scaled) in try Self.allScalings(inputs) {
        outputs[name] = try inverseScale(scaled, of: scaled)
      }
      return outputs
    }
    let sources = [
      "01": "x", "01 keys": "x", "01 integer keys": "x", "z": "x", "range": "r", "range keys": "r",
      "range row keys": "r",
    ]
    let transformed = try inverted.transform(Self.batch)
    for (name, column) in zip(transformed.names, transformed.columns) {
      let source = try #require(Self.batch[sources[name] ?? (name == "01 integers" ? "n" : "v")])
      let original = source.type == .int64 ? source.int64s.map { Float($0) } : source.floats
      #expect(column.layout == source.layout)
      for (found, expected) in zip(column.floats, original) {
        #expect((found - expected).magnitude <= 4e-6 * max(1, expected.magnitude), "\(name)")
      }
    }
    #expect(names.allSatisfy { Self.batch[$0] != nil } && transformed.names.count == 15)
    let analyses = try PreprocessingGraph(schema: Self.schema) { inputs in
      var outputs = Outputs()
      let z = scaleToZScore(try inputs.float("x"))
      outputs["z"] = z
      outputs["back"] = try inverseScale(z * 2, of: z)
      return outputs
    }.describeAnalyses()
    #expect(analyses.count == 1)
  }

  @Test func `the inverse of an inverse is the scaling`() throws {
    let outputs = try Self.fitted { inputs in
      var outputs = Outputs()
      let z = scaleToZScore(try inputs.float("x"))
      let back = try inverseScale(z, of: z)
      outputs["z"] = z
      outputs["twice"] = try inverseScale(try inputs.float("x"), of: back)
      return outputs
    }.transform(Self.batch)
    #expect(outputs["z"] == outputs["twice"])
  }

  @Test func `only a scaling has an inverse`() throws {
    let x = try Inputs(schema: Self.schema).float("x")
    for column in [x, x + 1, sqrt(x)] {
      let error = #expect(throws: OperationError.self) {
        try inverseScale(x, of: column, fileID: Self.file, line: 3)
      }
      #expect(
        error?.description == "\(Self.file):3: inverseScale: "
          + "found a column that is no scaling's result, expected one of scaleToZScore or its like"
      )
    }
  }

  // MARK: errors and notices

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

  // MARK: per-key accumulators

  @Test func `keys in any order, grouping and after any way through bytes give the same table`() throws {
    let batches: [[FeatureValues]] = [
      [FeatureValues([1, 2, 4] as [Float]), strings(["b", "a", "b"])],
      [FeatureValues([Float]()), strings([])], [FeatureValues([.nan, 0.1] as [Float]), strings(["", "é"])],
      [FeatureValues([-1, 1e-30] as [Float]), strings(["a", "c"])],
    ]
    let analyzer = PerKeyAnalyzer<MomentsSummary<Float>>(
      name: "moments",
      figures: [.mean, .standardDeviation],
      keyType: .string
    )
    try AccumulatorLaw(make: analyzer.makeAccumulator, batches: batches).check("strings")
    let vectors: [[FeatureValues]] = [
      [FeatureValues(.float32([1, 2, 3, 4]), layout: .fixed(width: 2)), FeatureValues([5, -5] as [Int64])],
      [FeatureValues(.float32([0, 9]), layout: .fixed(width: 2)), FeatureValues([.min] as [Int64])],
      [FeatureValues(.float32([7, -2]), layout: .fixed(width: 2)), FeatureValues([5] as [Int64])],
    ]
    let extremes = PerKeyAnalyzer<Extremes<Float>>(
      name: "min_max",
      figures: [.min, .max],
      keyType: .int64,
      elements: 2
    )
    try AccumulatorLaw(make: extremes.makeAccumulator, batches: vectors).check("integers")
    var accumulator = extremes.makeAccumulator()
    for batch in vectors { try accumulator.add(batch.map { Operand($0, isConstant: false) }) }
    let results = try accumulator.finish()
    #expect(results[0].int64s == [.min, -5, 5])
    #expect(results[1].floats == [0, 9, 3, 4, 1, -2])
    #expect(results[2].floats == [0, 9, 3, 4, 7, 2])
  }

  /// A brute-force oracle: the values of each key on their own, in doubles.
  @Test func `the z-scores of many keys are those of each key's values alone`() throws {
    var random = SplitMix64(seed: 4)
    let keys = (0..<3000).map { _ in "key \(random.next() % 97)" }
    let values = (0..<3000).map { _ in Float(random.next() >> 44) / 1000 - 500 }
    let rows = Rows(["x": FeatureValues(values), "k": strings(keys)])
    let scaled = try rows.column { try scaleToZScorePerKey($0.float("x"), key: $0.string("k")) }.floats
    let groups = Dictionary(grouping: values.indices) { keys[$0] }
    for indices in groups.values {
      let own = indices.map { Double(values[$0]) }
      let mean = own.reduce(0, +) / Double(own.count)
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
      for index in indices {
        let expected = (Double(values[index]) - mean) / variance.squareRoot()
        #expect((Double(scaled[index]) - expected).magnitude < 1e-5)
      }
    }
  }
}

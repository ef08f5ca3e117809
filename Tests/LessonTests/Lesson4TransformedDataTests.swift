import Preprocessing
import RawData
import TFRecords
import Testing
import TransformedData

@Suite("Lesson 4: transformed data", .tags(.lesson4), .scratchDirectory)
struct Lesson4TransformedDataTests {
  static let rows = Rows([
    "x": FeatureValues([1, 2, 5, 3] as [Float]), "y": FeatureValues([10, -10, 30, 0] as [Float]),
    "n": FeatureValues([4, 3, 0, -1] as [Int64]), "s": strings(["a", "", "b, \"c\"", "a"]),
  ])

  @Sendable static func preprocessingFn(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    outputs["scaled"] = scaleTo01(try inputs.float("x"))
    outputs["crossed"] = try hashedCross(inputs.int64("n"), inputs.string("s"), bins: 1000)
    outputs["bucket"] = try applyBuckets(inputs.float("y") / 10, boundaries: [0, 1])
    outputs["s"] = try inputs.string("s")
    return outputs
  }

  @Test func `one pass finds the constants, one more applies them`() throws {
    let transformed = try Self.rows.transformed(by: Self.preprocessingFn)
    // The features are sorted by name. The crosses are those of TensorFlow.
    #expect(transformed.names == ["bucket", "crossed", "s", "scaled"])
    #expect(transformed["bucket"]?.int64s == [2, 0, 2, 1])
    #expect(transformed["crossed"]?.int64s == [525, 781, 261, 258])
    #expect(transformed["s"] == Self.rows.batch["s"])
    #expect(transformed["scaled"]?.floats == [0, 0.25, 1, 0.5])
  }

  @Test(arguments: [1, 3, 4096])
  func `the result does not depend on the batch size`(batchSize: Int) throws {
    let rows = Self.rows
    let graph = try PreprocessingGraph(schema: rows.schema, Self.preprocessingFn)
    let transformFn = try graph.analyze { RowsReader(rows.batch, schema: $0, batchSize: batchSize) }
    let source = RowsReader(rows.batch, schema: transformFn.inputSchema, batchSize: batchSize)
    var reader = TransformedReader(source, transformFn)
    var transformed: [Batch] = []
    #expect(try reader.forEachBatch { transformed.append($0) } == 4)
    #expect(transformed.count == (4 + batchSize - 1) / batchSize)
    let whole = try rows.transformed(by: Self.preprocessingFn)
    let singles = transformed.flatMap { batch in (0..<batch.rowCount).map { batch.slice($0..<$0 + 1) } }
    #expect(singles.map(\.bits) == (0..<4).map { whole.slice($0..<$0 + 1).bits })
  }

  @Test(arguments: [1, 3, 4096])
  func `an error names the row of the data, whatever the batch`(batchSize: Int) throws {
    let texts = [
      "2009-06-15 17:26:21 UTC", "2009-06-15 17:26:22 UTC", "2009-06-15 17:26:23 UTC", "noon", "?",
    ]
    let rows = Rows(["time": strings(texts)])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["hour"] = hourOfDay(
        parseDateTime(try inputs.string("time"), fileID: "Mine/Function.swift", line: 5)
      )
      return outputs
    }
    var reader = TransformedReader(
      RowsReader(rows.batch, schema: rows.schema, batchSize: batchSize),
      transformFn
    )
    let error = #expect(throws: OperationError.self) { try reader.forEachBatch { _ in } }
    #expect(
      error?.description == "Mine/Function.swift:5: parse_datetime(time), row 3: found \"noon\", "
        + "expected a time like \"2009-06-15 17:26:21 UTC\""
    )
  }

  @Test(arguments: [1, 3, 4096])
  func `an analysis names the row too`(batchSize: Int) throws {
    let rows = Rows(["time": strings(["2009-06-15 17:26:21 UTC", "2009-06-15 17:26:22 UTC", "1", "2", "3"])])
    let graph = try PreprocessingGraph(schema: rows.schema) { inputs in
      var outputs = Outputs()
      outputs["scaled"] = scaleTo01(Column<Float>(parseDateTime(try inputs.string("time"))))
      return outputs
    }
    let error = #expect(throws: OperationError.self) {
      try graph.analyze { RowsReader(rows.batch, schema: $0, batchSize: batchSize) }
    }
    #expect(error?.row == 2)
    #expect(error?.operation == "parse_datetime(time)")
  }

  // MARK: passes

  /// What an analysis of `preprocessingFn` opens: the features of each pass.
  static func passes(_ preprocessingFn: PreprocessingFn) throws -> [[String]] {
    var passes: [[String]] = []
    _ = try PreprocessingGraph(schema: rows.schema, preprocessingFn).analyze { schema in
      passes.append(schema.features.map(\.name))
      return RowsReader(rows.batch, schema: schema)
    }
    return passes
  }

  @Test func `only the features that an analyzer needs are read`() throws {
    #expect(try Self.passes(Self.preprocessingFn) == [["x"]])
  }

  @Test func `without analyzers the data is not read at all`() throws {
    #expect(try Self.passes { Outputs(passingThrough: $0) } == [])
  }

  @Test func `analyzers of raw features share a pass`() throws {
    let passes = try Self.passes { inputs in
      var outputs = Outputs()
      outputs["x"] = scaleTo01(try inputs.float("x"))
      outputs["sum"] = scaleTo01(try inputs.float("x") + inputs.float("y"))
      return outputs
    }
    #expect(passes.map { $0.sorted() } == [["x", "y"]])
  }

  @Test func `an analyzer of an analyzed column waits for the next pass`() throws {
    let twice: PreprocessingFn = { inputs in
      var outputs = Outputs()
      outputs["x"] = scaleTo01(scaleTo01(try inputs.float("x")) * 2 - 1)
      outputs["y"] = scaleTo01(try inputs.float("y"))
      return outputs
    }
    #expect(try Self.passes(twice).map { $0.sorted() } == [["x", "y"], ["x"]])
    #expect(try Self.rows.transformed(by: twice)["x"]?.floats == [0, 0.25, 1, 0.5])
  }

  @Test func `three analyzers in a row take three passes`() throws {
    let passes = try Self.passes { inputs in
      var outputs = Outputs()
      outputs["x"] = scaleTo01(scaleTo01(scaleTo01(try inputs.float("x"))))
      return outputs
    }
    #expect(passes == [["x"], ["x"], ["x"]])
  }

  @Test func `a transform reads only the features it needs, and some of its outputs need fewer`() throws {
    let transformFn = try Self.rows.fitted(Self.preprocessingFn)
    #expect(transformFn.inputSchema.features.map(\.name).sorted() == ["n", "s", "x", "y"])
    let selected = try transformFn.selecting(["scaled", "bucket"])
    #expect(selected.inputSchema.features.map(\.name).sorted() == ["x", "y"])
    #expect(selected.outputSchema.features.map(\.name) == ["bucket", "scaled"])
    let all = try transformFn.transform(Self.rows.batch)
    #expect(try selected.transform(Self.rows.batch)["scaled"] == all["scaled"])
  }

  // MARK: transform_output

  @Test func `schema.pbtxt is what TensorFlow's tools expect`() throws {
    let schema = Schema([
      FeatureSpec("s", .string), FeatureSpec("x", .float32, presence: .optional), FeatureSpec("n", .int64),
    ])
    let transformFn = try PreprocessingGraph(schema: schema) { inputs in
      var outputs = Outputs(passingThrough: inputs)
      outputs["n"] = try hashedCross(inputs.int64("n"), bins: 10)
      return outputs
    }.analyze { RowsReader(Self.rows.batch, schema: $0) }
    let scratch = try ScratchDirectory.current
    try TransformOutput.write(transformFn, to: scratch.path)
    #expect(try scratch.files().keys.sorted() == ["transform_fn.json", "transformed_metadata/schema.pbtxt"])
    #expect(try scratch.text(of: "transformed_metadata/schema.pbtxt") == Self.pbtxt)
  }

  private static let pbtxt = """
    feature {
      name: "n"
      type: INT
      int_domain {
        min: 0
        max: 9
        is_categorical: true
      }
      presence {
        min_fraction: 1.0
      }
      shape {
        dim {
          size: 1
        }
      }
    }
    feature {
      name: "s"
      type: BYTES
      presence {
        min_fraction: 1.0
      }
      shape {
        dim {
          size: 1
        }
      }
    }
    feature {
      name: "x"
      type: FLOAT
    }

    """

  @Test(arguments: [1, 3, 4096])
  func `transformed records are read back as they were written`(batchSize: Int) throws {
    let transformFn = try Self.rows.fitted(Self.preprocessingFn)
    let transformed = try transformFn.transform(Self.rows.batch)
    let path = try ScratchDirectory.current.path("part-00000-of-00001")
    let writer = try ExampleWriter(path: path, names: transformed.names)
    try writer.write(transformed)
    try writer.close()
    var reader = ExampleReader(paths: [path], schema: transformFn.outputSchema, batchSize: batchSize)
    let read = try reader.rows(upTo: 100)
    #expect(read.map(\.bits) == (0..<4).map { transformed.slice($0..<$0 + 1).bits })
  }
}

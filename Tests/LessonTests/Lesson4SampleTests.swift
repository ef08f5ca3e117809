import Preprocessing
import RawData
import Synchronization
import Testing
import TransformedData

@Suite("Lesson 4: looking inside", .tags(.lesson4))
struct Lesson4SampleTests {
  static let rows = Rows([
    "x": FeatureValues([1, 2, 5] as [Float]), "n": FeatureValues([7, 8, 9] as [Int64]),
    "s": strings(["a", "b", "\""]),
  ])

  @Test func `a column shows its values in the sample while the function runs`() throws {
    let shown = Mutex<[String]>([])
    _ = try PreprocessingGraph(schema: Self.rows.schema, sample: Self.rows.batch) { inputs in
      let x = try inputs.float("x")
      let columns = [x, (x + 78) / 8, scaleTo01(x)]
      let texts = columns.map { "\($0)" } + ["\(try inputs.string("s"))"]
      shown.withLock { $0 = texts }
      return Outputs()
    }
    #expect(
      shown.withLock(\.self) == [
        "x = [1.0, 2.0, 5.0]", "divide(add(x, 78.0), 8.0) = [9.875, 10.0, 10.375]",
        "scale_to_0_1(x, min_max(x).min, min_max(x).max) = [0.0, 0.25, 1.0]",
        #"s = ["a", "b", "\""]"#,
      ]
    )
  }

  @Test func `without a sample a column shows its recipe`() throws {
    _ = try PreprocessingGraph(schema: Self.rows.schema) { inputs in
      let x = try inputs.float("x")
      #expect("\(x + 1)" == "add(x, 1.0)")
      #expect((x + 1).sampleValues == nil)
      return Outputs()
    }
  }

  @Test func `a column whose operation fails on the sample shows the error with its line`() throws {
    let rows = Rows(["when": strings(["2009-06-15 17:26:21 UTC", "soon"])])
    _ = try PreprocessingGraph(schema: rows.schema, sample: rows.batch) { inputs in
      let line = #line + 1
      let time = try parseDateTime(inputs.string("when"))
      #expect(
        "\(time)" == """
          parse_datetime(when): LessonTests/Lesson4SampleTests.swift:\(line): parse_datetime(when), row 1: found "soon", \
          expected a time like "2009-06-15 17:26:21 UTC"
          """
      )
      return Outputs()
    }
  }

  @Test func `the debugger sees recipe, line and values`() throws {
    _ = try PreprocessingGraph(schema: Self.rows.schema, sample: Self.rows.batch) { inputs in
      let line = #line + 1
      let root = try sqrt(inputs.float("x"))
      let children = Mirror(reflecting: root).children.map { "\($0.label ?? ""): \($0.value)" }
      #expect(
        children == [
          "expression: sqrt(x)", "madeAt: LessonTests/Lesson4SampleTests.swift:\(line)",
          "sample: [1.0, 1.4142135, 2.236068]",
        ]
      )
      return Outputs()
    }
  }

  @Test func `an explanation has each operation with its constants and its result`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["scaled"] = scaleTo01(try inputs.float("x") * 2)
      outputs["id"] = try hashedCross(inputs.int64("n"), bins: 10)
      return outputs
    }
    let explained = try transformFn.explain(Self.rows.batch.slice(1..<2), firstRow: 1)
    #expect(explained.map(\.name) == ["hashed_cross_1", "multiply_1", "scale_to_0_1_1"])
    #expect(explained.map(\.outputs) == [["id"], [], ["scaled"]])
    #expect(explained[2].inputs.map(\.name) == ["multiply_1", "min_max_1.min", "min_max_1.max"])
    #expect(explained[2].inputs.map { $0.values.floats } == [[4], [2], [10]])
    #expect(explained[2].inputs.map(\.isConstant) == [false, true, true])
    #expect(explained[2].values.floats == [0.25])
    #expect(explained[0].parameters.map(\.name) == ["bins"])
  }

  @Test func `the features that analysis and transform need are known before any data is read`() throws {
    let graph = try PreprocessingGraph(schema: Self.rows.schema) { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      outputs["shifted"] = x - scaleTo01(Column<Float>(try inputs.int64("n")))
      outputs["s"] = try inputs.string("s")
      return outputs
    }
    #expect(graph.analyzeInputColumns == ["n"])
    #expect(graph.transformInputColumns == ["n", "s", "x"])
  }

  @Test func `a constant, empty or NaN column is reported with its line`() throws {
    for (values, reason) in [
      ([4, 4], "constant column, sigmoid used"), ([.nan, 1], "a NaN in the column, sigmoid used"),
      ([], "empty column, sigmoid used"),
    ] as [([Float], String)] {
      let rows = Rows(["x": FeatureValues(values)])
      let line = #line + 3
      let transformFn = try rows.fitted { inputs in
        var outputs = Outputs()
        outputs["scaled"] = scaleTo01(try inputs.float("x"))
        return outputs
      }
      let operation = "scale_to_0_1(x)"
      #expect(
        transformFn.notices == ["\(operation) at LessonTests/Lesson4SampleTests.swift:\(line): \(reason)"]
      )
    }
    #expect(try Self.rows.fitted { Outputs(passingThrough: $0) }.notices.isEmpty)
  }
}

import RawData
import Testing
import TransformedData

@testable import Preprocessing

/// What the cases of `language.json` cannot say: errors, saved transforms, shapes.
@Suite("Lesson 3: the language", .tags(.lesson3), .scratchDirectory)
struct Lesson3LanguageTests {
  static let rows = Rows([
    "x": FeatureValues([1.5, -2, 0.25] as [Float]), "n": FeatureValues([7, 0, -3] as [Int64]),
    "s": strings(["a", "b", "a"]),
    "v": FeatureValues(.float32([1, 2, 3, 4, 5, 6]), layout: .fixed(width: 2)),
    "r": FeatureValues(.float32([1, 2, 3]), layout: .ragged(rowOffsets: [0, 2, 2, 3])),
  ])

  /// The schema of `rows`, in which `v` is a vector and `r` ragged.
  static let schema = Schema(
    rows.schema.features.map { spec in
      switch spec.name {
      case "v": FeatureSpec("v", .float32, width: 2)
      case "r": FeatureSpec("r", .float32, presence: .optional)
      default: spec
      }
    }
  )

  private static func fitted(_ preprocessingFn: PreprocessingFn) throws -> TransformFn {
    try PreprocessingGraph(schema: schema, preprocessingFn).analyze { RowsReader(rows.batch, schema: $0) }
  }

  private static func error(_ preprocessingFn: PreprocessingFn) throws -> String {
    let error = #expect(throws: OperationError.self) { try fitted(preprocessingFn).transform(rows.batch) }
    return error?.description ?? ""
  }

  private static func only<Scalar>(_ column: Column<Scalar>) -> Outputs {
    var outputs = Outputs()
    outputs["y"] = column
    return outputs
  }

  @Test func `an integer divided by 0 is an error with its row`() throws {
    let line = #line + 2
    let text = try Self.error {
      Self.only(floorDiv(Column<Int64>(constant: 5), try $0.int64("n")))
    }
    #expect(
      text == """
        LessonTests/Lesson3LanguageTests.swift:\(line): floor_div(5, n), row 1: found a division by 0, expected another divisor
        """
    )
  }

  @Test func `a number that int64 cannot hold is an error with its row and value`() throws {
    let line = #line + 2
    let text = try Self.error {
      Self.only(Column<Int64>(try $0.float("x") / 0))
    }
    #expect(
      text == """
        LessonTests/Lesson3LanguageTests.swift:\(line): cast_to_int64(divide(x, 0.0)), row 0: found inf, expected a number \
        that int64 holds
        """
    )
  }

  @Test func `rows of different widths do not meet`() throws {
    let text = try Self.error { inputs in
      Self.only(
        concat(try inputs.float("x"), try inputs.float("x"), try inputs.float("x")) + (try inputs.float("v"))
      )
    }
    #expect(text.hasSuffix("found rows of 3 and of 2 values, expected the same number or one"))
  }

  @Test func `a column with one value per row meets all values of the other's row, fixed or ragged`() throws {
    let transformed = try Self.fitted { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      outputs["v"] = try inputs.float("v") * x
      outputs["r"] = x - (try inputs.float("r"))
      return outputs
    }.transform(Self.rows.batch)
    #expect(transformed["v"]?.floats == [1.5, 3, -6, -8, 1.25, 1.5])
    #expect(transformed["r"]?.floats == [0.5, -0.5, -2.75])
    #expect(transformed["r"]?.layout == .ragged(rowOffsets: [0, 2, 2, 3]))
  }

  @Test func `a depth that is not positive, and ragged ids, are refused`() throws {
    let ids = Column<Int64>(node: Node(.input(name: "n"), type: .int64))
    let ragged = Column<Int64>(node: Node(.input(name: "n"), type: .int64, shape: .ragged))
    let line = #line + 1
    let errors = [{ try oneHot(ids, depth: 0) }, { try oneHot(ragged, depth: 3) }].map { make in
      #expect(throws: OperationError.self) { try make() }?.description ?? ""
    }
    #expect(
      errors == [
        "LessonTests/Lesson3LanguageTests.swift:\(line): one_hot: found a depth of 0, expected 1 or more",
        "LessonTests/Lesson3LanguageTests.swift:\(line): one_hot: found ids of which rows have different numbers, expected the same in every row",
      ]
    )
  }

  @Test func `every operation is read back from a saved transform, with its shape`() throws {
    let written = try Self.fitted { inputs in
      var outputs = Outputs()
      let (x, n, s) = (try inputs.float("x"), try inputs.int64("n"), try inputs.string("s"))
      let pair = concat(x, -x)
      outputs["math"] = pow(clip(minimum(x, maximum(-x, 2 / x)), to: -1...1), x)
      outputs["integers"] = floorMod(n, Column(constant: 4)) + floorDiv(n, Column(constant: 2))
      outputs["chosen"] = select(where: (s .== "a") .& .!(x .<= 0) .| isNaN(x), s, else: "none")
      outputs["flag"] = x .!= 1.5
      outputs["pair"] = pair
      outputs["hot"] = try oneHot(n, depth: 8)
      outputs["functions"] = sin(
        cos(tanh(sigmoid(floor(ceil(round(exp(log(log1p(abs(sqrt(square(sign(x)))))))))))))
      )
      outputs["cast"] = Column<Int64>(Column<Float>(n))
      outputs["ragged"] = try inputs.float("r") + 1
      return outputs
    }
    let path = try ScratchDirectory.current.path("transform_fn.json")
    try written.write(to: path)
    let read = try TransformFn(contentsOf: path)
    #expect(try read.transform(Self.rows.batch).bits == written.transform(Self.rows.batch).bits)
    #expect(read.outputSchema == written.outputSchema)
    #expect(read.outputSchema["pair"]?.width == 2)
    #expect(read.outputSchema["hot"]?.width == 8)
    #expect(read.outputSchema["ragged"]?.presence == .optional)
  }
}

import Embeddings
import EndToEnd
import Preprocessing
import RawData
import Testing
import TransformedData

/// What ONNX cannot say: errors with the operation, the line that made it, and what to do.
@Suite("Lesson 6: what ONNX cannot say", .tags(.lesson6))
struct Lesson6ONNXRefusalTests {
  private static let schema = Schema([
    FeatureSpec("x", .float32), FeatureSpec("n", .int64), FeatureSpec("s", .string),
    FeatureSpec("prediction", .float32), FeatureSpec("tokens", .string, presence: .optional),
    FeatureSpec("pair", .float32, presence: .optional, width: 2),
  ])

  private static let rows = Rows(
    schema: schema,
    batch: Batch(
      rowCount: 1,
      names: schema.features.map(\.name),
      columns: [
        FeatureValues([1] as [Float]), FeatureValues([2] as [Int64]), strings(["a"]),
        FeatureValues([1] as [Float]),
        FeatureValues(.string(ByteStrings(["a"])), layout: .ragged(rowOffsets: [0, 1])),
        FeatureValues(.float32([1, 2]), layout: .ragged(rowOffsets: [0, 2])),
      ]
    )
  )

  /// What exporting a transform with these outputs is refused with.
  private static func refusal(of function: PreprocessingFn) throws -> String {
    let transformFn = try rows.fitted(function)
    let error = #expect(throws: OperationError.self) { try transformFn.onnx() }
    return error?.description ?? ""
  }

  private static func refusal<Scalar>(
    _ column: @escaping @Sendable (Inputs) throws -> Column<Scalar>
  ) throws -> String {
    try refusal(of: { inputs in
      var outputs = Outputs()
      outputs["y"] = try column(inputs)
      return outputs
    })
  }

  @Test func `hashes of texts`() throws {
    #expect(
      try Self.refusal { try hashStrings($0.string("s"), hashBuckets: 10, fileID: "Mine/Fn.swift", line: 3) }
        == "Mine/Fn.swift:3: hash_strings(s): cannot be exported to ONNX: ONNX has no hash of texts: compute a vocabulary, "
        + "or hash before the model"
    )
    #expect(
      try Self.refusal {
        try hashedCross($0.string("s"), $0.int64("n"), bins: 10, fileID: "Mine/Fn.swift", line: 4)
      }
        == "Mine/Fn.swift:4: hashed_cross(s, n): cannot be exported to ONNX: ONNX has no hash of texts: cross the ids of a "
        + "vocabulary, which are integers, or hash before the model"
    )
    #expect(
      try Self.refusal {
        try computeAndApplyVocabulary($0.string("s"), numOOVBuckets: 2, fileID: "Mine/Fn.swift", line: 5)
      }
        == "Mine/Fn.swift:5: apply_vocabulary(s): cannot be exported to ONNX: ONNX has no hash that spreads unknown values "
        + "over 2 buckets: take numOOVBuckets 1 or 0"
    )
    #expect(
      try Self.refusal {
        try targetEncoding(
          $0.string("s"),
          label: $0.float("x"),
          folds: 2,
          foldBy: $0.int64("n"),
          fileID: "Mine/Fn.swift",
          line: 6
        )
      }
        == "Mine/Fn.swift:6: target_encoding(s, n): cannot be exported to ONNX: ONNX has no hash that divides rows into "
        + "folds: export a transform with one fold"
    )
  }

  @Test func `rows that differ in how many values they have`() throws {
    #expect(
      try Self.refusal { split(try $0.string("s"), fileID: "Mine/Fn.swift", line: 7) }
        == "Mine/Fn.swift:7: string_split(s): cannot be exported to ONNX: its rows differ in how many values they have, and "
        + "ONNX's tensors have the same number in every row"
    )
    #expect(
      try Self.refusal {
        concat(try $0.string("tokens"), try $0.string("s"), fileID: "Mine/Fn.swift", line: 8)
      }
        == "Mine/Fn.swift:8: concat(tokens, s): cannot be exported to ONNX: found rows that may come without a value, "
        + "expected one in every row: impute it first"
    )
    #expect(
      try Self.refusal { try $0.float("pair") }
        == "pair: cannot be exported to ONNX: found rows that may come without their 2 values"
    )
  }

  @Test func `texts cut, replaced, measured, or ordered`() throws {
    let made = (fileID: "Mine/Fn.swift", line: 9)
    let start = "Mine/Fn.swift:9: "
    #expect(
      try Self.refusal { strip(try $0.string("s"), fileID: made.fileID, line: made.line) }
        == start + "string_strip(s): cannot be exported to ONNX: ONNX has no operation that cuts texts"
    )
    #expect(
      try Self.refusal {
        try regexReplace($0.string("s"), pattern: "a", rewrite: "b", fileID: made.fileID, line: made.line)
      }
        == start
        + "regex_replace(s): cannot be exported to ONNX: ONNX can match a pattern, but not replace what matches"
    )
    #expect(
      try Self.refusal {
        lowercased(try $0.string("s"), encoding: .utf8, fileID: made.fileID, line: made.line)
      }
        == start
        + "string_lower(s): cannot be exported to ONNX: ONNX changes letters by the machine's locale: take encoding .ascii"
    )
    #expect(
      try Self.refusal { stringLength(try $0.string("s"), fileID: made.fileID, line: made.line) }
        == start + "string_length(s): cannot be exported to ONNX: ONNX has no length of a text"
    )
    // An operator does not know its line; the output that it was made for does.
    let order = try Self.refusal { Column<Int64>(try $0.string("s") .< "b") }
    #expect(order.hasPrefix("LessonTests/Lesson6ONNXRefusalTests.swift:"))
    #expect(
      order.hasSuffix(
        ": less(s): cannot be exported to ONNX: ONNX has no order of texts, only whether they are equal"
      )
    )
  }

  @Test(arguments: [
    ("%Y-%m-%d %z", "offsets from Greenwich"), ("%Y%-m%-d", "fields that nothing divides"),
    ("%b%Y", "fields that nothing divides"), ("%Y7%m", "separators that fields can have"),
  ])
  func `formats of times that no separator cuts`(format: String, problem: String) throws {
    #expect(
      try Self.refusal {
        try parseDateTime(
          select(where: isMissing($0.string("s")), $0.string("s"), else: $0.string("s")),
          format: format,
          fileID: "F.swift",
          line: 1
        )
      }.hasSuffix(
        "cannot be exported to ONNX: ONNX cuts texts at separators alone; the format \"\(format)\" has \(problem)"
      )
    )
  }

  @Test func `rows that do not fit each other`() throws {
    let refusal = try Self.refusal { inputs in
      let x = try inputs.float("x")
      return concat(x, x) + concat(x, x, x)
    }
    #expect(
      refusal.hasSuffix(
        "add(concat(x, x), concat(x, x, x)): cannot be exported to ONNX: found rows of 2 and of 3 values, expected the same "
          + "number or one"
      )
    )
    #expect(
      try Self.refusal {
        join(concat(try $0.string("s"), try $0.string("s")), try $0.string("s"), fileID: "F.swift", line: 3)
      }
        == "F.swift:3: string_join(concat(s, s), s): cannot be exported to ONNX: found rows of 2 and of 1 values, expected the "
        + "same number"
    )
  }

  @Test func `a transform that makes nothing of raw rows`() throws {
    #expect(
      try Self.refusal { mean(try $0.float("x")) }
        == "feature \"y\": cannot be exported to ONNX: the transform makes nothing of raw features"
    )
  }

  @Test func `ids that a row may come without, and a raw feature with an output's name`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["id"] = try computeAndApplyVocabulary(inputs.string("tokens"), fileID: "F.swift", line: 2)
      outputs["prediction"] = try inputs.float("prediction")
      outputs["own"] = try inputs.float("x")
      return outputs
    }
    func refusal(_ compose: @escaping @Sendable (ModelInputs) throws -> Tensor) throws -> String {
      let definition = ModelDefinition(name: "m", label: "own", compose: compose)
      let model = try Model(definition.architecture(transformFn.outputSchema), seed: 1)
      let endToEnd = try EndToEndModel(transformFn, model)
      let error = #expect(throws: OperationError.self) { try endToEnd.onnx() }
      return error?.description ?? ""
    }
    #expect(
      try refusal { Dense(1)(Embedding(2)(try $0.ids("id"))) }
        == "F.swift:2: feature \"id\": cannot be exported to ONNX: found rows that may come without an id, expected one in "
        + "every row: impute it"
    )
    #expect(
      try refusal { Dense(1)(try $0.numeric(["prediction"])) }
        == "prediction: cannot be exported to ONNX: found two inputs or outputs of this name, expected names that differ"
    )
  }

  /// A layer that only this test knows.
  private struct Negated: Layer {
    static let className = "Negated"
    init() {}
    init?(settings: LayerSettings) {}
    func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape { inputs[0] }
    func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
      LayerOutput(inputs[0])
    }
    func backward(_ gradient: Matrix, _ call: LayerCall, _ weights: [Matrix], _ pass: Pass) -> LayerGradients
    {
      LayerGradients(inputs: [gradient])
    }
  }

  @Test func `a layer of somebody's own`() throws {
    let definition = ModelDefinition(name: "m", label: "x") { inputs in
      Dense(1)(Negated()(try inputs.numeric(["x"])))
    }
    let model = try Model(definition.architecture(Schema([FeatureSpec("x", .float32)])), seed: 1)
    let error = #expect(throws: ModelError.self) { try model.onnx() }
    #expect(
      error?.description
        == "layer \"negated\": cannot be exported to ONNX: nothing says how Negated is said there"
    )
  }
}

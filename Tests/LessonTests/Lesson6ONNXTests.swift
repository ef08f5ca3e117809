import Embeddings
import EndToEnd
import Preprocessing
import RawData
import TFTCases
import Testing
import TransformedData

@Suite("Lesson 6: ONNX", .tags(.lesson6), .scratchDirectory)
struct Lesson6ONNXTests {
  /// The types' codes in `TensorProto.DataType`.
  private static let (float, int64, string, bool) = (1, 7, 8, 9)

  private static let columns = Rows(
    schema: Schema([
      FeatureSpec("x", .float32), FeatureSpec("n", .int64), FeatureSpec("s", .string),
      FeatureSpec("v", .float32, width: 2), FeatureSpec("missing", .float32, presence: .optional),
      FeatureSpec("tokens", .string, presence: .optional),
    ]),
    batch: Batch(
      rowCount: 2,
      names: ["x", "n", "s", "v", "missing", "tokens"],
      columns: [
        FeatureValues([1, 5] as [Float]), FeatureValues([2, 3] as [Int64]), strings(["a", "b"]),
        FeatureValues(.float32([1, 2, 3, 4]), layout: .fixed(width: 2)),
        FeatureValues(.float32([1]), layout: .ragged(rowOffsets: [0, 1, 1])),
        FeatureValues(.string(ByteStrings(["a"])), layout: .ragged(rowOffsets: [0, 0, 1])),
      ]
    )
  )

  private static func file(_ function: PreprocessingFn) throws -> ONNXFile {
    try ONNXFile(columns.fitted(function).onnx())
  }

  // MARK: the file

  @Test(arguments: ["embedding", "non_embedding", "fare"])
  func `a model gives the same bytes again, and so does what was read back from disk`(name: String) throws {
    let model = try Lesson6EndToEndTests.trained.endToEnd(name)
    let bytes = try model.onnx()
    #expect(try model.onnx() == bytes)
    let scratch = try ScratchDirectory.current
    try model.write(to: scratch.path)
    #expect(try EndToEndModel(contentsOf: scratch.path).onnx() == bytes)
  }

  @Test func `a file says what it is, what it needs and what it gives`() throws {
    let file = try ONNXFile(Lesson6EndToEndTests.trained.endToEnd().onnx())
    #expect(file.formatVersion == 9 && file.producer == "TFTLessons" && file.graphName == "embedding")
    #expect(file.operationSets == ["": 20, "ai.onnx.ml": 2])
    #expect(file.metadata == ["format": "tftlessons.onnx", "format_version": "1"])
    let floats = [
      "dropoff_latitude", "dropoff_longitude", "passenger_count", "pickup_latitude", "pickup_longitude",
    ]
    let column = ["batch", "1"]
    #expect(
      file.inputs.sorted { $0.name < $1.name }
        == (floats.map { .init(name: $0, type: Self.float, shape: column) }
        + [.init(name: "pickup_datetime", type: Self.string, shape: column)]).sorted { $0.name < $1.name }
    )
    #expect(
      file.outputs == [
        .init(name: "prediction", type: Self.float, shape: column),
        .init(name: "is_valid", type: Self.bool, shape: column),
      ]
    )
  }

  @Test func `a scaled zero has no sign, as in ours`() throws {
    let file = try Self.file { inputs in
      var outputs = Outputs()
      outputs["scaled"] = scaleTo01(try inputs.float("x") - 1)
      return outputs
    }
    // The smallest x is 1: the smallest of what is scaled is 0, and -0 - 0 would be -0.
    #expect(file.nodes.map(\.operation) == ["Sub", "Sub", "Equal", "Where", "Div", "Identity"])
  }

  @Test func `a small transform is said in so many nodes`() throws {
    let file = try Self.file { inputs in
      var outputs = Outputs()
      let x = try inputs.float("x")
      outputs["half"] = (x - 1) / 2
      outputs["scaled"] = scaleTo01(x)
      outputs["v"] = try inputs.float("v")
      return outputs
    }
    #expect(
      file.nodes.map(\.text) == [
        "Sub(x, constant) -> subtract_1/Sub",
        "Div(subtract_1/Sub, constant_1) -> divide_1/Div",
        // The smallest x is 1, and the largest 5: the difference from the smallest is there already.
        "Div(subtract_1/Sub, constant_2) -> scale_to_0_1_1/Div",
        "Identity(divide_1/Div) -> transformed/half",
        "Identity(scale_to_0_1_1/Div) -> transformed/scaled",
        "Identity(v) -> transformed/v",
      ]
    )
    #expect(file.tensors.map(\.name) == ["constant", "constant_1", "constant_2"])
    #expect(file.tensors.map(\.floats) == [[1], [2], [4]])
    #expect(file.tensors.allSatisfy { $0.type == Self.float && $0.dimensions == [1] })
    #expect(file.outputs.map(\.shape) == [["batch", "1"], ["batch", "1"], ["batch", "2"]])
  }

  @Test func `a row without a value is NaN for floats, and has an input of its own for texts`() throws {
    let file = try Self.file { inputs in
      var outputs = Outputs()
      outputs["filled"] = try impute(inputs.float("missing"), with: .constant(7))
      outputs["id"] = try computeAndApplyVocabulary(inputs.string("tokens"))
      return outputs
    }
    #expect(
      file.inputs.sorted { $0.name < $1.name } == [
        .init(name: "missing", type: Self.float, shape: ["batch", "1"]),
        .init(name: "tokens", type: Self.string, shape: ["batch", "1"]),
        .init(name: "tokens_is_present", type: Self.bool, shape: ["batch", "1"]),
      ]
    )
    #expect(
      file.outputs.map(\.name) == ["transformed/filled", "transformed/id", "transformed/id_is_present"]
    )
  }

  @Test func `a model's weights stand in the file as they are`() throws {
    let model = try Lesson6EndToEndTests.trained.model()
    let file = try ONNXFile(model.onnx())
    let constants = file.tensors.filter { $0.type == Self.float }.map(\.floats)
    let names = model.architecture.weightNames
    let kernels = zip(names, model.weights).filter {
      $0.0.hasSuffix(".kernel") || $0.0.hasSuffix(".embeddings")
    }
    #expect(kernels.count == 8)
    for (name, matrix) in kernels { #expect(constants.contains(matrix.elements), "\(name)") }
  }

  // MARK: what holds for every file

  private static let files: [(id: String, bytes: [UInt8])] = {
    let functions = CaseFile.onnxFunctions().compactMap { id, example in
      if case .exported(let bytes, _) = example { (id: id, bytes: bytes) } else { nil }
    }
    let models = ["embedding", "non_embedding", "fare"].compactMap { name in
      (try? Lesson6EndToEndTests.trained.endToEnd(name).onnx()).map { (id: name, bytes: $0) }
    }
    return functions + models
  }()

  @Test func `every operation that can be said is said`() {
    #expect(Self.files.count == 43)
  }

  @Test func `every value is made once, before it is used, and used; no node is there twice`() throws {
    for (id, bytes) in Self.files {
      let file = try ONNXFile(bytes)
      var made = Set(file.inputs.map(\.name)).union(file.tensors.map(\.name))
      #expect(made.count == file.inputs.count + file.tensors.count, "\(id)")
      var used = Set(file.outputs.map(\.name))
      for node in file.nodes {
        for input in node.inputs { #expect(made.contains(input), "\(id): \(node.text)") }
        for output in node.outputs { #expect(made.insert(output).inserted, "\(id): \(node.text)") }
        used.formUnion(node.inputs)
      }
      // Of a node with two results, one may be of no use.
      let unused = file.nodes.filter { used.isDisjoint(with: $0.outputs) }.map(\.text)
      #expect(unused == [], "\(id)")
      #expect(file.tensors.map(\.name).filter { !used.contains($0) } == [], "\(id)")
      #expect(Set(file.nodes.map(\.name)).count == file.nodes.count, "\(id)")
      let computations = file.nodes.map { "\($0.operation)\($0.inputs)\($0.attributes)" }
      let repeated = Dictionary(grouping: zip(computations, file.nodes).filter { $1.operation != "Identity" })
      { $0.0 }
      #expect(repeated.values.filter { $0.count > 1 }.map { $0[0].1.text } == [], "\(id)")
    }
  }

  @Test func `operations are those of the sets that the file names`() throws {
    let known = Set(
      """
      Abs Add And ArgMax BitShift BitwiseXor Cast Ceil Clip Concat Cos Div Equal Erf Exp Expand Floor Gather Identity IsNaN
      LSTM Less LessOrEqual Log MatMul Mod Mul Neg Not OneHot Or Pow ReduceSum RegexFullMatch Reshape Round Shape Sign Sin
      Slice Softmax Sqrt StringConcat StringNormalizer StringSplit Sub Tanh Transpose Where Xor
      """.split { $0.isWhitespace }.map(String.init)
    )
    for (id, bytes) in Self.files {
      for node in try ONNXFile(bytes).nodes {
        let isKnown = node.domain.isEmpty ? known.contains(node.operation) : node.operation == "LabelEncoder"
        #expect(isKnown && ["", "ai.onnx.ml"].contains(node.domain), "\(id): \(node.text)")
      }
    }
  }
}

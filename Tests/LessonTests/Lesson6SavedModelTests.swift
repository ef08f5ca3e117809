import EndToEnd
import Preprocessing
import RawData
import Testing
import TransformedData

@Suite("Lesson 6: the SavedModel of a transform", .tags(.lesson6), .scratchDirectory)
struct Lesson6SavedModelTests {
  /// A ride's length, kind of payment and start, with two rows to fit by.
  static let rows = Rows(
    schema: Schema([
      FeatureSpec("miles", .float32), FeatureSpec("payment type", .string),
      FeatureSpec("stops", .int64, presence: .optional), FeatureSpec("time", .string),
    ]),
    batch: Batch(
      rowCount: 2,
      names: ["miles", "payment type", "stops", "time"],
      columns: [
        FeatureValues([1, 3] as [Float]), FeatureValues(ByteStrings(["Cash", "Card"])),
        FeatureValues(.int64([4, 5]), layout: .ragged(rowOffsets: [0, 2, 2])),
        FeatureValues(ByteStrings(["2012-02-29 10:00:00 UTC", "2013-01-01 00:00:00 UTC"])),
      ]
    )
  )

  static func fitted() throws -> TransformFn {
    try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["miles"] = scaleTo01(try inputs.float("miles"))
      outputs["payment"] = try computeAndApplyVocabulary(
        inputs.string("payment type"),
        vocabFilename: "payments"
      )
      outputs["stops"] = try inputs.int64("stops")
      outputs["hour"] = hourOfDay(parseDateTime(try inputs.string("time")))
      return outputs
    }
  }

  /// The only graph of a model's bytes.
  static func metaGraph(_ transformFn: TransformFn) throws -> WireMessage {
    let file = try #require(WireMessage(TransformFnModel(transformFn).bytes))
    #expect(file.integer(1) == 1)
    return try #require(file.message(2))
  }

  static func function(_ metaGraph: WireMessage, _ name: String) throws -> WireMessage {
    let library = try #require(metaGraph.message(2)?.message(2))
    return try #require(library.messages(1).first { $0.message(1)?.text(1) == name })
  }

  @Test func `the same transform gives the same bytes, also when it is read back`() throws {
    let transformFn = try Self.fitted()
    let bytes = try TransformFnModel(transformFn).bytes
    #expect(try TransformFnModel(Self.fitted()).bytes == bytes)
    try TransformOutput.write(transformFn, to: ScratchDirectory.current.path)
    #expect(try TransformFnModel(TransformOutput.read(ScratchDirectory.current.path)).bytes == bytes)
  }

  @Test func `the model serves under the tag and the signature that TensorFlow looks for`() throws {
    let metaGraph = try Self.metaGraph(Self.fitted())
    #expect(metaGraph.message(1)?.texts(4) == ["serve"])
    let signature = try #require(metaGraph.entry(5, "serving_default"))
    #expect(signature.text(3) == "tensorflow/serving/predict")
    #expect(
      signature.messages(1).compactMap { $0.text(1) } == [
        "miles", "payment_type", "stops_dense_shape", "stops_indices", "stops_values", "time",
      ]
    )
    #expect(signature.messages(2).compactMap { $0.text(1) } == ["hour", "miles", "payment", "stops"])
    let miles = try #require(signature.entry(1, "miles"))
    #expect(miles.text(1) == "serving_default_miles:0")
    // DT_FLOAT.
    #expect(miles.integer(2) == 1)
  }

  @Test func `the function's arguments stand in the order of the features' names, a sparse one as three`()
    throws
  {
    let body = try Self.function(Self.metaGraph(Self.fitted()), "__inference_transform_fn")
    let arguments = try #require(body.message(1)).messages(2)
    #expect(
      arguments.compactMap { $0.text(1) } == [
        "miles", "payment_type", "stops_indices", "stops_values", "stops_dense_shape", "time",
        "payments_handle",
      ]
    )
    // float, string, int64 three times, string, and the table.
    #expect(arguments.compactMap { $0.integer(3) } == [1, 7, 9, 9, 9, 7, 20])
  }

  @Test func `nodes carry the names of the operations that they are a part of`() throws {
    let body = try Self.function(Self.metaGraph(Self.fitted()), "__inference_transform_fn")
    let names = body.messages(3).compactMap { $0.text(1) }
    #expect(names.contains("scale_to_0_1_1/Sub"))
    #expect(names.contains("apply_vocabulary_1/LookupTableFindV2"))
    #expect(names.contains("transformed/payment"))
    #expect(Set(names).count == names.count)
  }

  @Test func `every input of a node is a result of another or an argument`() throws {
    let body = try Self.function(Self.metaGraph(Self.fitted()), "__inference_transform_fn")
    var known = Set(try #require(body.message(1)).messages(2).compactMap { $0.text(1) })
    for node in body.messages(3) {
      for input in node.texts(3) {
        let source = String(input.split(separator: ":")[0])
        #expect(known.contains(source), "\(node.text(1) ?? "") takes \(input)")
      }
      known.insert(try #require(node.text(1)))
    }
  }

  @Test func `the vocabulary's file is an asset of the model`() throws {
    let metaGraph = try Self.metaGraph(Self.fitted())
    let assets = metaGraph.messages(6)
    #expect(assets.compactMap { $0.text(2) } == ["payments"])
    let constant = try #require(assets.first?.message(1)?.text(1)).split(separator: ":")[0]
    let nodes = try #require(metaGraph.message(2)).messages(1)
    let node = try #require(nodes.first { $0.text(1) == String(constant) })
    #expect(node.text(2) == "Const")
    #expect(node.entry(5, "value")?.message(8)?.text(8) == "payments")
    #expect(metaGraph.entry(4, "saved_model_main_op")?.message(1)?.texts(1) == ["fill_tables"])
  }

  @Test func `what TFT needs stands beside the other files`() throws {
    let transformFn = try Self.fitted()
    try TransformOutput.write(transformFn, to: ScratchDirectory.current.path)
    try TransformFnModel(transformFn).write(to: ScratchDirectory.current.path)
    let files = try ScratchDirectory.current.files().keys.sorted()
    #expect(
      files == [
        "metadata/schema.pbtxt", "transform_fn.json", "transform_fn/assets/payments",
        "transform_fn/saved_model.pb",
        "transform_fn/variables/variables.index", "transformed_metadata/asset_map",
        "transformed_metadata/schema.pbtxt",
      ]
    )
    #expect(try ScratchDirectory.current.text(of: "metadata/schema.pbtxt") == transformFn.inputSchema.pbtxt)
  }

  @Test func `an operation that TensorFlow does not have is refused with its line`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let text = try inputs.string("payment type")
      outputs["y"] = Column<Float>(text .< "D", fileID: "Mine/Function.swift", line: 7)
      return outputs
    }
    let error = #expect(throws: OperationError.self) { try TransformFnModel(transformFn) }
    #expect(
      error?.description == """
        Mine/Function.swift:7: less(payment type): TensorFlow has no order of texts, only whether they are equal
        """
    )
  }

  @Test func `a time format in which numbers touch is refused`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["y"] = try parseDateTime(inputs.string("time"), format: "%Y-%-m%d %H:%M:%S UTC")
      return outputs
    }
    let error = #expect(throws: OperationError.self) { try TransformFnModel(transformFn) }
    #expect(
      error?.problem == """
        TensorFlow cannot tell where a number ends that another digit follows, in "%Y-%-m%d %H:%M:%S UTC"
        """
    )
  }

  @Test func `files whose names differ in a letter that TensorFlow does not allow are tables of their own`()
    throws
  {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      let (payment, time) = (try inputs.string("payment type"), try inputs.string("time"))
      outputs["a"] = try computeAndApplyVocabulary(payment, vocabFilename: "my-tokens")
      outputs["b"] = try computeAndApplyVocabulary(time, vocabFilename: "my_tokens")
      return outputs
    }
    let library = try #require(Self.metaGraph(transformFn).message(2)?.message(2))
    let names = library.messages(1).compactMap { $0.message(1)?.text(1) }
    #expect(names.count == 8)
    #expect(Set(names).count == 8)
  }

  @Test func `a transform of constants alone has nothing to tell its rows by`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["mean"] = mean(try inputs.float("miles"))
      return outputs
    }
    let error = #expect(throws: OperationError.self) { try TransformFnModel(transformFn) }
    #expect(
      error?.problem
        == "found no raw feature that it needs; TensorFlow cannot tell how many rows there are"
    )
  }
}

import Embeddings
import EndToEnd
import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

@Suite("Lesson 6: the SavedModel to serve", .tags(.lesson6), .scratchDirectory)
struct Lesson6ServingModelTests {
  /// The only graph of a served model's bytes.
  static func metaGraph(_ name: String) throws -> WireMessage {
    let trained = try Lesson6EndToEndTests.trained
    let model = try ServingModel(trained.transformFn(of: name), trained.model(name))
    return try #require(WireMessage(model.bytes)?.message(2))
  }

  @Test func `it asks for the raw features that the model needs, and not for the label`() throws {
    let signature = try #require(try Self.metaGraph("embedding").entry(5, "serving_default"))
    #expect(
      signature.messages(1).compactMap { $0.text(1) } == [
        "dropoff_latitude", "dropoff_longitude", "passenger_count", "pickup_datetime", "pickup_latitude",
        "pickup_longitude",
      ]
    )
    #expect(signature.messages(2).compactMap { $0.text(1) } == ["prediction"])
    let examples = try #require(try Self.metaGraph("embedding").entry(5, "serving_examples"))
    #expect(examples.messages(1).compactMap { $0.text(1) } == ["examples"])
    #expect(examples.messages(2).compactMap { $0.text(1) } == ["prediction"])
  }

  @Test(arguments: ["embedding", "non_embedding", "fare"])
  func `every tensor of the signatures is in the graph, and every input of a node before it`(name: String)
    throws
  {
    let metaGraph = try Self.metaGraph(name)
    var known: Set<String> = []
    for node in try #require(metaGraph.message(2)).messages(1) {
      for input in node.texts(3) {
        let source = input.split(separator: ":")[0].drop { $0 == "^" }
        #expect(known.contains(String(source)))
      }
      #expect(known.insert(try #require(node.text(1))).inserted)
    }
    for name in ["serving_default", "serving_examples"] {
      let signature = try #require(metaGraph.entry(5, name))
      for entry in signature.messages(1) + signature.messages(2) {
        let tensor = try #require(entry.message(2)?.text(1))
        #expect(tensor.hasSuffix(":0") && known.contains(String(tensor.dropLast(2))))
      }
    }
  }

  @Test func `a weight is there once, though two signatures use it`() throws {
    let trained = try Lesson6EndToEndTests.trained
    let count = try trained.model().architecture.weightCount
    let size = try ServingModel(trained.transformFn(of: "embedding"), trained.model()).bytes.count
    #expect(size > 4 * count && size < 4 * count + 200_000)
  }

  @Test func `the same model gives the same bytes, also when it is read back`() throws {
    let trained = try Lesson6EndToEndTests.trained
    let (transformFn, model) = (try trained.transformFn(of: "fare"), try trained.model("fare"))
    let bytes = try ServingModel(transformFn, model).bytes
    let path = try ScratchDirectory.current.path
    try EndToEndModel(transformFn, model).write(to: path)
    #expect(try ServingModel(TransformOutput.read(path), Model(contentsOf: path)).bytes == bytes)
    try ServingModel(transformFn, model).write(to: "\(path)/serving")
    #expect(try ScratchDirectory.current.bytes(of: "serving/saved_model.pb") == bytes)
  }

  @Test func `a raw feature whose name is no name for TensorFlow is refused`() throws {
    let rows = Rows([
      "trip miles": FeatureValues([1, 2] as [Float]), "fare": FeatureValues([3, 4] as [Float]),
    ])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["miles"] = try inputs.float("trip miles") * 2
      outputs["fare"] = try inputs.float("fare")
      return outputs
    }
    let definition = ModelDefinition(name: "small", label: "fare") { Dense(1)(try $0.numeric(["miles"])) }
    let model = Model(try definition.architecture(transformFn.outputSchema), seed: 1)
    let error = #expect(throws: OperationError.self) { try ServingModel(transformFn, model) }
    #expect(
      error?.description == """
        input "trip miles": TensorFlow's signatures swap inputs of such names, expected letters, digits and _, \
        a letter first
        """
    )
  }
}

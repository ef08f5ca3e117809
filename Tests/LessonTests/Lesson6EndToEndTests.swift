import Embeddings
import EndToEnd
import Preprocessing
import RawData
import TaxiFare
import Testing
import TransformedData

@Suite("Lesson 6: end to end", .tags(.lesson6), .scratchDirectory)
struct Lesson6EndToEndTests {
  static let path = Fixture.path("tft/taxi-edges.csv")

  /// The forty awkward rides, the transforms fitted to them, and all models after one epoch on them: good for nothing, but
  /// not at their first weights.
  struct Trained {
    let raw: Batch
    let schema = taxiSchema
    private let models: [String: (transformFn: TransformFn, model: Model)]

    init() throws {
      var reader = try CSVReader(path: path, schema: taxiSchema)
      let raw = try #require(try reader.next())
      let models = try taxiFare.models.map { definition in
        let rows = Rows(schema: taxiSchema, batch: raw)
        let transformFn = try rows.fitted(definition.preprocessingFn ?? taxiFare.preprocessingFn)
        let architecture = try definition.architecture(transformFn.outputSchema)
        let reader = TransformedReader(RowsReader(raw, schema: taxiSchema), transformFn)
        let examples = try Examples(reader, for: architecture)
        let (source, options) = (TrainingSource(examples), TrainingOptions(epochs: 1))
        let result = try Trainer.train(architecture, on: source, validation: examples, options: options)
        return (definition.name, (transformFn, result.model))
      }
      self.raw = raw
      self.models = Dictionary(uniqueKeysWithValues: models)
    }

    func transformFn(of name: String) throws -> TransformFn {
      try #require(models[name]).transformFn
    }

    func model(_ name: String = "embedding") throws -> Model {
      try #require(models[name]).model
    }

    func endToEnd(_ name: String = "embedding") throws -> EndToEndModel {
      try EndToEndModel(transformFn(of: name), model(name))
    }
  }

  private static let once = Result { try Trained() }

  /// Trained once for all tests.
  static var trained: Trained {
    get throws { try once.get() }
  }

  @Test(arguments: ["embedding", "non_embedding", "fare"])
  func `a batch, its rows one by one, and a model loaded from disk predict the same bits`(name: String) throws
  {
    let trained = try Self.trained
    let (raw, transformFn, model) = (trained.raw, try trained.transformFn(of: name), try trained.model(name))
    let inMemory = try trained.endToEnd(name)
    let scratch = try ScratchDirectory.current
    try inMemory.write(to: scratch.path)
    #expect(
      try scratch.names() == ["end_to_end.json", "model.json", "transform_fn.json", "weights.safetensors"]
    )
    let loaded = try EndToEndModel(contentsOf: scratch.path)

    let together = try inMemory.predict(raw)
    #expect(together.count == 40 && Set(together).count > 20 && together.allSatisfy { $0.isFinite })
    // The trainer goes the long way: it transforms first, and predicts from what it has read.
    let predictor = try Predictor(model, available: Set(transformFn.outputSchema.features.map(\.name)))
    #expect(try predictor(transformFn.transform(raw)).map(\.bitPattern) == together.map(\.bitPattern))
    #expect(try loaded.predict(raw).map(\.bitPattern) == together.map(\.bitPattern))
    for row in 0..<raw.rowCount {
      let single = raw.slice(row..<row + 1)
      #expect(try inMemory.predict(single).map(\.bitPattern) == [together[row].bitPattern])
      #expect(try loaded.predict(single).map(\.bitPattern) == [together[row].bitPattern])
    }
  }

  @Test func `neither the label nor the key is needed to predict`() throws {
    let trained = try Self.trained
    let (model, raw) = (try trained.endToEnd(), trained.raw)
    let names = [
      "dropoff_latitude", "dropoff_longitude", "passenger_count", "pickup_datetime", "pickup_latitude",
      "pickup_longitude",
    ]
    #expect(model.inputSchema.features.map(\.name).sorted() == names)
    #expect(model.label == "fare_amount")
    let columns = names.compactMap { raw[$0] }
    let unlabelled = Batch(rowCount: raw.rowCount, names: names, columns: columns)
    #expect(try model.predict(unlabelled) == model.predict(raw))
  }

  @Test func `no rows, no predictions`() throws {
    let trained = try Self.trained
    let (model, raw) = (try trained.endToEnd(), trained.raw)
    #expect(try model.predict(raw.slice(0..<0)) == [])
  }

  @Test func `a row that cannot be transformed is an error with the operation and the row`() throws {
    let trained = try Self.trained
    let (model, raw) = (try trained.endToEnd(), trained.raw)
    let columns = zip(raw.names, raw.columns).map { name, column in
      name == "pickup_datetime" ? strings((0..<40).map { _ in "noon" }) : column
    }
    let batch = Batch(rowCount: 40, names: raw.names, columns: columns)
    let error = #expect(throws: OperationError.self) { try model.predict(batch, firstRow: 80) }
    #expect(error?.operation == "parse_datetime(pickup_datetime)")
    #expect(error?.row == 80)
    #expect(error?.location?.fileID == "TaxiFare/TaxiPreprocessing.swift")
  }

  @Test func `a transform that lacks a feature of the model is refused`() throws {
    let trained = try Self.trained
    let (model, transformFn) = (try trained.model(), try trained.transformFn(of: "embedding"))
    let others = transformFn.outputSchema.features.map(\.name).filter { $0 != "hashed_trip" }
    let error = #expect(throws: ModelError.self) {
      try EndToEndModel(transformFn.selecting(others), model)
    }
    #expect(
      error?.description
        == "feature \"hashed_trip\": the model needs it, but the transform does not give it"
    )
  }

  @Test(arguments: ["end_to_end.json", "transform_fn.json", "model.json", "weights.safetensors"])
  func `a missing file is named`(name: String) throws {
    let trained = try Self.trained
    let scratch = try ScratchDirectory.current
    try trained.endToEnd().write(to: scratch.path)
    try scratch.remove(name)
    let error = #expect(throws: FileError.self) { try EndToEndModel(contentsOf: scratch.path) }
    #expect(error?.description == "\(scratch.path)/\(name): cannot open: No such file or directory")
  }

  @Test func `another model's weights are refused`() throws {
    let trained = try Self.trained
    let scratch = try ScratchDirectory.current
    for name in ["embedding", "non_embedding"] {
      try trained.endToEnd(name).write(to: scratch.makeDirectory(name))
    }
    try scratch.write(
      scratch.bytes(of: "non_embedding/weights.safetensors"),
      to: "embedding/weights.safetensors"
    )
    let directory = scratch.path("embedding")
    let error = #expect(throws: InputError.self) { try EndToEndModel(contentsOf: directory) }
    #expect(
      error?.description == "\(directory)/weights.safetensors: tensor "
        + "\"pickup_location.embeddings\": found none, expected shape [100, 8]"
    )
  }

  @Test func `another pipeline's transform is refused`() throws {
    let trained = try Self.trained
    let scratch = try ScratchDirectory.current
    try trained.endToEnd().write(to: scratch.path)
    try Lesson4TransformedDataTests.smallTransformFn().write(to: scratch.path("transform_fn.json"))
    let error = #expect(throws: InputError.self) { try EndToEndModel(contentsOf: scratch.path) }
    #expect(
      error?.description == "\(scratch.path)/transform_fn.json: "
        + "feature \"passenger_count\": the model needs it, but the transform does not give it"
    )
  }
}

import TFTLessons
import Testing

@Suite struct BeatTheError {
  static let data = String(#filePath.dropLast("Exercises/BeatTheError/Test.swift".count)) + "data/"

  private func rides(_ name: String) throws -> Batch {
    var reader = try CSVReader(path: Self.data + name, schema: taxiSchema, batchSize: 10_000)
    return try #require(try reader.next())
  }

  @Test func `new rides are predicted to 1.90 dollars`() throws {
    let (training, new) = (try rides("taxi-train.csv"), try rides("taxi-valid.csv"))
    let graph = try PreprocessingGraph(schema: taxiSchema, preprocessing)
    let transformFn = try graph.analyze { _ in Once(batch: training) }
    let architecture = try model.architecture(transformFn.outputSchema)
    let examples = try Examples(Once(batch: try transformFn.transform(training)), for: architecture)
    var options = model.training
    options.seed = 1
    let result = try Trainer.train(
      architecture,
      on: TrainingSource(examples),
      validation: nil,
      options: options
    )
    let transformed = try transformFn.transform(new)
    let predictions = try Predictor(result.model, available: Set(transformed.names))(transformed)
    guard case .float32(let fares)? = new["fare_amount"]?.storage else { return }
    let mae =
      zip(predictions, fares).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / Double(fares.count)
    #expect(
      mae < 1.90,
      "predictions are off by \(Double(Int(mae * 100)) / 100) dollars on average; lesson 5's best has 1.22"
    )
  }
}

struct Once: BatchReader {
  var batch: Batch?
  mutating func next() -> Batch? {
    defer { batch = nil }
    return batch
  }
}

import Embeddings
import Preprocessing
import RawData
import TaxiFare
import Testing

@testable import Runner

/// What a pipeline that somebody has edited makes out of date.
@Suite("The state of tasks", .scratchDirectory)
struct TaskStateTests {
  /// A run on the awkward rides, with a model that is trained in no time.
  private static func run(_ edit: (inout Pipeline) -> Void = { _ in }) throws -> PipelineRun {
    let scratch = try ScratchDirectory.current
    let data = try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    var pipeline = taxiFare
    pipeline.models = pipeline.models.map { model in
      var model = model
      (model.training.epochs, model.preprocessingFn) = (1, nil)
      model.compose = { Dense(1)(Dense(2)(try $0.numeric(["hour_of_day"]))) }
      return model
    }
    edit(&pipeline)
    let options = RunOptions(data: data, valid: nil, workdir: scratch.path("area"), isQuiet: true)
    return try PipelineRun(pipeline, options)
  }

  private static func plan(_ edit: (inout Pipeline) -> Void) throws -> [String] {
    try run(edit).plan([.trainEmbeddingModel]).map(\.plan)
  }

  @Test func `a changed preprocessing function is told, and what follows from it`() throws {
    try Self.run().perform(.trainEmbeddingModel)
    #expect(try Self.plan { _ in } == Array(repeating: "up to date", count: 3))
    let edit = { (pipeline: inout Pipeline) in
      pipeline.preprocessingFn = { inputs in
        var outputs = try taxiPreprocessingFn(inputs)
        outputs["passenger_count"] = try inputs.float("passenger_count") * 2
        return outputs
      }
    }
    #expect(
      try Self.plan(edit) == [
        "up to date", "would run: the preprocessing_fn has changed",
        "would run, unless transform_tfrecords makes the same files as before",
      ]
    )
    let run = try Self.run(edit)
    var lines: [String] = []
    run.keepsModels = true
    run.onProgress = { lines.append($0) }
    try run.perform(.trainEmbeddingModel)
    #expect(
      lines.filter { $0.hasPrefix("write") || $0.contains("again") } == [
        "write_raw_tfrecords: up to date, not done again",
        "transform_tfrecords: done again: the preprocessing_fn has changed",
        "train_embedding_model: done again: transformed_tfrecords has changed",
      ]
    )
    #expect(try Self.plan(edit) == Array(repeating: "up to date", count: 3))
  }

  @Test func `the same function in other words changes nothing`() throws {
    try Self.run().perform(.transformTFRecords)
    let plan = try Self.plan { pipeline in
      pipeline.preprocessingFn = { inputs in try taxiPreprocessingFn(inputs) }
    }
    #expect(plan.prefix(2) == ["up to date", "up to date"])
  }

  private static let changes: [(edit: @Sendable (inout ModelDefinition) -> Void, reason: String)] = [
    ({ $0.compose = { Dense(1)(Dense(3)(try $0.numeric(["hour_of_day"]))) } }, "the model has changed"),
    ({ $0.loss = .meanAbsoluteError }, "the model has changed"),
    ({ $0.training.epochs = 2 }, "the training has changed"),
    ({ $0.training.batchSize = 7 }, "the training has changed"),
  ]

  @Test(arguments: changes.indices)
  func `a changed model is trained again, and nothing before it is done`(index: Int) throws {
    let change = Self.changes[index]
    try Self.run().perform(.trainEmbeddingModel)
    let plan = try Self.plan { pipeline in
      for index in pipeline.models.indices { change.edit(&pipeline.models[index]) }
    }
    #expect(plan == ["up to date", "up to date", "would run: \(change.reason)"])
  }
}

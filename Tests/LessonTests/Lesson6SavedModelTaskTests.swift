import Preprocessing
import RawData
import TaxiFare
import Testing

@testable import Runner

/// What `transform_tfrecords` leaves for TensorFlow.
@Suite("Lesson 6: the SavedModel that the task leaves", .tags(.lesson6), .scratchDirectory)
struct Lesson6SavedModelTaskTests {
  private static let saved = "transformed_tfrecords/transform_output/transform_fn/saved_model.pb"

  private static func run(_ workdir: String, _ preprocessingFn: PreprocessingFn? = nil) throws -> PipelineRun
  {
    var pipeline = taxiFare
    if let preprocessingFn { pipeline.preprocessingFn = preprocessingFn }
    var options = RunOptions()
    options.data = Fixture.path("tft/taxi-edges.csv")
    options.workdir = try ScratchDirectory.current.path(workdir)
    return try PipelineRun(pipeline, options)
  }

  @Test func `two runs leave the same bytes`() throws {
    try Self.run("a").perform(.transformTFRecords)
    try Self.run("b").perform(.transformTFRecords)
    let scratch = try ScratchDirectory.current
    let bytes = try scratch.bytes(of: "a/\(Self.saved)")
    #expect(WireMessage(bytes)?.integer(1) == 1)
    #expect(try scratch.bytes(of: "b/\(Self.saved)") == bytes)
  }

  @Test func `without an operation in TensorFlow the task is done all the same, and says what is missing`()
    throws
  {
    let run = try Self.run("a") { inputs in
      var outputs = Outputs()
      outputs["fare_amount"] = try inputs.float("fare_amount")
      let isEarly = try inputs.string("key") .< "2012"
      outputs["is_early", fileID: "Mine/Function.swift", line: 9] = Column<Float>(
        isEarly,
        fileID: "Mine/Function.swift",
        line: 9
      )
      return outputs
    }
    var notices: [String] = []
    run.onNotices = { notices += $0 }
    let result = try run.perform(.transformTFRecords)
    let missing =
      "Mine/Function.swift:9: less(key): TensorFlow has no order of texts, only whether they are equal; "
      + "without it transform_output/transform_fn has no saved_model.pb for TensorFlow"
    #expect(notices == [missing])
    #expect(result.hasSuffix("\n\(missing)"))
    let files = try ScratchDirectory.current.files().keys
    #expect(files.contains("a/transformed_tfrecords/transform_output/transform_fn.json"))
    #expect(!files.contains("a/\(Self.saved)"))
  }
}

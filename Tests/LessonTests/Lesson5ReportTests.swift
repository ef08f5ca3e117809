import Preprocessing
import RawData
import Testing

@testable import Embeddings
@testable import Runner

/// Reports of whole runs, on rows that are few or unusual.
@Suite("Lesson 5: reports", .tags(.lesson5), .scratchDirectory)
struct Lesson5ReportTests {
  /// A run on ten rows with `x` from 0 to 9 and `v` where x is even; the label is x.
  private static func run(
    _ grouping: @escaping @Sendable (Inputs) throws -> Column<Float>,
    atMost rows: Int = 100
  ) throws -> PipelineRun {
    let scratch = try ScratchDirectory.current
    let rowsText = (0..<10).map { "\($0),\($0.isMultiple(of: 2) ? String($0) : ""),\($0)\n" }.joined()
    var options = RunOptions()
    options.data = try scratch.write("x,v,label\n\(rowsText)", to: "rows.csv")
    options.valid = options.data
    options.workdir = scratch.path("area")
    options.mostValidationRows = rows
    let pipeline = Pipeline(
      schema: Schema([
        FeatureSpec("x", .float32), FeatureSpec("v", .float32, presence: .optional),
        FeatureSpec("label", .float32),
      ]),
      label: "label",
      preprocessingFn: { inputs in
        var outputs = Outputs()
        for name in ["x", "label"] { outputs[name] = try inputs.float(name) }
        return outputs
      },
      models: [ModelDefinition(name: "embedding", label: "label") { Dense(1)(try $0.numeric(["x"])) }],
      report: PipelineReport(
        groupings: [.init("v", boundaries: [0, 5], column: grouping)],
        map: .init("places", x: ("x", 0...10), y: ("v", 0...10)) { (try $0.float("x"), try $0.float("v")) }
      )
    )
    return try PipelineRun(pipeline, options)
  }

  @Test func `rows without the number that they are grouped by are a group, and have no place on the map`()
    throws
  {
    let run = try Self.run { try $0.float("v") }
    try run.perform(.trainEmbeddingModel)
    let report = try #require(run.reports["embedding"])
    let groups = report.groupings[0].groups
    #expect(groups.map(\.name) == ["0-5", "5+", "unknown"])
    #expect(groups.map(\.rows) == [[0, 2, 4], [6, 8], [1, 3, 5, 7, 9]])
    #expect(report.places.map(\.x) == (0..<10).map { Float($0) })
    #expect(report.places.map { $0.y.isNaN } == (0..<10).map { !$0.isMultiple(of: 2) })
    let map = try ScratchDirectory.current.text(of: "area/figures/embedding/map-places.svg")
    #expect(map.contains(">5 of 10 points have no place</text>"))
    // The baselines are those of all rows: the line through them, and their mean.
    #expect(report.linearMetrics.mae < 1e-5 && report.meanPredictor?.mae == 2.5)
  }

  @Test func `a grouping by vectors is an error`() throws {
    let run = try Self.run { try cyclicEncoding(try $0.float("x"), period: 10) }
    let error = #expect(throws: ModelError.self) { try run.perform(.trainEmbeddingModel) }
    #expect(
      error?.description
        == "the report's groupings and its map: found 2 numbers in a row, expected one"
    )
  }

  @Test func `no more validation rows are kept than is said, and the report is of these`() throws {
    let run = try Self.run({ try $0.float("v") }, atMost: 3)
    var lines: [String] = []
    run.onProgress = { lines.append($0) }
    try run.perform(.trainEmbeddingModel)
    #expect(
      lines.first == "embedding: 10 training rows, 3 validation rows, the most that are kept in memory"
    )
    let report = try #require(run.reports["embedding"])
    #expect(report.labels == [0, 1, 2] && report.places.count == 3)
    #expect(report.groupings[0].groups.map(\.rows) == [[0, 2], [], [1]])
  }
}

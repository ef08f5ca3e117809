import RawData
import TFTCases
import Testing

@testable import TransformedData

/// An analysis shared by processes that know nothing of each other.
@Suite("Lesson 4: separate processes", .tags(.lesson4), .scratchDirectory)
struct Lesson4SeparateProcessesTests {
  @Test func `analyses made by three processes merge to the analysis of the whole`() async throws {
    let scratch = try ScratchDirectory.current
    let lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map(String.init)
    let rides = Array(lines.dropFirst())
    // Parts of different sizes, the first rides in the last of them.
    for (name, part) in [("2", rides[..<3]), ("0", rides[3..<20]), ("1", rides[20...])] {
      try scratch.write(([lines[0]] + part).joined(separator: "\n") + "\n", to: "\(name).csv")
      let process = try await LessonsProcess.run(
        ["analyze", "\(name).csv", "\(name).state"],
        in: scratch.path,
        executable: "tft-cases"
      )
      try #require(process == LessonsProcess(output: "", errors: "", status: 0))
    }
    var graph = try ShardAnalysis.graph()
    var phase = try #require(try graph.nextPhase())
    for name in ["0", "1", "2"] { try phase.merge(encoded: scratch.bytes(of: "\(name).state")) }
    #expect(phase.encode() == (try ShardAnalysis.encodedPhase(ofCSV: Fixture.path("tft/taxi-edges.csv"))))

    graph.fill(try phase.finish())
    #expect(try graph.nextPhase() == nil)
    try TransformFn(steps: graph.steps, outputs: graph.outputs, assetKeys: graph.assetKeys).write(
      to: scratch.path("merged.json")
    )
    let whole = try ShardAnalysis.graph().analyze { schema in
      try CSVReader(path: Fixture.path("tft/taxi-edges.csv"), schema: schema, extraColumns: .ignored)
    }
    try whole.write(to: scratch.path("whole.json"))
    #expect(try scratch.text(of: "merged.json") == scratch.text(of: "whole.json"))
    // The analysis has found something: a test of nothing would pass too.
    #expect(whole.vocabulary(named: "pickups")?.count ?? 0 > 10)
  }

  @Test func `what a process has written is refused when a byte is missing`() throws {
    let bytes = try ShardAnalysis.encodedPhase(ofCSV: Fixture.path("tft/taxi-edges.csv"))
    var phase = try #require(try ShardAnalysis.graph().nextPhase())
    #expect(throws: StateError.self) { try phase.merge(encoded: Array(bytes.dropLast())) }
    #expect(throws: Never.self) { try phase.merge(encoded: bytes) }
  }
}

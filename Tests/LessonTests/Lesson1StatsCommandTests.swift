import Testing

@testable import RawData

@Suite("Lesson 1: lessons stats", .tags(.lesson1))
struct Lesson1StatsCommandTests {
  @Test(.scratchDirectory)
  func `lessons stats prints tables and findings and writes JSON and SVG`() async throws {
    let scratch = try ScratchDirectory.current
    let data = ["--data", taxiData("taxi-train.csv"), "--valid", taxiData("taxi-valid.csv")]
    let files = ["--json", scratch.path("s.json"), "--svg", scratch.path("s.svg")]
    let run = try await LessonsProcess.run(["stats"] + data + files)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.output.contains("taxi-train.csv: 8000 rows, 8 features\n┌")
        && run.output.contains("\n16 anomalies\n")
    )
    #expect(run.output.hasSuffix("taxi-valid.csv: no anomalies\n"))
    let json = try JSON.parse(scratch.bytes(of: "s.json"), path: "s.json")
    #expect(json["datasets"]?.array?.map { $0["num_examples"]?.int } == [8000, 2000])
    #expect(try scratch.text(of: "s.svg").contains("<title"))
  }

  @Test(.scratchDirectory) func `without a header the columns are those of the schema`() async throws {
    let scratch = try ScratchDirectory.current
    let schema = try scratch.write(Schema([FeatureSpec("n", .int64)]).pbtxt, to: "schema.pbtxt")
    let data = try scratch.write("5\n7\n", to: "bare.csv")
    let run = try await LessonsProcess.run(["stats", "--data", data, "--schema", schema, "--no-header"])
    #expect(run.status == 0 && run.output.hasPrefix("\(data): 2 rows, 1 features\n"))
  }

  @Test(
    arguments: [
      (["stats"], "--data is missing"), (["stats", "--data"], "--data needs a value"),
      (
        ["stats", "--bogus", "x"],
        "unknown option \"--bogus\", expected one of --data, --valid, --schema, --no-header, --json, --svg"
      ),
    ])
  func `a wrong command line is status 2`(_ words: [String], _ problem: String) async throws {
    let run = try await LessonsProcess.run(words)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors == "lessons: \(problem)\nTry `lessons stats --help`.\n")
  }
}

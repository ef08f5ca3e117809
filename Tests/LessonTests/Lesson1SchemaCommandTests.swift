import RawData
import Testing

/// `lessons schema`, and the option `--schema` of the commands that work on a pipeline.
@Suite("Lesson 1: schemas on the command line", .tags(.lesson1), .scratchDirectory)
struct Lesson1SchemaCommandTests {
  /// A schema that fits the taxi pipeline but for one thing.
  private func run(schema: Schema) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    try scratch.write(schema.pbtxt, to: "schema.pbtxt")
    try scratch.write("key,fare_amount\nk,1.5\n", to: "rows.csv")
    let words = ["task", "write_raw_tfrecords", "--data", "rows.csv", "--schema", "schema.pbtxt", "--quiet"]
    return try await LessonsProcess.run(words, in: scratch.path)
  }

  @Test func `the schema is printed, or written to a file`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("n,t\n1,a\n,b\n", to: "rows.csv")
    let schema = Schema([
      FeatureSpec("n", .int64, presence: .optional), FeatureSpec("t", .string, stringDomain: ["a", "b"]),
    ])
    let printed = try await LessonsProcess.run(["schema", "--data", "rows.csv"], in: scratch.path)
    #expect(printed == LessonsProcess(output: schema.pbtxt, errors: "", status: 0))
    let words = ["schema", "--data", "rows.csv", "--output", "schema.pbtxt"]
    let written = try await LessonsProcess.run(words, in: scratch.path)
    #expect(written == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try Schema(contentsOf: scratch.path("schema.pbtxt")) == schema)
  }

  @Test func `a run reads the rows by the schema it is given`() async throws {
    let schema = Schema([FeatureSpec("fare_amount", .float32), FeatureSpec("key", .string)])
    let result = try await run(schema: schema)
    #expect(result.errors.isEmpty)
    #expect(result.status == 0)
    let path = try ScratchDirectory.current.path("working_area/raw_tfrecords/schema.pbtxt")
    #expect(try Schema(contentsOf: path) == schema)
  }

  @Test func `a schema with several values per row does not fit a CSV file`() async throws {
    let result = try await run(schema: Schema([FeatureSpec("key", .string, width: 3)]))
    let problem = "expected 1, for a cell of a CSV file holds one"
    #expect(result.errors == "lessons: schema.pbtxt: feature \"key\": found 3 values per row, \(problem)\n")
    #expect(result.status == 1)
  }

  @Test func `a malformed schema is an error with line and column`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("feature {\n  name: x\n}\n", to: "schema.pbtxt")
    let result = try await LessonsProcess.run(["run", "1", "--schema", "schema.pbtxt"], in: scratch.path)
    #expect(result.errors == "lessons: schema.pbtxt:2:9: found \"x\", expected a text in quotes for name\n")
    #expect(result.status == 1)
  }
}

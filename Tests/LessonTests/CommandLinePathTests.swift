import Testing

/// Paths are looked at before any work is done, and what runs leave behind is never mixed.
extension CommandLineTests {
  @Test(arguments: [
    (["run", "3", "--data", "none.csv"], "none.csv: cannot open: No such file or directory"),
    (
      ["run", "5", "--data", "rides.csv", "--valid", "none.csv"],
      "none.csv: cannot open: No such file or directory"
    ),
    (
      ["run", "3"],
      "data/taxi-train.csv: cannot open: No such file or directory; this is the default, --data names another file"
    ),
    (
      ["task", "train_embedding_model"],
      "data/taxi-train.csv: cannot open: No such file or directory; this is the default, --data names another file"
    ),
    (
      ["run", "3", "--data=rides.csv", "--workdir=rides.csv/area"],
      "rides.csv: is a file, expected a directory"
    ),
    (
      ["run", "3", "--data=rides.csv", "--visualize_tasks=rides.csv/run.svg"],
      "rides.csv: is a file, expected a directory"
    ),
  ])
  func `a path that is no use is an error before anything else is said`(words: [String], problem: String)
    async throws
  {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process == LessonsProcess(output: "", errors: "lessons: \(problem)\n", status: 1))
    #expect(try scratch.names() == ["rides.csv"])
  }

  @Test func `the directory of the shards is no working directory`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("shards")
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "shards/part-00000-of-00001.csv")
    let words = ["task", "write_raw_tfrecords", "--data", "shards", "--workdir", "shards/../shards"]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1 && process.errors.contains("every file there is a shard"))
    #expect(try scratch.names(in: "shards") == ["part-00000-of-00001.csv"])
    // A shard of CSV is CSV for every command.
    let inspect = try await LessonsProcess.run(
      ["inspect", "shards/part-00000-of-00001.csv"],
      in: scratch.path
    )
    #expect(inspect.status == 0 && inspect.output.contains("CSV"), "\(inspect.output) \(inspect.errors)")
  }

  @Test func `a task that reads no rows needs none`() async throws {
    let scratch = try ScratchDirectory.current
    let process = try await LessonsProcess.run(["task", "clean_directory"], in: scratch.path)
    #expect(process.errors.isEmpty && process.status == 0)
  }

  @Test func `an option takes its value after an equal sign too`() async throws {
    let scratch = try ScratchDirectory.current
    let words = ["task", "write_raw_tfrecords", "--data=rides.csv", "--workdir=a=b", "--shards=2", "--quiet"]
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.errors.isEmpty && process.status == 0)
    #expect(try scratch.names(in: "a=b/raw_tfrecords").contains("part-00001-of-00002"))
  }

  @Test func `a second run that fails leaves no transformed records beside other raw ones`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("transform_tfrecords")
    try scratch.write(Self.rides(line: 3, cell: 2, is: "soon"), to: "wrong.csv")
    let second = try await Self.task("transform_tfrecords", data: "wrong.csv")
    #expect(second.status == 1)
    let lines = second.errors.split(separator: "\n")
    #expect(
      lines.dropFirst().first
        == "raw_tfrecords have changed: removed transformed_tfrecords, which were made of the old ones"
    )
    #expect(lines.last?.contains("found \"soon\", expected a time like") == true)
    #expect(try scratch.names(in: "area") == ["raw_tfrecords", "task_state.json"])
  }

  @Test func `a second run that cannot read its rows leaves everything as it was`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("transform_tfrecords")
    let before = try scratch.files(below: "area")
    try scratch.write(Self.rides(line: 3, cell: 1, is: "much"), to: "wrong.csv")
    let second = try await Self.task("transform_tfrecords", data: "wrong.csv")
    #expect(second.status == 1 && !second.errors.contains("removed"))
    #expect(try scratch.files(below: "area") == before)
  }

  @Test(arguments: [("view_transformed_sample_data", "rides.csv"), ("write_raw_tfrecords", "other.csv")])
  func `a transform that was edited by hand is not fitted anew without a word`(task: String, data: String)
    async throws
  {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("transform_tfrecords")
    let path = "area/transformed_tfrecords/transform_output/transform_fn.json"
    let text = try scratch.text(of: path)
    let edited = text.replacing(
      "\"passenger_count\", \"min_max_1.min\"",
      with: "\"passenger_count\", {\"float32\": 0.5}"
    )
    try #require(edited != text)
    try scratch.write(edited, to: path)
    try scratch.write(Self.rides(line: 3, cell: 1, is: "7.5"), to: "other.csv")
    let words = ["task", task, "--data", data, "--workdir", "area"]
    let before = try scratch.files(below: "area")
    // Where the raw records stay the same, nothing is made of them anew.
    let same = ["task", "write_raw_tfrecords", "--data", "rides.csv", "--workdir", "area"]
    #expect(try await LessonsProcess.run(same, in: scratch.path).status == 0)
    #expect(try scratch.files(below: "area") == before)
    let second = try await LessonsProcess.run(words, in: scratch.path)
    #expect(
      second.errors.split(separator: "\n").last.map { "\($0)\n" }
        == "lessons: \(path): was edited by hand, and the edit would be lost, for this run would fit the "
        + "transform anew; to keep it copy area/transformed_tfrecords/transform_output elsewhere (`lessons transform` takes "
        + "any directory), then run `lessons task clean_directory --workdir area`\n"
    )
    #expect(second.status == 1 && second.output.isEmpty)
    #expect(try scratch.files(below: "area") == before)
    // Edited back it is what was fitted.
    try scratch.write(text, to: path)
    #expect(try await LessonsProcess.run(words, in: scratch.path).status == 0)
  }
}

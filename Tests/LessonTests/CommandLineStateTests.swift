import Testing

/// What is done already is not done again, and what is done again says why.
extension CommandLineTests {
  /// Runs tasks in `area` on `rides.csv`, judged by them too.
  private static func tasks(_ words: [String], status: Int32 = 0) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    if !scratch.exists("rides.csv") {
      try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    }
    let all = ["task", "--data", "rides.csv", "--valid", "rides.csv", "--workdir", "area"] + words
    let process = try await LessonsProcess.run(all, in: scratch.path)
    #expect(process.status == status, "\(process.errors)")
    return process
  }

  private static func plan(_ task: String, _ options: [String] = []) async throws -> [String] {
    let before = try ScratchDirectory.current.files()
    let process = try await tasks([task, "--dry-run"] + options)
    #expect(process.errors.isEmpty)
    #expect(try ScratchDirectory.current.files() == before)
    return process.output.split(separator: "\n").map(String.init)
  }

  @Test func `what is up to date is skipped, and shows the same`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let first = try await Self.tasks(["train_embedding_model"])
    let made = try scratch.files(below: "area")
    let second = try await Self.tasks(["train_embedding_model"])
    #expect(second.output == first.output)
    #expect(
      second.errors
        == ["write_raw_tfrecords", "transform_tfrecords", "train_embedding_model"]
        .map { "\($0): up to date, not done again\n" }.joined()
    )
    #expect(try scratch.files(below: "area") == made)

    let forced = try await Self.tasks(["train_embedding_model", "--force", "--quiet"])
    #expect(first.output.hasSuffix(forced.output) && forced.errors.isEmpty)
    #expect(try scratch.files(below: "area") == made)
    let plan = ["write_raw_tfrecords", "transform_tfrecords", "train_embedding_model"]
    #expect(
      try await Self.plan("train_embedding_model", ["--force"]) == plan.map { "\($0): would run: --force" }
    )
    #expect(try await Self.plan("train_embedding_model") == plan.map { "\($0): up to date" })
  }

  @Test func `a file with the same rows under another name changes nothing`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("write_raw_tfrecords")
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "again.csv")
    let again = try await Self.task("write_raw_tfrecords", data: "again.csv")
    #expect(again.errors == "write_raw_tfrecords: up to date, not done again\n")
  }

  @Test func `rows that come through a pipe are read again each time`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let run = { (source: String) in
      let line = "cat rides.csv | $LESSONS task transform_tfrecords --workdir area --data \(source)"
      return try await LessonsProcess.shell(line, in: scratch.path)
    }
    #expect(try await run("/dev/stdin").status == 0)
    #expect(
      try await run("/dev/stdin").errors
        == "write_raw_tfrecords: done again: /dev/stdin can be read only once\n"
        + "transform_tfrecords: up to date, not done again\n"
    )
    #expect(
      try await run("rides.csv").errors
        == "write_raw_tfrecords: done again: what /dev/stdin held is not known\n"
        + "transform_tfrecords: up to date, not done again\n"
    )
  }

  @Test func `changed rows, options and outputs are told apart`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    #expect(
      try await Self.plan("transform_tfrecords") == [
        "write_raw_tfrecords: would run: not done yet", "transform_tfrecords: would run: not done yet",
      ]
    )
    _ = try await Self.tasks(["transform_tfrecords"])
    #expect(
      try await Self.plan("transform_tfrecords", ["--shards", "2"]) == [
        "write_raw_tfrecords: would run: --shards is 2, and was 1 for each CSV file",
        "transform_tfrecords: would run: --shards is 2, and was 1 for each CSV file",
      ]
    )
    let record = "area/transformed_tfrecords/part-00000-of-00001"
    var bytes = try scratch.bytes(of: record)
    let whole = bytes
    bytes[bytes.count - 20] ^= 1
    let damage = "transform_tfrecords: would run: transformed_tfrecords/part-00000-of-00001"
    try scratch.write(bytes, to: record)
    #expect(try await Self.plan("transform_tfrecords")[1] == "\(damage) is not as it was left")
    try scratch.remove(record)
    #expect(try await Self.plan("transform_tfrecords")[1] == "\(damage) is missing")
    let mended = try await Self.tasks(["transform_tfrecords"])
    #expect(
      mended.errors == """
        write_raw_tfrecords: up to date, not done again
        transform_tfrecords: done again: transformed_tfrecords/part-00000-of-00001 is missing

        """
    )
    #expect(try scratch.bytes(of: record) == whole)

    try scratch.write(Self.rides(line: 3, cell: 1, is: "7.5"), to: "rides.csv")
    #expect(
      try await Self.plan("transform_tfrecords") == [
        "write_raw_tfrecords: would run: rides.csv has changed",
        "transform_tfrecords: would run, unless write_raw_tfrecords makes the same files as before",
      ]
    )
    let changed = try await Self.tasks(["transform_tfrecords"])
    #expect(changed.errors.hasPrefix("write_raw_tfrecords: done again: rides.csv has changed\n"))
    #expect(
      changed.errors.contains(
        "\ntransform_tfrecords: done again: raw_tfrecords has changed; "
          + "transformed_tfrecords/.tftlessons is missing\n"
      )
    )
  }

  @Test func `a model is trained again for another seed or other rows to judge it by`() async throws {
    _ = try await Self.tasks(["train_fare_model"])
    let scratch = try ScratchDirectory.current
    #expect(
      try await Self.plan("train_fare_model", ["--seed", "2"]) == [
        "write_raw_tfrecords: up to date", "train_fare_model: would run: --seed is 2, and was 1",
      ]
    )
    try scratch.write(Self.rides(line: 3, cell: 1, is: "7.5"), to: "other.csv")
    #expect(
      try await Self.plan("train_fare_model", ["--valid", "other.csv"])[1]
        == "train_fare_model: would run: other.csv has other contents than rides.csv"
    )
    #expect(try await Self.plan("train_fare_model", ["--threads", "1"])[1] == "train_fare_model: up to date")
    try scratch.remove("area/figures/fare/loss.svg")
    #expect(
      try await Self.plan("train_fare_model")[1]
        == "train_fare_model: would run: figures/fare/loss.svg is missing"
    )
  }

  @Test func `a fitted transform that was edited is neither skipped nor lost`() async throws {
    _ = try await Self.tasks(["transform_tfrecords"])
    let scratch = try ScratchDirectory.current
    let name = "area/transformed_tfrecords/transform_output/transform_fn.json"
    let edited = try scratch.text(of: name) + " "
    try scratch.write(edited, to: name)
    let plan = try await Self.plan("train_embedding_model")
    #expect(plan[1].hasPrefix("transform_tfrecords: would stop: \(name): was edited by hand"))
    for option in [[], ["--force"]] {
      let process = try await Self.tasks(["train_embedding_model"] + option, status: 1)
      #expect(process.errors.contains("\(name): was edited by hand"))
      #expect(try scratch.text(of: name) == edited)
    }
    let list = try await Self.lessons("list", "--data", "rides.csv", "--workdir", "area")
    #expect(try Self.state(of: "transform_tfrecords", in: list) == "edited")
  }

  private static func state(of task: String, in list: LessonsProcess) throws -> String {
    let line = try #require(list.output.split(separator: "\n").first { $0.contains("│ \(task) ") })
    return try #require(line.split(separator: "│").last).split(separator: " ").joined(separator: " ")
  }

  @Test func `list tells the state of each task`() async throws {
    _ = try await Self.tasks(["write_raw_tfrecords"])
    let scratch = try ScratchDirectory.current
    let list = try await Self.lessons("list", "--data", "rides.csv", "--workdir", "area")
    #expect(try Self.state(of: "write_raw_tfrecords", in: list) == "up to date")
    #expect(try Self.state(of: "transform_tfrecords", in: list) == "not done")
    #expect(try Self.state(of: "view_original_sample_data", in: list) == "runs each time")
    try scratch.remove("rides.csv")
    let without = try await LessonsProcess.run(
      ["list", "--data", "rides.csv", "--workdir", "area"],
      in: scratch.path
    )
    #expect(try Self.state(of: "write_raw_tfrecords", in: without) == "out of date")
  }

  @Test(arguments: [
    (
      "\"outputs\"", "\"out\"",
      "found task \"write_raw_tfrecords\" in another form, expected it as lessons writes it"
    ),
    (
      "\"format_version\": 1", "\"format_version\": 9",
      "found format_version 9, expected at most 1; read it with a newer release"
    ), ("\"tasks\": {", "\"tasks\": ", "found"),
  ])
  func `a state that cannot be read counts for nothing, and that is said`(
    text: String,
    other: String,
    problem: String
  ) async throws {
    try await Self.prepare("write_raw_tfrecords")
    let scratch = try ScratchDirectory.current
    let state = try scratch.text(of: "area/task_state.json")
    try scratch.write(state.replacing(text, with: other), to: "area/task_state.json")
    let process = try await Self.task("write_raw_tfrecords")
    #expect(process.status == 0)
    #expect(process.errors.hasPrefix("lessons: area/task_state.json"))
    #expect(process.errors.contains(problem), "\(process.errors)")
    #expect(process.errors.hasSuffix("; what is done here is unknown, so tasks are done again\n"))
    #expect(try scratch.text(of: "area/task_state.json") == state)
  }

  @Test func `a task that fails leaves what was done before it`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("write_raw_tfrecords")
    let before = try scratch.files(below: "area")
    try scratch.write(Self.rides(line: 3, cell: 1, is: "abc"), to: "rides.csv")
    #expect(try await Self.task("write_raw_tfrecords").status == 1)
    #expect(try scratch.files(below: "area") == before)
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let again = try await Self.task("write_raw_tfrecords")
    #expect(again.errors == "write_raw_tfrecords: up to date, not done again\n")
  }

  @Test func `another's task_state.json is not replaced`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("area")
    try scratch.write("mine", to: "area/task_state.json")
    let process = try await Self.task("write_raw_tfrecords")
    #expect(
      process.errors
        == "lessons: area/task_state.json: is in the way: it was not made by lessons, so it is not replaced\n"
    )
    #expect(try scratch.text(of: "area/task_state.json") == "mine")
  }
}

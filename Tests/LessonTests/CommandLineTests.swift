import Testing

/// The executable, run as a process: what it prints, where, with which status, and what it leaves behind.
@Suite("The command line", .scratchDirectory)
struct CommandLineTests {
  static let header =
    "key,fare_amount,pickup_datetime,pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude,"
    + "passenger_count"

  /// Runs `lessons` in the scratch directory, where `rides.csv` holds the forty awkward rides.
  static func lessons(_ words: String...) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    if !scratch.exists("rides.csv") {
      try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    }
    return try await LessonsProcess.run(words, in: scratch.path)
  }

  /// Runs a task in `area`, on `rides.csv` or another file.
  static func task(_ name: String, data: String = "rides.csv") async throws -> LessonsProcess {
    try await lessons("task", name, "--data", data, "--workdir", "area")
  }

  /// Does the work of a task in `area`, for what comes after it.
  static func prepare(_ task: String) async throws {
    let process = try await Self.task(task)
    try #require(process.status == 0, "\(process.errors)")
  }

  /// `rides.csv` with one cell changed.
  static func rides(line: Int, cell: Int, is text: String) throws -> String {
    var lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map(String.init)
    var cells = lines[line - 1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[cell] = text
    lines[line - 1] = cells.joined(separator: ",")
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: help

  @Test(arguments: [["--help"], ["-h"], ["--task", "write_raw_tfrecords", "--help"]])
  func `help lists the commands and the options`(words: [String]) async throws {
    let process = try await LessonsProcess.run(words)
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(
      process.output.hasPrefix("TensorFlow Transform, rebuilt as lessons in pure Swift.\n\nUsage: lessons ")
    )
    for name in [
      "list", "run", "task", "transform", "predict", "export", "explain", "skew", "diff", "hashes", "graph",
      "convert",
      "inspect",
      "make-data", "worker", "weave",
    ] {
      #expect(process.output.contains("\n  \(name) "))
    }
    for option in [
      "data", "valid", "shards", "workdir", "seed", "threads", "visualize_tasks", "print_performance_metrics",
      "metrics", "trace", "quiet",
    ] {
      #expect(process.output.contains("\n  --\(option) "))
    }
  }

  @Test(arguments: [
    ("list", "Usage: lessons list [OPTIONS]"),
    ("run", "Usage: lessons run [2 | tfrecords | 2-4 | all] [--lessons DIR] [--stream] [OPTIONS]"),
    ("task", "Usage: lessons task NAME... [--dry-run] [OPTIONS]"),
    (
      "transform",
      "Usage: lessons transform --transform-output DIR --input RAW --output OUT.(csv|jsonl|tfrecord) [--no-header]"
    ),
    (
      "predict",
      "Usage: lessons predict --model DIR --input RAW --output OUT.(csv|jsonl|tfrecord) [--strict] [--threads N]"
    ),
    ("export", "Usage: lessons export --model DIR --format (onnx | savedmodel) --output PATH"),
    (
      "explain",
      "Usage: lessons explain (--transform-output DIR | --model DIR) --input RAW --row N [--feature NAME] [--json]"
    ),
    (
      "skew",
      "Usage: lessons skew --model DIR --input RAW [--records DIR] [--no-header] [--schema FILE] [--skip-corrupt]"
    ), ("diff", "Usage: lessons diff A B [--json]"),
    ("hashes", "Usage: lessons hashes --transform-output DIR --input RAW [--limit N] [--json]"),
    ("inspect", "Usage: lessons inspect PATH [--limit N] [--bytes] [--skip-corrupt] [--json]"),
    ("make-data", "Usage: lessons make-data --rows N [--seed S] [--shards N] --output FILE.csv"),
  ])
  func `every command has its help`(command: String, usage: String) async throws {
    let process = try await LessonsProcess.run([command, "--help"])
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(process.output.contains("\n\n\(usage)\n") || process.output.hasSuffix("\n\n\(usage)\n"))
  }

  @Test func `list names seven lessons and eleven tasks`() async throws {
    let process = try await Self.lessons("list")
    #expect(process.status == 0 && process.errors.isEmpty)
    let first = process.output.split(separator: "\n").compactMap { line in
      line.split(separator: "│").first.map { String($0).filter { $0 != " " } }
    }
    #expect(first.filter { Int($0) != nil } == ["1", "2", "3", "4", "5", "6", "7"])
    #expect(first.filter { $0.contains("_") } == Self.tasks)
    #expect(try ScratchDirectory.current.names() == ["rides.csv"])
  }

  // MARK: a wrong command line

  static let options =
    "--data, --valid, --schema, --no-header, --compression, --shards, --workdir, --seed, --threads, --force, "
    + "--visualize_tasks, --print_performance_metrics, --metrics, --trace, --quiet"

  @Test(arguments: [
    (
      ["bogus"],
      "unknown command \"bogus\", expected one of list, run, task, transform, predict, export, explain, skew, diff, hashes, graph, convert, stats, schema, inspect, make-data, new, worker, exercise, weave"
    ),
    (["--bogus"], "unknown option \"--bogus\", expected one of --task, --dry-run, \(options)"),
    (["run", "3", "--foo"], "unknown option \"--foo\", expected one of --lessons, --stream, \(options)"),
    (["run", "3", "--dta", "x"], "unknown option \"--dta\"; did you mean --data?"),
    (["task", "--quite"], "unknown option \"--quite\"; did you mean --quiet?"),
    (["transfrom"], "unknown command \"transfrom\"; did you mean transform?"),
    (
      ["task", "train_embeding_model"],
      "unknown task \"train_embeding_model\"; did you mean train_embedding_model?"
    ),
    (["list", "all"], "found \"all\", expected nothing after list"),
    (["run", "1", "--quiet=yes"], "--quiet: found the value \"yes\", expected none"),
    (["run", "1", "--quiet=yes", "--seed=1"], "--quiet: found the value \"yes\", expected none"),
    (["run", "1", "--seed=x"], "--seed: found \"x\", expected an integer of at least 0"),
    (["run", "1", "--data="], "--data needs a value"),
    (
      ["hashes", "--transform-output", "a", "--input", "b", "--limit", "0"],
      "--limit: found \"0\", expected an integer of at least 1"
    ),
    (["run", "8"], "unknown lesson \"8\", expected 1 to 7, a range like 2-4, a name like tfrecords, or all"),
    (
      ["run", "3-2"],
      "unknown lesson \"3-2\", expected 1 to 7, a range like 2-4, a name like tfrecords, or all"
    ),
    (["run", "0"], "unknown lesson \"0\", expected 1 to 7, a range like 2-4, a name like tfrecords, or all"),
    (["run", "tfrecord"], "unknown lesson \"tfrecord\"; did you mean tfrecords?"),
    (["run", "transformed_data"], "unknown lesson \"transformed_data\"; did you mean transformed-data?"),
    (["run", "1", "--compression", "gzpi"], "--compression: found \"gzpi\"; did you mean gzip?"),
    (["task"], "lessons task needs the name of a task"),
    (["task", "bogus"], "unknown task \"bogus\", expected one of \(tasks.joined(separator: ", "))"),
    (["--task", "bogus"], "unknown task \"bogus\", expected one of \(tasks.joined(separator: ", "))"),
    (["--task"], "--task needs a value"), (["--dry-run"], "--dry-run needs tasks: add --task NAME"),
    (["run", "1", "--data"], "--data needs a value"),
    (["run", "1", "--data", "--quiet"], "--data needs a value"),
    (["run", "1", "--seed", "x"], "--seed: found \"x\", expected an integer of at least 0"),
    (["run", "1", "--seed", "-1"], "--seed: found \"-1\", expected an integer of at least 0"),
    (
      ["run", "1", "--visualize_tasks", "run.png"],
      "--visualize_tasks: found \"run.png\", expected a name ending in .svg, .dot or .mmd"
    ),
    (["run", "1", "--shards", "0"], "--shards: found \"0\", expected an integer from 1 to 99999"),
    (["make-data", "--rows", "3"], "--output is missing"),
    (
      ["make-data", "--rows", "3.5", "--output", "x"],
      "--rows: found \"3.5\", expected an integer of at least 0"
    ),
    (
      ["predict", "--modle", "x"],
      "unknown option \"--modle\"; did you mean --model?"
    ),
  ])
  func `a wrong command line is explained, with status 2`(words: [String], problem: String) async throws {
    let scratch = try ScratchDirectory.current
    let process = try await LessonsProcess.run(words, in: scratch.path)
    let commands = ["run", "task", "list", "hashes", "make-data", "predict"]
    let command = commands.first { $0 == words.first }.map { "\($0) " } ?? ""
    #expect(process.errors == "lessons: \(problem)\nTry `lessons \(command)--help`.\n")
    #expect(process.output.isEmpty)
    #expect(process.status == 2)
    #expect(try scratch.names() == [])
  }

  // MARK: wrong data

  /// Runs `write_raw_tfrecords` on a file that cannot be read; its error, after checking that nothing else is left.
  static func failure(of csv: String) async throws -> String {
    let scratch = try ScratchDirectory.current
    try scratch.write(csv, to: "wrong.csv")
    let process = try await lessons("task", "write_raw_tfrecords", "--data", "wrong.csv", "--workdir", "area")
    #expect(process.status == 1)
    #expect(process.output.isEmpty)
    #expect(try scratch.files().keys.sorted() == ["rides.csv", "wrong.csv"])
    return process.errors
  }

  @Test func `a word in a number's cell is shown with file, line and column`() async throws {
    // Line 5 is `ride-04,5.5,2000-02-29 12:00:00 UTC,-73.98,...`: 36 characters come before the longitude.
    let errors = try await Self.failure(of: Self.rides(line: 5, cell: 3, is: "abc"))
    #expect(errors == "lessons: wrong.csv:5:37: pickup_longitude: found \"abc\", expected a number\n")
  }

  @Test func `an empty cell is an error too`() async throws {
    let errors = try await Self.failure(of: Self.rides(line: 2, cell: 1, is: ""))
    #expect(
      errors
        == "lessons: wrong.csv:2:9: fare_amount: found an empty cell, expected a number; to allow a missing value, "
        + "make feature \"fare_amount\" `presence: .optional` in the program's schema, or give a schema.pbtxt without its "
        + "`presence` by --schema\n"
    )
  }

  @Test func `a missing column is named`() async throws {
    let found = Self.header.replacing(",passenger_count", with: "")
    let errors = try await Self.failure(of: "\(found)\n")
    #expect(
      errors
        == "lessons: wrong.csv:1:1: column \"passenger_count\" is missing; found \(found), expected \(Self.header)\n"
    )
  }

  @Test func `an extra column is named`() async throws {
    let errors = try await Self.failure(of: "\(Self.header),tip\n")
    #expect(errors == "lessons: wrong.csv:1:117: found an extra column \"tip\", expected \(Self.header)\n")
  }

  @Test func `an empty file is an error`() async throws {
    #expect(
      try await Self.failure(of: "") == "lessons: wrong.csv: the file is empty, expected a header line\n"
    )
  }

  @Test func `a file that is not there is named`() async throws {
    let process = try await Self.task("write_raw_tfrecords", data: "none.csv")
    #expect(process.status == 1)
    #expect(process.errors == "lessons: none.csv: cannot open: No such file or directory\n")
    #expect(try ScratchDirectory.current.files().keys.sorted() == ["rides.csv"])
  }

  @Test(arguments: ["file", "file/area"])
  func `a working directory below a file cannot be made`(workdir: String) async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("mine", to: "file")
    let process = try await Self.lessons(
      "task",
      "write_raw_tfrecords",
      "--data",
      "rides.csv",
      "--workdir",
      workdir
    )
    #expect(process.status == 1)
    #expect(process.errors == "lessons: file: is a file, expected a directory\n")
    #expect(try scratch.text(of: "file") == "mine")
  }

  @Test(arguments: [("none/rides.csv", "No such file or directory"), ("file/rides.csv", "Not a directory")])
  func `an output that cannot be written is named as the user wrote it`(
    output: String,
    reason: String
  ) async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("mine", to: "file")
    let process = try await LessonsProcess.run(
      ["make-data", "--rows", "2", "--output", output],
      in: scratch.path
    )
    #expect(process.status == 1)
    #expect(process.errors == "lessons: \(output): cannot write: \(reason)\n")
    #expect(try scratch.names() == ["file"])
  }
}

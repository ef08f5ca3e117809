import Testing

/// What a worker says to lines and shards that are not as they should be.
@Suite("Lesson 7: what workers refuse", .tags(.lesson7), .scratchDirectory)
struct Lesson7WorkerErrorTests {
  /// A worker that fails: what it says, after "lessons: ".
  private static func refusal(_ words: [String], _ lines: [String]) async throws -> String {
    let process = try await WorkerShards().worker(words + ["--quiet"], lines)
    #expect(process.status == 1 && process.output.isEmpty, "\(process)")
    #expect(process.errors.hasPrefix("lessons: ") && process.errors.hasSuffix("\n"))
    return String(process.errors.dropFirst("lessons: ".count).dropLast())
  }

  // MARK: bad input

  @Test func `a bad cell is told with its file and line, after the shards before it`() async throws {
    let shards = try WorkerShards()
    let start = try await shards.start()
    try shards.scratch.write(try CommandLineTests.rides(line: 5, cell: 7, is: "many"), to: "rides/1.csv")
    let process = try await shards.worker(["analyze", "--quiet"], [start] + WorkerShards.lines)
    #expect(process.status == 1)
    #expect(
      process.errors == "lessons: rides/1.csv:5:63: passenger_count: found \"many\", expected a number\n"
    )
    #expect(process.output.split(separator: "\n").count == 1)
  }

  @Test func `a bad cell that no analyzer needs is found before a file is made of its shard`() async throws {
    let shards = try WorkerShards()
    try shards.scratch.write(try CommandLineTests.rides(line: 2, cell: 1, is: "free"), to: "rides/1.csv")
    let known = try await shards.known()
    let process = try await shards.worker(["transform", "--quiet"], [known, WorkerShards.line(1)])
    let problem = "rides/1.csv:2:9: fare_amount: found \"free\", expected a number"
    #expect(process == LessonsProcess(output: "", errors: "lessons: \(problem)\n", status: 1))
    let names = try shards.scratch.names(in: "area/transformed_tfrecords.partial")
    #expect(!names.contains { $0.hasPrefix("part-") })
  }

  @Test func `a shard that is missing, of other columns or a damaged record is told by its name`()
    async throws
  {
    let shards = try WorkerShards()
    let start = try await shards.start()
    let missing = try await Self.refusal(["analyze"], [start, WorkerShards.line(0, path: "rides/9.csv")])
    #expect(missing == "rides/9.csv: cannot open: No such file or directory")
    try shards.scratch.write("passenger_count,tip\n1,2\n", to: "other.csv")
    let other = try await Self.refusal(["analyze"], [start, WorkerShards.line(0, path: "other.csv")])
    #expect(other.hasPrefix("other.csv:1:17: found an extra column \"tip\", expected key,fare_amount,"))

    _ = try await shards.filesOfTask()
    var record = try shards.scratch.bytes(of: "whole/raw_tfrecords/part-00001-of-00003")
    record[30] ^= 1
    try shards.scratch.write(record, to: "damaged.tfrecord")
    let damaged = try await Self.refusal(
      ["analyze"],
      [start, WorkerShards.line(0, path: "damaged.tfrecord")]
    )
    #expect(damaged.hasPrefix("damaged.tfrecord: record 0 at byte "))
  }

  // MARK: lines

  @Test func `lines that are no shards are told by their numbers`() async throws {
    let start = try await WorkerShards().start()
    let expected = "expected a shard like {\"shard\": 0, \"of\": 3, \"path\": \"rides-0.csv\"}"
    #expect(
      try await Self.refusal(["analyze"], [start, "", "{\"shard\": 1}"])
        == "standard input:3:1: found {\"shard\": 1}, \(expected)"
    )
    #expect(
      try await Self.refusal(["analyze"], [start, WorkerShards.line(3)])
        == "standard input:2:1: rides/3.csv: found shard 3 of 3, expected 0 or more of at most 99999"
    )
    #expect(
      try await Self.refusal(["analyze"], [start, "rides/0.csv"]).hasPrefix("standard input:2:1: found ")
    )
  }

  @Test func `a worker wants to be told first what is known`() async throws {
    _ = try WorkerShards()
    #expect(
      try await Self.refusal(["analyze"], [])
        == "standard input: found no lines, expected the constants so far and more"
    )
    #expect(
      try await Self.refusal(["transform"], [WorkerShards.line(0)])
        == "standard input:1:1: found {\"shard\": 0, \"of\": 3, \"path\": \"rides/0.csv\"}, expected the constants so far; "
        + "`lessons worker merge --finish` prints them"
    )
  }

  @Test func `a step that is not to be done now is refused`() async throws {
    let shards = try WorkerShards()
    let start = try await shards.start()
    #expect(
      try await Self.refusal(["transform"], [start, WorkerShards.line(0)])
        == "standard input:1:1: found the constants of 0 of 1 phases, expected all: analyze first"
    )
    #expect(
      try await Self.refusal(["merge", "--finish"], [start])
        == "standard input: found no accumulators, expected those of all shards"
    )
    let known = try await shards.known()
    #expect(
      try await Self.refusal(["analyze"], [known, WorkerShards.line(0)])
        == "standard input:1:1: found the constants of all 1 phases, expected less: nothing is left to analyze"
    )
  }

  @Test func `an accumulator that is damaged anywhere is refused`() async throws {
    let shards = try WorkerShards()
    let (start, lines) = try await shards.accumulators()
    let letters = Array(lines[1])
    // Every seventh letter is another one: in names, numbers, the accumulator and the checksum itself.
    for index in stride(from: 1, to: letters.count, by: 7) {
      var damaged = letters
      damaged[index] = letters[index] == "7" ? "8" : "7"
      let process = try await shards.worker(["merge", "--quiet"], [start, lines[0], String(damaged)])
      #expect(process.status == 1 && process.output.isEmpty, "letter \(index) of \(lines[1])")
      #expect(process.errors.hasPrefix("lessons: standard input:3:"))
    }
    let cut = String(lines[1].dropLast(20))
    #expect(try await Self.refusal(["merge"], [start, lines[0], cut]).hasPrefix("standard input:3:"))
  }

  @Test func `workers of two releases, schemas or analyses are not mixed`() async throws {
    let shards = try WorkerShards()
    let (start, lines) = try await shards.accumulators()
    #expect(
      try await Self.refusal(["merge"], [start, lines[0].replacing("version", by: "2")])
        == "standard input:2:1: found a line of version 2, expected 1: all workers must be of one release"
    )
    #expect(
      try await Self.refusal(["merge"], [start, lines[0].replacing("rows", by: "4")])
        .hasPrefix("standard input:2:1: the line is damaged: its checksum is not that of its contents, ")
    )
    _ = try await shards.filesOfTask()
    let schema = try shards.scratch.text(of: "whole/raw_tfrecords/schema.pbtxt")
    try shards.scratch.write(
      schema.replacing("  presence {\n    min_fraction: 1.0\n  }\n", with: "", maxReplacements: 1),
      to: "other.pbtxt"
    )
    let other = try await Self.refusal(["merge", "--schema", "other.pbtxt"], [start, lines[0]])
    #expect(other.hasPrefix("standard input:1:1: found a line of the pipeline "))
    #expect(other.hasSuffix(": all workers must be the same program, with the same --schema"))
    let known = try await shards.known()
    let parts = try await shards.results(["transform"], [known, WorkerShards.line(0)])
    let mixed = try await Self.refusal(["merge"], [start] + parts)
    #expect(mixed.hasSuffix("expected an accumulator; `lessons worker analyze` prints one for each shard"))
    #expect(
      try await Self.refusal(["merge", "--finish"], [known, lines[0]])
        .hasSuffix("expected a part; `lessons worker transform` prints one for each shard")
    )
  }

  @Test func `accumulators of other constants are not merged into these`() async throws {
    let shards = try WorkerShards()
    let known = try await shards.known()
    let part = try await shards.results(["transform"], [known, WorkerShards.line(0)])
    // The first shard alone has other constants, and its own directory.
    let alone = WorkerShards.line(0, of: 1, path: "rides/0.csv")
    let start = try await shards.start()
    let accumulator = try await shards.results(["analyze"], [start, alone])
    let other = try await shards.results(["merge", "--finish"], [start] + accumulator)
    let refusal = try await Self.refusal(["merge", "--finish"], other + part)
    #expect(refusal.hasPrefix("standard input:2:1: found a line of the analysis "))
    #expect(refusal.hasSuffix(": it was made with other constants than those of the first line"))
  }

  // MARK: sets

  @Test func `a shard that comes twice, or not at all, is named`() async throws {
    let shards = try WorkerShards()
    let (start, lines) = try await shards.accumulators()
    #expect(
      try await Self.refusal(["merge"], [start] + lines + [lines[1]])
        == "standard input:5:1: found shard 1 a second time, expected each once"
    )
    #expect(
      try await Self.refusal(["merge", "--finish"], [start, lines[2], lines[0]])
        == "standard input:3:1: found shards 0,2 of 3, expected all: shard 1 is missing"
    )
    #expect(!shards.scratch.exists("area/transformed_tfrecords.partial"))
    let known = try await shards.known()
    let parts = try await shards.results(["transform"], [known] + WorkerShards.lines)
    #expect(
      try await Self.refusal(["merge", "--finish"], [known] + parts.dropLast())
        == "standard input:3:1: found the parts 0-1 of 3, expected all: part 2 is missing"
    )
    #expect(
      try await Self.refusal(["merge", "--finish"], [known])
        == "standard input:1:1: found no parts, expected one for each shard"
    )
  }

  @Test func `a file that is gone or was cut is missed before the directory is whole`() async throws {
    let shards = try WorkerShards()
    let known = try await shards.known()
    let parts = try await shards.results(["transform"], [known] + WorkerShards.lines)
    let file = "area/transformed_tfrecords.partial/part-00001-of-00003"
    let size = try shards.scratch.bytes(of: file).count
    try shards.scratch.write(Array(shards.scratch.bytes(of: file).dropLast()), to: file)
    #expect(
      try await Self.refusal(["merge", "--finish"], [known] + parts)
        == "\(file): found no file of \(size) bytes, expected what its worker has written"
    )
    #expect(!shards.scratch.exists("area/transformed_tfrecords"))
  }

  @Test(arguments: [
    ([], "lessons worker needs a kind of work: analyze, merge, transform"),
    (["analyse"], "unknown work \"analyse\"; did you mean analyze?"),
    (
      ["analyze", "--finish"],
      "unknown option \"--finish\", expected one of --workdir, --schema, --threads, --no-header, --quiet"
    ), (["merge", "--threads", "0"], "--threads: found \"0\", expected an integer from 1 to 1024"),
  ])
  func `a wrong command line is refused`(words: [String], problem: String) async throws {
    let process = try await LessonsProcess.run(["worker"] + words)
    #expect(
      process
        == LessonsProcess(
          output: "",
          errors: "lessons: \(problem)\nTry `lessons worker --help`.\n",
          status: 2
        )
    )
  }
}

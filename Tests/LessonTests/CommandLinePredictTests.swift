import EndToEnd
import RawData
import TFRecords
import Testing

/// `lessons predict` and `lessons skew`.
extension CommandLineTests {
  /// Runs `lessons` beside a model whose predictions can be worked out by hand, in `model`, and `rows.csv`.
  static func hand(_ words: [String], rows: String = good) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    if !scratch.exists("model") { try HandModel.endToEnd().save(to: scratch.path("model")) }
    try scratch.write(rows, to: "rows.csv")
    return try await LessonsProcess.run(words, in: scratch.path)
  }

  static let good = "x,t\n1,\(HandModel.time(hour: 0))\n2,\(HandModel.time(hour: 1))\n"
  static let mixed = "x,t\n1,\(HandModel.time(hour: 0))\nmany,a\n\"3,5\",b\n2,\(HandModel.time(hour: 1))\n"
  static let predict = ["predict", "--model", "model", "--input", "rows.csv", "--output"]

  static let note =
    "lessons: rows.csv: 2 of 4 rows have no prediction; row 1: line 3, column 1: x: found \"many\", expected a number\n"

  @Test(arguments: [
    (
      "p.csv",
      """
      prediction,error
      0.5,
      ,"row 1: line 3, column 1: x: found ""many"", expected a number"
      ,"row 2: line 4, column 2: x: found ""3,5"", expected a number"
      5.5,

      """
    ),
    (
      "p.jsonl",
      """
      {"prediction": 0.5, "error": null}
      {"prediction": null, "error": "row 1: line 3, column 1: x: found \\"many\\", expected a number"}
      {"prediction": null, "error": "row 2: line 4, column 2: x: found \\"3,5\\", expected a number"}
      {"prediction": 5.5, "error": null}

      """
    ),
  ])
  func `predict writes why a row is bad, and predicts the others`(output: String, text: String) async throws {
    let process = try await Self.hand(Self.predict + [output], rows: Self.mixed)
    #expect(process == LessonsProcess(output: "", errors: Self.note, status: 0))
    #expect(try ScratchDirectory.current.text(of: output) == text)
  }

  @Test func `predict to records has a value in one of two features`() async throws {
    let process = try await Self.hand(Self.predict + ["p.tfrecord"], rows: Self.mixed)
    #expect(process == LessonsProcess(output: "", errors: Self.note, status: 0))
    let path = try ScratchDirectory.current.path("p.tfrecord")
    var reader = ExampleReader(paths: [path], schema: PredictedRows.schema(nil))
    let batch = try #require(try reader.next())
    #expect(batch["prediction"]?.floats == [0.5, 5.5])
    #expect(batch["prediction"]?.layout == .ragged(rowOffsets: [0, 1, 1, 1, 2]))
    #expect(batch["error"]?.layout == .ragged(rowOffsets: [0, 0, 1, 2, 2]))
  }

  @Test func `predict --strict stops at a bad row, and has one column without one`() async throws {
    let scratch = try ScratchDirectory.current
    let process = try await Self.hand(Self.predict + ["p.csv", "--strict"], rows: Self.mixed)
    let problem = "lessons: rows.csv:3:1: x: found \"many\", expected a number\n"
    #expect(process == LessonsProcess(output: "", errors: problem, status: 1))
    #expect(try scratch.names() == ["model", "rows.csv"])
    let good = try await Self.hand(Self.predict + ["p.csv", "--strict"])
    #expect(good == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try scratch.text(of: "p.csv") == "prediction\n0.5\n5.5\n")
  }

  @Test func `predict --strict names the line of a row that cannot be transformed`() async throws {
    let rows = "x,t\n1,\(HandModel.time(hour: 0))\n1,noon\n"
    let process = try await Self.hand(Self.predict + ["p.csv", "--strict"], rows: rows)
    #expect(process.status == 1)
    #expect(process.errors.hasPrefix("lessons: rows.csv:3:3: LessonTests/HandModel.swift:"))
    #expect(process.errors.contains(": parse_datetime(t), row 1: found \"noon\", expected a time like "))
  }

  @Test func `predict without any good row writes the reasons and fails`() async throws {
    let process = try await Self.hand(Self.predict + ["p.csv"], rows: "x,t\n1,noon\n")
    #expect(process.status == 1)
    let prefix =
      "lessons: rows.csv: the only row has no prediction, as p.csv says; row 0: LessonTests/HandModel"
    #expect(process.errors.hasPrefix(prefix), "\(process.errors)")
    let text = try ScratchDirectory.current.text(of: "p.csv")
    #expect(text.hasPrefix("prediction,error\n,\"row 0: LessonTests/HandModel.swift:"))
    let empty = try await Self.hand(Self.predict + ["q.csv"], rows: "x,t\n")
    #expect(empty == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try ScratchDirectory.current.text(of: "q.csv") == "prediction,error\n")
  }

  @Test func `predictions do not depend on the number of threads`() async throws {
    let scratch = try ScratchDirectory.current
    let lines = (0..<9000).map { $0 % 4500 == 4490 ? "many,a" : HandModel.row($0).text }
    let rows = "x,t\n\(lines.joined(separator: "\n"))\n"
    for threads in ["1", "2", "7"] {
      let process = try await Self.hand(Self.predict + ["p\(threads).csv", "--threads", threads], rows: rows)
      #expect(process.status == 0)
    }
    let first = try scratch.bytes(of: "p1.csv")
    #expect(first.count { $0 == UInt8(ascii: "\n") } == 9001)
    for other in ["p2.csv", "p7.csv"] {
      let isSame = try scratch.bytes(of: other) == first
      #expect(isSame, "\(other)")
    }
    for threads in ["0", "1025"] {
      let none = try await Self.hand(Self.predict + ["p.csv", "--threads", threads])
      #expect(none.status == 2)
      let problem = "lessons: --threads: found \"\(threads)\", expected an integer from 1 to 1024\n"
      #expect(none.errors.hasPrefix(problem))
    }
  }

  // MARK: skew

  @Test func `skew counts rows, features and the bits that differ`() async throws {
    let process = try await Self.hand(["skew", "--model", "model", "--input", "rows.csv"])
    #expect(
      process
        == LessonsProcess(
          output: """
            rows.csv: 2 rows of 2 features
            ┌──────────────────────────────────┬────────┬────────────────┐
            │ compared                         │ values │ differing bits │
            ├──────────────────────────────────┼────────┼────────────────┤
            │ features in a batch and alone    │      4 │              0 │
            │ predictions in a batch and alone │      2 │              0 │
            └──────────────────────────────────┴────────┴────────────────┘

            """,
          errors: "",
          status: 0
        )
    )
  }

  @Test func `skew of no rows proves nothing, and says so`() async throws {
    let process = try await Self.hand(["skew", "--model", "model", "--input", "rows.csv"], rows: "x,t\n")
    let problem = "lessons: rows.csv: found no rows, expected some: nothing is proved\n"
    #expect(process == LessonsProcess(output: "", errors: problem, status: 1))
  }

  /// Two rows of what the model's training has read, in two shards.
  static func writeRecords(hours: [Float], shifted: [Float] = [0, 1]) throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("records")
    for (shard, hour) in hours.enumerated() {
      let path = scratch.path("records/part-0000\(shard)-of-0000\(hours.count)")
      let writer = try ExampleWriter(path: path, names: ["hour", "shifted"])
      let row: KeyValuePairs = [
        "hour": FeatureValues([hour]), "shifted": FeatureValues([shifted[shard % 2]]),
      ]
      try writer.write(Rows(row).batch)
      try writer.close()
    }
  }

  static let skewOfRecords = ["skew", "--model", "model", "--input", "rows.csv", "--records", "records"]

  @Test func `skew compares with the records of the training, whatever their shards`() async throws {
    try Self.writeRecords(hours: [0, 1])
    let process = try await Self.hand(Self.skewOfRecords)
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(tableCells(process.output)[3] == ["features now and in the training's records", "4", "0"])
  }

  @Test func `skew that is found is named, with status 1`() async throws {
    try Self.writeRecords(hours: [0, 3])
    let process = try await Self.hand(Self.skewOfRecords)
    #expect(process.status == 1 && process.errors == "lessons: model: training and serving differ\n")
    // 1.0 and 3.0 are 3f800000 and 40400000.
    #expect(tableCells(process.output)[3] == ["features now and in the training's records", "4", "9"])
    #expect(process.output.hasSuffix("┘\nrow 1, hour: 1.0 now, 3.0 in the training's records\n"))
  }

  @Test(arguments: [([0], "fewer"), ([0, 1, 2], "more")] as [([Float], String)])
  func `skew wants a record for each row`(hours: [Float], found: String) async throws {
    try Self.writeRecords(hours: hours)
    let process = try await Self.hand(Self.skewOfRecords)
    let problem = "lessons: records: found \(found) records than rows.csv has rows, expected one for each\n"
    #expect(process == LessonsProcess(output: "", errors: problem, status: 1))
  }

  @Test func `explain of a model shows what each feature adds`() async throws {
    let scratch = try ScratchDirectory.current
    try HandModel.endToEnd(trainedOn: [(2, 4)]).save(to: scratch.path("model"))
    let words = ["explain", "--model", "model", "--input", "rows.csv", "--row", "1"]
    let process = try await Self.hand(words)
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(
      process.output.hasSuffix(
        """

        ┌─────────────────┬───────┬─────────┬───────────┐
        │ feature         │ value │ typical │ adds to y │
        ├─────────────────┼───────┼─────────┼───────────┤
        │ hour            │   1.0 │     4.0 │   -9.0000 │
        │ shifted         │   1.0 │     2.0 │   -2.0000 │
        ├─────────────────┼───────┼─────────┼───────────┤
        │ the typical row │       │         │   16.5000 │
        │ prediction      │       │         │    5.5000 │
        └─────────────────┴───────┴─────────┴───────────┘

        prediction: y = 5.5

        """
      ),
      "\(process.output)"
    )
    let json = try await Self.hand(words + ["--json", "--feature", "hour"])
    let part = "{\"feature\": \"hour\", \"value\": 1.0, \"typical\": 4.0, \"contribution\": -9.0}"
    #expect(json.output.contains("\"baseline\": 16.5") && json.output.contains(part))
    #expect(!json.output.contains("\"feature\": \"shifted\""))
    let one = try await Self.hand(words + ["--feature", "hour"])
    #expect(tableCells(one.output).contains(["1 other feature", "", "", "-2.0000"]))
  }

  @Test func `explain finds a good row behind bad ones, and says what is wrong with a bad one`() async throws
  {
    let words = ["explain", "--model", "model", "--input", "rows.csv", "--row"]
    let good = try await Self.hand(words + ["3"], rows: Self.mixed)
    #expect(good.status == 0 && good.output.hasPrefix("row 3: rows.csv, line 5\n"), "\(good.errors)")
    #expect(good.output.hasSuffix("\nprediction: y = 5.5\n"))
    let bad = try await Self.hand(words + ["2"], rows: Self.mixed)
    let problem = "lessons: rows.csv:4:2: x: found \"3,5\", expected a number\n"
    #expect(bad == LessonsProcess(output: "", errors: problem, status: 1))
    let none = try await Self.hand(words + ["4"], rows: Self.mixed)
    #expect(
      none.errors == "lessons: rows.csv: --row: found 4 rows, counted from 0; expected a row 4\n"
    )
  }

  @Test(arguments: ["predict", "skew", "explain", "export", "task", "list", "run", "worker"])
  func `the help is the text that was agreed on`(command: String) async throws {
    let process = try await LessonsProcess.run([command, "--help"])
    #expect(process.output == (try Fixture.text("help/\(command).txt")))
  }
}

import Testing

/// Schemas that do not fit the rows or the program, and files without a header.
extension CommandLineTests {
  private static func edit(_ text: String, of feature: String, _ part: String, with other: String) throws
    -> String
  {
    var features = text.split(separator: "\n}\n").map(String.init)
    let index = try #require(features.firstIndex { $0.contains("name: \"\(feature)\"\n") })
    try #require(features[index].contains(part))
    features[index] = features[index].replacing(part, with: other)
    return features.joined(separator: "\n}\n") + "\n}\n"
  }

  @Test func `a feature of another type than the program wants is mended as the error says`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Self.sameCount(), to: "same.csv")
    _ = try await Self.lessons("schema", "--data", "same.csv", "--output", "my.pbtxt")
    let words = [
      "task", "transform_tfrecords", "--data", "same.csv", "--schema", "my.pbtxt", "--workdir", "area",
      "--quiet",
    ]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1)
    #expect(
      process.errors
        == "lessons: TaxiFare/TaxiPreprocessing.swift:7: input \"passenger_count\": is int64, expected "
        + "float32; in my.pbtxt, change the type of feature \"passenger_count\" to `type: FLOAT`\n"
    )
    let text = try scratch.text(of: "my.pbtxt")
    try scratch.write(
      Self.edit(text, of: "passenger_count", "type: INT", with: "type: FLOAT"),
      to: "my.pbtxt"
    )
    #expect(try await LessonsProcess.run(words, in: scratch.path).status == 0)
  }

  @Test(arguments: ["task", "convert"])
  func `a missing value is allowed as the error says`(command: String) async throws {
    let scratch = try ScratchDirectory.current
    _ = try await Self.lessons("schema", "--data", "rides.csv", "--output", "my.pbtxt")
    try scratch.write(Self.rides(line: 2, cell: 1, is: ""), to: "missing.csv")
    let words = [
      "task": [
        "task", "write_raw_tfrecords", "--data", "missing.csv", "--schema", "my.pbtxt", "--workdir", "area",
      ],
      "convert": ["convert", "missing.csv", "out.csv", "--schema", "my.pbtxt"],
    ]
    let process = try await LessonsProcess.run(words[command] ?? [], in: scratch.path)
    #expect(process.status == 1)
    #expect(
      process.errors
        == "lessons: missing.csv:2:9: fare_amount: found an empty cell, expected a number; to allow a missing "
        + "value, remove `presence { ... }` of feature \"fare_amount\" in my.pbtxt\n"
    )
    let text = try scratch.text(of: "my.pbtxt")
    let presence = "\n  presence {\n    min_fraction: 1.0\n  }"
    try scratch.write(Self.edit(text, of: "fare_amount", presence, with: ""), to: "my.pbtxt")
    #expect(try await LessonsProcess.run(words[command] ?? [], in: scratch.path).status == 0)
  }

  @Test func `a transform says that it was fitted to rows that have the value`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write(Lesson4TransformedDataTests.smallText, to: "out/transform_fn.json")
    try scratch.write("x,n\n1,2\n,5\n", to: "raw.csv")
    let raw = ["--transform-output", "out", "--input", "raw.csv"]
    for words in [["transform", "--output", "out.csv"] + raw, ["explain", "--row", "1"] + raw] {
      let process = try await LessonsProcess.run(words, in: scratch.path)
      #expect(
        process.errors
          == "lessons: raw.csv:3:1: x: found an empty cell, expected a number; the transform was fitted to rows "
          + "that all have a value: to allow a missing one, make feature \"x\" optional in the schema and fit it again\n"
      )
    }
    try scratch.write("x,n\n1,\n", to: "raw.csv")
    let hashes = try await LessonsProcess.run(["hashes"] + raw, in: scratch.path)
    #expect(
      hashes.errors
        == "lessons: raw.csv:2:3: n: found an empty cell, expected an integer of 64 bits; the transform was fitted to "
        + "rows that all have a value: to allow a missing one, make feature \"n\" optional in the schema and fit it again\n"
    )
  }

  @Test func `rows without a header are transformed by the schema's order of columns`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write(Lesson4TransformedDataTests.smallText, to: "out/transform_fn.json")
    try scratch.write("x,other,n\n1,a,2\n5,b,5\n", to: "raw.csv")
    try scratch.write("1,a,2\n5,b,5\n", to: "bare.csv")
    let features = [("x", "FLOAT"), ("other", "BYTES"), ("n", "INT")].map {
      "feature { name: \"\($0)\" type: \($1) }\n"
    }
    try scratch.write(features.joined(), to: "columns.pbtxt")
    let common = ["transform", "--transform-output", "out", "--output"]
    let named = try await LessonsProcess.run(common + ["a.csv", "--input", "raw.csv"], in: scratch.path)
    let words = common + ["b.csv", "--input", "bare.csv", "--no-header", "--schema", "columns.pbtxt"]
    let bare = try await LessonsProcess.run(words, in: scratch.path)
    #expect(named.status == 0 && bare == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try scratch.text(of: "a.csv") == scratch.text(of: "b.csv"))
    try scratch.write("1,a,2\n5,b,many\n", to: "bare.csv")
    let wrong = try await LessonsProcess.run(words, in: scratch.path)
    #expect(wrong.errors == "lessons: bare.csv:2:5: n: found \"many\", expected an integer of 64 bits\n")
  }

  @Test func `predictions of rows without a header are those of the same rows with one`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("train_embedding_model")
    let lines = try scratch.text(of: "rides.csv").split(separator: "\n")
    try scratch.write(lines.dropFirst().joined(separator: "\n") + "\n", to: "bare.csv")
    let common = ["predict", "--model", "area/models/embedding", "--output"]
    _ = try await LessonsProcess.run(common + ["a.csv", "--input", "rides.csv"], in: scratch.path)
    let bare = try await LessonsProcess.run(
      common + ["b.csv", "--input", "bare.csv", "--no-header"],
      in: scratch.path
    )
    #expect(bare == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try scratch.text(of: "a.csv") == scratch.text(of: "b.csv"))
  }

  @Test(arguments: [
    (
      ["--schema", "columns.pbtxt", "--input", "raw.csv"],
      "--schema: found no --no-header, expected one: a header line names the columns itself"
    ),
    (
      ["--no-header", "--input", "raw.csv"],
      "--no-header: the columns are key, fare_amount, pickup_datetime, pickup_longitude, pickup_latitude, "
        + "dropoff_longitude, dropoff_latitude, passenger_count, expected n among them; --schema names others"
    ),
    (
      ["--no-header", "--input", "raw.tfrecord"],
      "--no-header: found records in raw.tfrecord, expected a CSV file"
    ),
  ])
  func `columns that nobody can name are explained`(words: [String], problem: String) async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write(Lesson4TransformedDataTests.smallText, to: "out/transform_fn.json")
    try scratch.write("1,2\n", to: "raw.csv")
    try scratch.write("", to: "raw.tfrecord")
    try scratch.write("feature { name: \"x\" type: FLOAT }\n", to: "columns.pbtxt")
    let common = ["transform", "--transform-output", "out", "--output", "a.csv"]
    let process = try await LessonsProcess.run(common + words, in: scratch.path)
    #expect(
      process
        == LessonsProcess(
          output: "",
          errors: "lessons: \(problem)\nTry `lessons transform --help`.\n",
          status: 2
        )
    )
    #expect(!scratch.exists("a.csv"))
  }
}

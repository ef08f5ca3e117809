import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: lessons convert", .tags(.lesson2), .scratchDirectory)
struct Lesson2ConvertTests {
  static func convert(_ words: String...) async throws -> LessonsProcess {
    try await LessonsProcess.run(["convert"] + words, in: ScratchDirectory.current.path)
  }

  static let done = LessonsProcess(output: "", errors: "", status: 0)

  @Test func `CSV becomes records, and these JSON Lines and CSV`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("n,t,x\n1,\"a,b\",1.5\n,\"\",nan\n3,ü,-0\n", to: "a.csv")
    #expect(try await Self.convert("a.csv", "a.tfrecord") == Self.done)
    #expect(try await Self.convert("a.tfrecord", "a.jsonl") == Self.done)
    // `n` is missing once, so it is a list; `t` and `x` always have one value.
    let lines = """
      {"n": [1], "t": "a,b", "x": 1.5}
      {"n": [], "t": "", "x": "nan"}
      {"n": [3], "t": "ü", "x": -0.0}

      """
    #expect(try scratch.text(of: "a.jsonl") == lines)
    #expect(try await Self.convert("a.tfrecord", "b.csv") == Self.done)
    #expect(try scratch.text(of: "b.csv") == "n,t,x\n1,\"a,b\",1.5\n,\"\",nan\n3,ü,-0.0\n")
  }

  @Test(arguments: ["gzip", "zlib"])
  func `records are copied bit for bit, whole or in shards, compressed or not`(compression: String)
    async throws
  {
    let scratch = try ScratchDirectory.current
    let floats: [UInt32] = [0x7FC0_0001, 0xFFC1_2345, 0x8000_0000, 0x7F80_0000, 1, 0x7F80_0001]
    let batch = Batch(
      rowCount: 3,
      names: ["s", "x"],
      columns: [
        FeatureValues(
          .string(ByteStrings(["", "a\u{0}b", "z"])),
          layout: .ragged(rowOffsets: [0, 0, 2, 3])
        ),
        FeatureValues(
          .float32(floats.map(Float.init(bitPattern:))),
          layout: .ragged(rowOffsets: [0, 4, 4, 6])
        ),
      ]
    )
    let layout = ShardedExampleWriter.Layout(
      directory: try scratch.makeDirectory("set"),
      shards: 2,
      rowCount: 3
    )
    var writer = try ShardedExampleWriter(layout, names: batch.names)
    try writer.write(batch)
    _ = try writer.close()
    #expect(try await Self.convert("set", "a.tfrecord", "--compression", compression) == Self.done)
    #expect(try await Self.convert("a.tfrecord", "b.tfrecord") == Self.done)
    let whole = try (0..<2).flatMap { try scratch.bytes(of: "set/\(ShardedRecords.shardName($0, of: 2))") }
    #expect(try scratch.bytes(of: "b.tfrecord") == whole)
  }

  @Test(
    arguments: [([0xFF], "/w=="), ([0xFF, 0], "/wA="), ([0xFF, 0, 1], "/wAB"), ([0xC3], "ww==")]
      as [([UInt8], String)]
  )
  func `bytes that are no UTF-8 are base64 in JSON Lines`(bytes: [UInt8], text: String) async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Array("t\n".utf8) + bytes + [10], to: "a.csv")
    #expect(try await Self.convert("a.csv", "a.jsonl") == Self.done)
    #expect(try scratch.text(of: "a.jsonl") == #"{"t": {"b64": "\#(text)"}}"# + "\n")
  }

  @Test func `a schema chooses features and their types, defaults among them`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("1,2.5\n2,\n", to: "bare.csv")
    let dense = """
      feature { name: "id" type: FLOAT presence { min_fraction: 1 } shape { dim { size: 1 } } }
      feature { name: "tip" type: FLOAT }
      tensor_representation_group { key: "" value { tensor_representation { key: "tip" value {
        dense_tensor { column_name: "tip" shape { dim { size: 1 } } default_value { float_value: -1.5 } }
      } } } }
      """
    try scratch.write(dense, to: "schema.pbtxt")
    let words = ["--schema", "schema.pbtxt"]
    #expect(try await Self.convert("bare.csv", "a.tfrecord", "--no-header", words[0], words[1]) == Self.done)
    #expect(try await Self.convert("a.tfrecord", "a.jsonl", words[0], words[1]) == Self.done)
    #expect(try scratch.text(of: "a.jsonl") == "{\"id\": 1.0, \"tip\": 2.5}\n{\"id\": 2.0, \"tip\": -1.5}\n")
  }

  @Test func `records without one schema are an error`() async throws {
    let scratch = try ScratchDirectory.current
    let writer = try RecordWriter(path: scratch.path("a.tfrecord"))
    for column in [FeatureValues([1] as [Int64]), FeatureValues([1] as [Float])] {
      try writer.write(
        ExampleEncoder(names: ["n"]).encode(Batch(rowCount: 1, names: ["n"], columns: [column]))[0]
      )
    }
    try writer.close()
    let mixed = try await Self.convert("a.tfrecord", "a.csv")
    let types = "lessons: a.tfrecord: feature \"n\" is float32 or int64, expected one type in all records\n"
    #expect(mixed == LessonsProcess(output: "", errors: types, status: 1))
    let other = try RecordWriter(path: scratch.path("b.tfrecord"))
    try other.write(Array("hello".utf8))
    try other.close()
    let stranger = try await Self.convert("b.tfrecord", "b.csv")
    #expect(
      stranger.errors == "lessons: b.tfrecord: record 0 at byte 12: found no tf.train.Example, expected one; "
        + "`lessons inspect` shows the first bytes\n"
    )
    #expect(try scratch.names() == ["a.tfrecord", "b.tfrecord"])
  }

  @Test(arguments: [
    (["a.csv"], 2, "lessons convert needs two paths, what to read and what to write; found 1"),
    (["a.csv", "b.txt"], 2, "OUT: found \"b.txt\", expected a name ending in .csv, .jsonl or .tfrecord"),
    (["a.csv", "a.csv"], 2, "OUT: found \"a.csv\", which is the input; expected another file"),
    (
      ["a.csv", "b.csv", "--compression", "gzip"], 2,
      "--compression: found \"b.csv\" to write, expected a name ending in .tfrecord"
    ),
    (["a.csv", "b.tfrecord", "--no-header"], 2, "--no-header needs --schema FILE, which names the columns"),
    (
      ["a.csv", "b.tfrecord", "--bogus"], 2,
      "unknown option \"--bogus\", expected one of --schema, --no-header, --compression, --skip-corrupt"
    ),
    (["none.csv", "b.tfrecord"], 1, "none.csv: cannot open: No such file or directory"),
    (
      ["schema.pbtxt", "b.tfrecord"], 1,
      "schema.pbtxt: found schema.pbtxt, expected a CSV file, a TFRecord file or a directory of shards"
    ),
    (
      ["/dev/null", "b.tfrecord"], 1,
      "/dev/null: is a pipe or a device, which can be read only once; expected a --schema FILE of its rows"
    ),
    ([".", "b.tfrecord"], 1, ".: found no TFRecord files, expected part-00000-of-00001 or more"),
  ])
  func `what cannot be converted is explained`(words: [String], status: Int32, problem: String) async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("n\n1\n", to: "a.csv")
    try scratch.write("feature { name: \"n\" type: INT }\n", to: "schema.pbtxt")
    let run = try await LessonsProcess.run(["convert"] + words, in: scratch.path)
    let hint = status == 2 ? "Try `lessons convert --help`.\n" : ""
    #expect(run == LessonsProcess(output: "", errors: "lessons: \(problem)\n\(hint)", status: status))
    #expect(try scratch.names() == ["a.csv", "schema.pbtxt"])
  }

  @Test func `transform and predict take records as they take CSV`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let train = ["task", "train_embedding_model", "--data", "rides.csv", "--quiet", "--shards", "3"]
    #expect(try await LessonsProcess.run(train, in: scratch.path).status == 0)
    let output = "working_area/transformed_tfrecords/transform_output"
    let works = [
      ["transform", "--transform-output", output], ["predict", "--model", "working_area/models/embedding"],
    ]
    for (index, work) in works.enumerated() {
      for (input, file) in [
        ("rides.csv", "csv\(index).csv"), ("working_area/raw_tfrecords", "set\(index).csv"),
      ] {
        let run = try await LessonsProcess.run(work + ["--input", input, "--output", file], in: scratch.path)
        #expect(run == Self.done)
      }
      #expect(try scratch.bytes(of: "csv\(index).csv") == scratch.bytes(of: "set\(index).csv"))
    }
  }

  @Test func `an operation that fails on a record names the record`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let fit = ["task", "transform_tfrecords", "--data", "rides.csv", "--quiet"]
    #expect(try await LessonsProcess.run(fit, in: scratch.path).status == 0)
    var lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map(String.init)
    var cells = lines[5].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[2] = "noon"
    lines[5] = cells.joined(separator: ",")
    try scratch.write(lines.joined(separator: "\n"), to: "wrong.csv")
    let schema = "working_area/raw_tfrecords/schema.pbtxt"
    #expect(try await Self.convert("wrong.csv", "wrong.tfrecord", "--schema", schema) == Self.done)
    let run = try await LessonsProcess.run(
      [
        "transform", "--transform-output", "working_area/transformed_tfrecords/transform_output", "--input",
        "wrong.tfrecord", "--output", "out.csv",
      ],
      in: scratch.path
    )
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("lessons: wrong.tfrecord: record 4 at byte "), "\(run.errors)")
    #expect(run.errors.contains(": parse_datetime(pickup_datetime), row 4: found \"noon\""), "\(run.errors)")
  }
}

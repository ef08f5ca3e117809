import RawData
import TFRecords
import TaxiFare
import Testing
import TransformedData

/// The commands that read one file and write another.
extension CommandLineTests {
  // `data/README.md` says so; a reader who has changed nothing must get the same files.
  @Test(arguments: [("8000", "1", "taxi-train.csv"), ("2000", "2", "taxi-valid.csv")])
  func `make-data makes the committed files, byte for byte`(rows: String, seed: String, name: String)
    async throws
  {
    let scratch = try ScratchDirectory.current
    let process = try await LessonsProcess.run(
      ["make-data", "--rows", rows, "--seed", seed, "--output", name],
      in: scratch.path
    )
    #expect(process == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try scratch.names() == [name])
    // The difference of two long lists of bytes would take long to print.
    let isSame = try scratch.bytes(of: name) == InputFile.contents(of: Self.data(name))
    #expect(isSame)
  }

  /// A file in `data/`, beside `Tests/`.
  private static func data(_ name: String, file: String = #filePath) -> String {
    file.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/data/\(name)"
  }

  @Test func `make-data without rows is a header`() async throws {
    let scratch = try ScratchDirectory.current
    let words = ["make-data", "--rows", "0", "--output", "none.csv"]
    #expect(try await LessonsProcess.run(words, in: scratch.path).status == 0)
    #expect(try scratch.text(of: "none.csv") == Self.header + "\n")
  }

  @Test func `transform writes what TensorFlow Transform gives, as CSV and as TFRecords`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("transform_tfrecords")
    let output = "area/transformed_tfrecords/transform_output"
    for name in ["out.csv", "out.tfrecord"] {
      let process = try await Self.lessons(
        "transform",
        "--transform-output",
        output,
        "--input",
        "rides.csv",
        "--output",
        name
      )
      #expect(process == LessonsProcess(output: "", errors: "", status: 0))
    }
    let schema = try TransformOutput.read(scratch.path(output)).outputSchema
    var expected = try CSVReader(path: Fixture.path("tft/taxi-edges.expected.csv"), schema: schema)
    let rows = try #require(try expected.next()).bits
    var text = try CSVReader(path: scratch.path("out.csv"), schema: schema)
    #expect(try text.next()?.bits == rows)
    var records = ExampleReader(paths: [scratch.path("out.tfrecord")], schema: schema)
    #expect(try records.next()?.bits == rows)
    let shard = try scratch.bytes(of: "area/transformed_tfrecords/part-00000-of-00001")
    #expect(try scratch.bytes(of: "out.tfrecord") == shard)

    let wrong = try await Self.lessons(
      "transform",
      "--transform-output",
      output,
      "--input",
      "rides.csv",
      "--output",
      "out.txt"
    )
    #expect(wrong.status == 2)
    #expect(
      wrong.errors
        == "lessons: --output: found \"out.txt\", expected a name ending in .csv, .jsonl or .tfrecord\n"
        + "Try `lessons transform --help`.\n"
    )
  }

  @Test func `predict writes a line for each row and does not need the label`() async throws {
    let scratch = try ScratchDirectory.current
    try await Self.prepare("train_embedding_model")
    let rides = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n")
    let unlabelled = rides.map { line in
      line.split(separator: ",").dropFirst(2).reversed().joined(separator: ",") + ",extra"
    }
    try scratch.write(unlabelled.joined(separator: "\n"), to: "unlabelled.csv")
    for (input, output) in [("rides.csv", "a.csv"), ("unlabelled.csv", "b.csv")] {
      let process = try await Self.lessons(
        "predict",
        "--model",
        "area/models/embedding",
        "--input",
        input,
        "--output",
        output
      )
      #expect(process == LessonsProcess(output: "", errors: "", status: 0))
    }
    let lines = try scratch.text(of: "a.csv").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "prediction,error" && lines.last == "")
    // No row is bad: the second cell is empty.
    #expect(lines.dropFirst().dropLast().compactMap { Float($0.dropLast()) }.count == 40)
    #expect(try scratch.text(of: "b.csv") == scratch.text(of: "a.csv"))
  }

  @Test(arguments: [
    (
      ["transform", "--transform-output", "none", "--input", "rides.csv", "--output", "out.csv"],
      "transform_fn"
    ),
    (["predict", "--model", "none", "--input", "rides.csv", "--output", "out.csv"], "end_to_end"),
  ])
  func `a directory without a transform or model is an error`(words: [String], file: String) async throws {
    let scratch = try ScratchDirectory.current
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1)
    #expect(process.errors == "lessons: none/\(file).json: cannot open: No such file or directory\n")
    #expect(try scratch.names() == [])
  }

  @Test func `an output that is the input is refused`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Self.rides(line: 2, cell: 7, is: "1"), to: "same.csv")
    let before = try scratch.bytes(of: "same.csv")
    let process = try await Self.lessons(
      "predict",
      "--model",
      "none",
      "--input",
      "same.csv",
      "--output",
      "./same.csv"
    )
    #expect(process.status == 2)
    #expect(
      process.errors.contains("--output: found \"./same.csv\", which is the input; expected another file")
    )
    #expect(try scratch.bytes(of: "same.csv") == before)
  }

  @Test func `a transform that fails on a row names the row and leaves nothing`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Self.rides(line: 11, cell: 2, is: "noon"), to: "wrong.csv")
    let process = try await Self.task("transform_tfrecords", data: "wrong.csv")
    #expect(process.status == 1)
    #expect(process.errors.hasPrefix("lessons: wrong.csv:11:11: TaxiFare/TaxiPreprocessing.swift:"))
    #expect(
      process.errors.hasSuffix(
        ": parse_datetime(pickup_datetime), row 9: found \"noon\", "
          + "expected a time like \"2009-06-15 17:26:21 UTC\"\n"
      )
    )
    #expect(try scratch.files(below: "area").keys.sorted() == Self.raw)
    #expect(!scratch.exists("area/transformed_tfrecords.partial"))
  }
}

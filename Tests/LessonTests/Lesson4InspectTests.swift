import Preprocessing
import RawData
import Testing

@testable import TransformedData

/// `lessons inspect` of a transform: its operations, its vocabularies, and whether its schema still fits.
@Suite("Lesson 4: lessons inspect", .tags(.lesson4), .scratchDirectory)
struct Lesson4InspectTests {
  private static let rows = Rows([
    "word": strings(["b", "a", "b", "c", "b", "a"]), "x": FeatureValues([1, 2, 3, 4, 5, 6] as [Float]),
  ])

  /// Writes a transform with a vocabulary as text, and one with frequencies as gzip-compressed records.
  private static func write() throws {
    let file = "Mine/Function.swift"
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      let word = try inputs.string("word")
      let words = try vocabulary(word, vocabFilename: "words", fileID: file, line: 2)
      outputs["id"] = try applyVocabulary(word, words, fileID: file, line: 3)
      _ = try vocabulary(
        word,
        vocabFilename: "counted",
        storeFrequency: true,
        fileFormat: .tfrecordGzip,
        fileID: file,
        line: 4
      )
      outputs["scaled"] = scaleTo01(try inputs.float("x"), fileID: file, line: 5)
      return outputs
    }
    let output = try ScratchDirectory.current.makeDirectory("out")
    try TransformOutput.write(transformFn, to: output)
  }

  private static func inspect(_ words: String...) async throws -> LessonsProcess {
    try await LessonsProcess.run(["inspect"] + words, in: ScratchDirectory.current.path)
  }

  @Test func `a transform is shown with what was found and with every operation`() async throws {
    try Self.write()
    let process = try await Self.inspect("out/transform_fn.json")
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(
      process.output.contains("\nanalysis count: 3\noperation count: 2\nlines of: Mine/Function.swift\n")
    )
    let cells = tableCells(process.output)
    #expect(cells.contains(["min_max_1", "min_max(x)", "min = 1.0, max = 6.0", "5"]))
    #expect(cells.contains { $0.contains("[\"b\", \"a\", \"c\"], in words") })
    #expect(
      cells.contains([
        "scale_to_0_1_1", "scale_to_0_1(x, min_max_1.min = 1.0, min_max_1.max =", "scaled", "5",
      ])
        || cells.contains([
          "scale_to_0_1_1", "scale_to_0_1(x, min_max_1.min = 1.0, min_max_1.max = 6.0)", "scaled", "5",
        ])
        || cells.contains(["scale_to_0_1_1", "scale_to_0_1(x, min_max_1.min = 1.0,", "scaled", "5"])
    )
    let json = try await Self.inspect("out/transform_fn.json", "--json")
    try ScratchDirectory.current.write(json.output, to: "inspection.json")
    let operations = try JSON.read(ScratchDirectory.current.path("inspection.json"))["operations"]?.array
    #expect(
      operations?.compactMap { $0["computes"]?.string }.contains(
        "scale_to_0_1(x, min_max_1.min = 1.0, min_max_1.max = 6.0)"
      ) == true
    )
  }

  @Test func `a vocabulary is known by its place, as text and as records`() async throws {
    try Self.write()
    let text = try await Self.inspect("out/transform_fn/assets/words", "--limit", "2")
    #expect(
      text
        == LessonsProcess(
          output: """
            out/transform_fn/assets/words: vocabulary
            bytes: 6
            analysis: vocabulary_1
            tokens: 3
            longest token bytes: 1
            checks: every token is there once

            first tokens
            ┌────┬───────┐
            │ id │ token │
            ├────┼───────┤
            │  0 │ "b"   │
            │  1 │ "a"   │
            └────┴───────┘

            """,
          errors: "",
          status: 0
        )
    )
    let records = try await Self.inspect("out/transform_fn/assets/counted.tfrecord.gz")
    #expect(records.status == 0 && records.errors.isEmpty)
    #expect(
      records.output.hasPrefix("out/transform_fn/assets/counted.tfrecord.gz: vocabulary, TFRecord, gzip\n")
    )
    #expect(tableCells(records.output) == [["id", "token", "frequency"], ["0", "\"b\"", "3"]])
    // Told by the transform beside it, from wherever one stands; and by its place alone where there is none.
    let scratch = try ScratchDirectory.current
    let near = try await LessonsProcess.run(
      ["inspect", "words"],
      in: scratch.path("out/transform_fn/assets")
    )
    #expect(near.output.hasPrefix("words: vocabulary\n"))
    try scratch.makeDirectory("other/transform_fn/assets")
    try scratch.write("b\na\n", to: "other/transform_fn/assets/words")
    #expect(try await Self.inspect("other").output.contains("│ transform_fn/assets/words │ vocabulary │"))
  }

  @Test func `a token that is there twice is an error with file and line`() async throws {
    try Self.write()
    let scratch = try ScratchDirectory.current
    let path = "out/transform_fn/assets/words"
    try scratch.write("b\na\nc\na\n", to: path)
    let problem = "\(path):4:1: found the token \"a\", which line 2 has already; expected each token once\n"
    let inspected = try await Self.inspect(path)
    #expect(inspected.errors == "lessons: \(problem)" && inspected.status == 1)
    try scratch.write("word,x\na,1\n", to: "raw.csv")
    let words = ["transform", "--transform-output", "out", "--input", "raw.csv", "--output", "a.csv"]
    let transformed = try await LessonsProcess.run(words, in: scratch.path)
    #expect(transformed == LessonsProcess(output: "", errors: "lessons: \(problem)", status: 1))
  }

  @Test func `a schema that an edit has left behind is told`() async throws {
    try Self.write()
    let scratch = try ScratchDirectory.current
    #expect(try await Self.inspect("out").output.contains("\nchecks: nothing is wrong\n"))
    try scratch.write("b\na\nc\nd\n", to: "out/transform_fn/assets/words")
    let process = try await Self.inspect("out")
    #expect(process.status == 1)
    #expect(
      process.errors == """
        lessons: out/transformed_metadata/schema.pbtxt: feature "id": found int64, -1 to 2, but transform_fn.json gives int64, \
        -1 to 3; an edit by hand leaves schema.pbtxt as it was: correct it too
        lessons: out: 1 thing is wrong in 5 files, see above

        """
    )
  }

  @Test func `a schema with another feature is told too`() async throws {
    try Self.write()
    let scratch = try ScratchDirectory.current
    let path = "out/transformed_metadata/schema.pbtxt"
    try scratch.write(scratch.text(of: path).replacing("\"scaled\"", with: "\"scald\""), to: path)
    let lines = try await Self.inspect("out").errors.split(separator: "\n")
    let end = "; an edit by hand leaves schema.pbtxt as it was: correct it too"
    #expect(
      lines.prefix(2) == [
        "lessons: \(path): feature \"scald\": found float32, but transform_fn.json gives none\(end)",
        "lessons: \(path): feature \"scaled\": found none, but transform_fn.json gives float32\(end)",
      ]
    )
  }
}

import EndToEnd
import Testing

/// `lessons export`.
extension CommandLineTests {
  @Test func `export writes the file that the library makes, and again the same`() async throws {
    let model = try Lesson6EndToEndTests.trained.endToEnd()
    let scratch = try ScratchDirectory.current
    try model.write(to: scratch.makeDirectory("model"))
    for option in ["--model", "--transform-output"] {
      for _ in 0..<2 {
        let words = ["export", option, "model", "--format", "onnx", "--output", "out.onnx"]
        let process = try await LessonsProcess.run(words, in: scratch.path)
        #expect(process == LessonsProcess(output: "", errors: "", status: 0))
        let expected = option == "--model" ? try model.onnx() : try model.transformFn.onnx()
        #expect(try scratch.bytes(of: "out.onnx") == expected)
      }
    }
  }

  @Test func `what cannot be exported is named by its line, and the old file stays`() async throws {
    let scratch = try ScratchDirectory.current
    let text = Lesson4TransformedDataTests.smallText.replacing(
      "\"name\": \"n\", \"type\": \"int64\"",
      with: "\"name\": \"n\", \"type\": \"string\""
    )
    try scratch.makeDirectory("out")
    try scratch.write(text, to: "out/transform_fn.json")
    try scratch.write("old", to: "out.onnx")
    let words = ["export", "--transform-output", "out", "--format", "onnx", "--output", "out.onnx"]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1 && process.output.isEmpty)
    #expect(
      process.errors
        == "lessons: Mine/Function.swift:5: hashed_cross(n): cannot be exported to ONNX: ONNX has no hash of texts: cross "
        + "the ids of a vocabulary, which are integers, or hash before the model\n"
    )
    #expect(try scratch.names() == ["out", "out.onnx"])
    #expect(try scratch.text(of: "out.onnx") == "old")
  }

  @Test(arguments: [
    (
      ["--format", "onnx", "--output", "o"],
      "found neither of --model and --transform-output, expected one of them"
    ),
    (
      ["--model", "a", "--transform-output", "b", "--format", "onnx", "--output", "o"],
      "found both of --model and --transform-output, expected one of them"
    ),
    (["--model", "a", "--format", "onnx"], "--output is missing"),
    (["--model", "a", "--output", "o"], "--format is missing"),
    (
      ["--model", "a", "--format", "pmml", "--output", "o"],
      "--format: found \"pmml\", expected one of onnx, savedmodel"
    ),
    (
      ["--mdoel", "a", "--format", "onnx", "--output", "o"],
      "unknown option \"--mdoel\"; did you mean --model?"
    ),
  ])
  func `a wrong export is explained`(words: [String], problem: String) async throws {
    let process = try await LessonsProcess.run(["export"] + words)
    #expect(process.status == 2 && process.output.isEmpty)
    #expect(process.errors == "lessons: \(problem)\nTry `lessons export --help`.\n")
  }

  @Test func `export of a directory that is none says so`() async throws {
    let scratch = try ScratchDirectory.current
    let words = ["export", "--model", "nowhere", "--format", "onnx", "--output", "out.onnx"]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1 && process.output.isEmpty)
    #expect(process.errors.hasPrefix("lessons: nowhere") && !scratch.exists("out.onnx"))
  }
}

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
      ["--format", "onnx", "--output", "o.onnx"],
      "found neither of --model and --transform-output, expected one of them"
    ),
    (
      ["--model", "a", "--transform-output", "b", "--format", "onnx", "--output", "o.onnx"],
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
    (
      ["--model", "a", "--format", "onnx", "--output", "a/weights.safetensors"],
      "--output: found \"a/weights.safetensors\", expected a name ending in .onnx"
    ),
    (
      ["--transform-output", "a", "--format", "savedmodel", "--output", "o"],
      "--format savedmodel takes --model; a transform's SavedModel is transform_output/transform_fn"
    ),
  ])
  func `a wrong export is explained`(words: [String], problem: String) async throws {
    let process = try await LessonsProcess.run(["export"] + words)
    #expect(process.status == 2 && process.output.isEmpty)
    #expect(process.errors == "lessons: \(problem)\nTry `lessons export --help`.\n")
  }

  @Test func `a SavedModel replaces an older one, and nothing else that lessons has made`() async throws {
    let scratch = try ScratchDirectory.current
    let model = try HandModel.endToEnd()
    try model.save(to: scratch.path("model"))
    func export(to output: String) async throws -> LessonsProcess {
      let words = ["export", "--model", "model", "--format", "savedmodel", "--output", output]
      return try await LessonsProcess.run(words, in: scratch.path)
    }
    let done = LessonsProcess(output: "", errors: "", status: 0)
    #expect(try await export(to: "serving") == done && scratch.exists("serving/saved_model.pb"))
    #expect(try await export(to: "serving") == done)
    let inTheWay = "lessons: model: is in the way: it is no SavedModel, so it is not replaced\n"
    #expect(try await export(to: "model") == LessonsProcess(output: "", errors: inTheWay, status: 1))
    #expect(throws: Never.self) { try EndToEndModel(contentsOf: scratch.path("model")) }
  }

  @Test func `export of a directory that is none says so`() async throws {
    let scratch = try ScratchDirectory.current
    let words = ["export", "--model", "nowhere", "--format", "onnx", "--output", "out.onnx"]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1 && process.output.isEmpty)
    #expect(process.errors.hasPrefix("lessons: nowhere") && !scratch.exists("out.onnx"))
  }
}

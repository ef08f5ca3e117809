import Testing

/// `lessons graph`, and the files that a run leaves about itself.
@Suite("The command line: graphs and metrics", .scratchDirectory)
struct CommandLineGraphTests {
  @Test func `the help is the text that was agreed on`() async throws {
    let process = try await LessonsProcess.run(["graph", "--help"])
    #expect(process == LessonsProcess(output: try Fixture.text("help/graph.txt"), errors: "", status: 0))
  }

  @Test(arguments: [
    (["graph", "--output", "tasks.svg"], "tasks.svg", "<svg "),
    (["graph", "tasks", "--output", "tasks.dot"], "tasks.dot", "digraph \"Tasks\" {\n"),
    (["graph", "preprocessing", "--output=pre.mmd"], "pre.mmd", "flowchart LR\n"),
  ])
  func `the ending says what is written`(words: [String], file: String, start: String) async throws {
    let scratch = try ScratchDirectory.current
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try scratch.names() == [file] && scratch.text(of: file).hasPrefix(start))
  }

  @Test(arguments: [
    (["graph"], "--output is missing"),
    (
      ["graph", "--output", "a.png"],
      "--output: found \"a.png\", expected a name ending in .svg, .dot or .mmd"
    ),
    (["graph", "modle", "--output", "a.svg"], "unknown graph \"modle\"; did you mean model?"),
    (
      ["graph", "everything", "--output", "a.svg"],
      "unknown graph \"everything\", expected one of tasks, preprocessing, model"
    ),
    (
      ["graph", "tasks", "model", "--output", "a.svg"],
      "found \"model\" after tasks, expected one graph at a time"
    ),
    (["graph", "--out", "a.svg"], "unknown option \"--out\"; did you mean --output?"),
    (["graph", "--output", "a.svg", "--output", "b.svg"], "--output is given twice"),
    (["graph", "tasks", "--model", "m", "--output", "a.svg"], "--model is not for the graph of tasks"),
    (["graph", "model", "--output", "a.svg"], "--model is missing"),
    (
      ["graph", "preprocessing", "--model", "m", "--transform-output", "t", "--output", "a.svg"],
      "expected --transform-output or --model, found both"
    ),
    (["run", "1", "--metrics", "m.txt"], "--metrics: found \"m.txt\", expected a name ending in .json"),
    (["run", "1", "--trace", "t"], "--trace: found \"t\", expected a name ending in .json"),
  ])
  func `a wrong command line is explained, with status 2`(words: [String], problem: String) async throws {
    let scratch = try ScratchDirectory.current
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.output.isEmpty && process.status == 2)
    #expect(process.errors == "lessons: \(problem)\nTry `lessons \(words[0]) --help`.\n")
    #expect(try scratch.names().isEmpty)
  }

  @Test
  func `a run leaves its graph, its metrics and its timeline; the model and the constants can be drawn`()
    async throws
  {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let words = [
      "task", "train_embedding_model", "--data", "rides.csv", "--valid", "rides.csv", "--workdir", "area",
    ]
    let files = [
      "--visualize_tasks", "out/run.dot", "--metrics", "out/m.json", "--trace", "out/t.json", "--quiet",
    ]
    let run = try await LessonsProcess.run(words + files, in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.text(of: "out/run.dot").contains("train_embedding_model"))
    let metrics = try scratch.text(of: "out/m.json")
    #expect(metrics.contains("\"called\": \"analyze\"") && metrics.contains("\"rows_per_second\": "))
    #expect(metrics.contains("\"peak_memory\": "))
    #expect(try scratch.text(of: "out/t.json").contains("\"ph\": \"X\""))

    let model = ["graph", "model", "--model", "area/models/embedding", "--output", "model.svg"]
    #expect(try await LessonsProcess.run(model, in: scratch.path).status == 0)
    #expect(try scratch.text(of: "model.svg").contains(">Embedding</text>"))
    let transform = ["--transform-output", "area/transformed_tfrecords/transform_output"]
    let fitted = ["graph", "preprocessing", "--output", "fitted.svg"] + transform
    #expect(try await LessonsProcess.run(fitted, in: scratch.path).status == 0)
    #expect(try scratch.text(of: "fitted.svg").contains(">max = "))
  }

  @Test func `the features of a model that has its own are drawn with its constants`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let words = ["task", "train_fare_model", "--data", "rides.csv", "--workdir", "area", "--quiet"]
    try #require(try await LessonsProcess.run(words, in: scratch.path).status == 0)
    let own = ["graph", "preprocessing", "--model", "area/models/fare", "--output", "own.dot"]
    let common = ["graph", "preprocessing", "--output", "common.dot"]
    for words in [own, common] {
      try #require(try await LessonsProcess.run(words, in: scratch.path).status == 0)
    }
    let (fare, taxi) = (try scratch.text(of: "own.dot"), try scratch.text(of: "common.dot"))
    let transform = try scratch.text(of: "area/models/fare/transform_fn.json")
    for name in ["hashed_trip", "euclidean", "key"] {
      #expect(taxi.contains(name))
      #expect(fare.contains(name) == transform.contains("\"\(name)\""), "\(name)")
    }
    #expect(fare != taxi && fare.contains("mean = ") && !taxi.contains("mean = "))
  }

  @Test func `a directory without a model is an error`() async throws {
    let scratch = try ScratchDirectory.current
    let words = ["graph", "model", "--model", "none", "--output", "a.svg"]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1 && process.errors.hasPrefix("lessons: none"), "\(process.errors)")
    #expect(try scratch.names().isEmpty)
  }
}

import Embeddings
import EndToEnd
import Foundation
import RawData
import Testing

@testable import MadePipeline
@testable import Runner

/// What `lessons new` writes, and that it works. Building such a package for real takes a minute and more:
/// Tests/Conformance/test_new_pipeline.py does it.
@Suite("A package of your own", .scratchDirectory)
struct NewPackageTests {
  /// A golden text that differs is written anew, and the test fails: look at it and commit it.
  @Test func `the files are the text that was agreed on`() throws {
    for (path, text) in try MadePackage.package().files where !path.hasPrefix(".") {
      let golden = MadePackage.goldenPath(path)
      let agreed = (try? String(contentsOfFile: golden, encoding: .utf8)) ?? ""
      if agreed != text { try text.write(toFile: golden, atomically: true, encoding: .utf8) }
      #expect(agreed == text, "\(golden) was stale and is written anew: look at it and commit it")
    }
  }

  static func run(_ pipeline: Pipeline) throws -> PipelineRun {
    var options = RunOptions()
    options.data = Fixture.path("new/customers.csv")
    options.valid = nil
    options.workdir = try ScratchDirectory.current.path("area")
    return try PipelineRun(pipeline, options)
  }

  @Test func `all tasks run, and predictions are in the words of the label`() throws {
    let run = try Self.run(pipeline)
    let tasks = PipelineTask.all(of: pipeline)
    #expect(tasks.map(\.rawValue).count == 9 && !tasks.contains(.trainFareModel))
    for task in tasks { try run.perform(task) }
    let text = try run.perform(.trainEmbeddingModel)
    // Counted in the file: 120 rows, of which a fifth is held back.
    let result = try #require(run.trained["embedding"])
    let majority = try #require(result.majorityClass)
    #expect(majority.id == 0)
    #expect(text.contains(", always predicting the most frequent class, no: accuracy "))
    #expect(text.contains("│ true churned │ as no │ as yes │"))
    let shown = try run.perform(.trainAndPredictEmbeddingModel)
    #expect(shown.contains("│ row │ churned │ prediction │ probability of yes │"))
    let model = try EndToEndModel(contentsOf: run.directory.model("embedding"))
    #expect(model.classNames?.names == ["no", "yes"])
    #expect(model.inputSchema["churned"] == nil && model.inputSchema["customer"] == nil)
  }

  @Test func `predicted rows say the class beside its probability, and neither for a bad row`() throws {
    let run = try Self.run(pipeline)
    try run.perform(.trainNonEmbeddingModel)
    let path = run.directory.model("non_embedding")
    let model = try EndToEndModel(contentsOf: path)
    let scratch = try ScratchDirectory.current
    let rows = try String(contentsOfFile: Fixture.path("new/customers.csv"), encoding: .utf8)
    let lines = rows.split(separator: "\n").prefix(4).map(String.init)
    try scratch.write(
      (lines.prefix(3) + [lines[3].replacing(",CH,", with: ",CH")]).joined(separator: "\n"),
      to: "rows.csv"
    )
    var reader = try CSVReader(
      path: scratch.path("rows.csv"),
      schema: model.inputSchema,
      extraColumns: .ignored
    )
    var classes: [String] = []
    try model.predict(rowsOf: &reader) { predicted in
      let batch = predicted.batch
      #expect(batch.names == ["prediction", "class", "error"])
      for row in 0..<batch.rowCount { classes.append(batch["class"]?.rowText(row) ?? "none") }
      #expect(predicted.predictions[2].isNaN)
    }
    let alone = try (0..<2).map { row in
      try model.predict(run.sampleRows(2)[row])[0] > 0.5 ? "[\"yes\"]" : "[\"no\"]"
    }
    #expect(classes == alone + ["[]"])
  }

  @Test func `a label that a vocabulary does not know is an error with its place`() throws {
    let run = try Self.run(pipeline)
    var options = run.options
    let rows = try String(contentsOfFile: Fixture.path("new/customers.csv"), encoding: .utf8)
    let other = rows.replacing(",no\n", with: ",never\n", maxReplacements: 1)
    options.valid = try ScratchDirectory.current.write(other, to: "valid.csv")
    let second = try PipelineRun(pipeline, options)
    let error = #expect(throws: InputError.self) { try second.perform(.trainEmbeddingModel) }
    #expect(
      error?.description.contains("found -1.0, expected 0 or 1") == true,
      "\(String(describing: error))"
    )
  }

  @Test func `the program of a package speaks of itself, not of lessons and taxis`() {
    let text = ProgramText(pipeline)
    for command in Command.all(of: pipeline) {
      let help = text.help("\(command.summary)\n\n\(command.usage)")
      for word in ["taxi-", "`lessons ", "lessons \(command.name)", "fare_model"] {
        #expect(!help.contains(word), "\(command.name): \(word)")
      }
    }
    #expect(!Command.all(of: pipeline).contains { ["run", "new", "weave", "make-data"].contains($0.name) })
    #expect(text.text("lessons: try `lessons list`") == "MadePipeline: try `MadePipeline list`")
  }

  struct LabelCase: Sendable, CustomTestStringConvertible {
    var label: String
    var wish: LabelPlan.Wish?
    var loss: String
    var output: String
    var value: String
    var testDescription: String { "\(label) as \(wish?.rawValue ?? "it is")" }
  }

  @Test(arguments: [
    LabelCase(
      label: "fee",
      loss: ".meanSquaredError",
      output: "  return label(Dense(1)(hidden))",
      value: "  outputs[label] = try inputs.float(label)"
    ),
    LabelCase(
      label: "calls",
      loss: ".meanSquaredError",
      output: "  return label(Dense(1)(hidden))",
      value: "  outputs[label] = try Column<Float>(inputs.int64(label))"
    ),
    LabelCase(
      label: "calls",
      wish: .classes,
      loss: ".sparseCategoricalCrossentropy()",
      output: "  return Dense(classes, activation: .softmax)(hidden)",
      value: "  outputs[label] = try computeAndApplyVocabulary(inputs.int64(label))"
    ),
    LabelCase(
      label: "plan",
      loss: ".sparseCategoricalCrossentropy()",
      output: "  return Dense(classes, activation: .softmax)(hidden)",
      value: "  outputs[label] = try computeAndApplyVocabulary(inputs.string(label))"
    ),
    LabelCase(
      label: "churned",
      loss: ".binaryCrossentropy()",
      output: "  return Dense(1, activation: .sigmoid)(hidden)",
      value: "  outputs[label] = try computeAndApplyVocabulary(inputs.string(label))"
    ),
  ])
  func `a label is predicted as what it is`(_ wanted: LabelCase) throws {
    let rows = try String(contentsOfFile: Fixture.path("new/customers.csv"), encoding: .utf8)
    // Every row has a fee here.
    let path = try ScratchDirectory.current.write(rows.replacing(",,", with: ",1,"), to: "rows.csv")
    let code = LabelCode(try PipelinePlan(csv: path, label: wanted.label, wish: wanted.wish).label)
    #expect(code.loss == wanted.loss)
    #expect(code.output.last == wanted.output)
    #expect(code.lines.last == wanted.value)
  }

  @Test(arguments: [
    ("0\n1\n1\n", "  outputs[label] = try inputs.int64(label)"),
    ("1\n2\n2\n", "  outputs[label] = try computeAndApplyVocabulary(inputs.int64(label))"),
    ("0.5\n1.5\n1.5\n", "  outputs[label] = try Column<Int64>(inputs.float(label) .== 1.5)"),
  ])
  func `two numbers are classes`(cells: String, statement: String) throws {
    let rows = cells.split(separator: "\n").enumerated().map { "\($0),\($1)\n" }.joined()
    let path = try ScratchDirectory.current.write("x,y\n\(rows)", to: "rows.csv")
    let plan = try PipelinePlan(csv: path, label: "y", wish: nil)
    #expect(LabelCode(plan.label).lines.last == statement)
    #expect(plan.label.classCount == 2)
  }
}

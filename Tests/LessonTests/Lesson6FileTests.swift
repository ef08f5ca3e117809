import Embeddings
import EndToEnd
import Preprocessing
import RawData
import Testing

/// One artefact, one directory.
@Suite("Lesson 6: the model's directory", .tags(.lesson6), .scratchDirectory)
struct Lesson6FileTests {
  static let training: [(shifted: Float, hour: Float)] = [(2, 3), (4, 5), (0.5, 8)]

  @Test func `end_to_end.json says what a row needs and what is typical`() throws {
    let scratch = try ScratchDirectory.current
    let model = try HandModel.endToEnd(trainedOn: Self.training)
    try model.save(to: scratch.path("model"))
    #expect(
      try scratch.text(of: "model/end_to_end.json") == """
        {
          "format": "tftlessons.end_to_end",
          "format_version": 1,
          "label": "y",
          "inputs": [{"name": "t", "type": "string"}, {"name": "x", "type": "float32"}],
          "typical": {
            "hour": {"float32": 5.0},
            "shifted": {"float32": 2.0}
          }
        }

        """
    )
    let loaded = try EndToEndModel(contentsOf: scratch.path("model"))
    #expect(loaded.typicalRow == model.typicalRow && loaded.label == "y")
  }

  @Test func `a model is the same bytes every time, and a directory that can be moved`() throws {
    let scratch = try ScratchDirectory.current
    for name in ["a", "b"] {
      try HandModel.endToEnd(trainedOn: Self.training).save(to: scratch.path(name))
    }
    let files = try scratch.files(below: "a")
    #expect(
      files.keys.sorted() == ["end_to_end.json", "model.json", "transform_fn.json", "weights.safetensors"]
    )
    #expect(try scratch.files(below: "b") == files)
    // Read and written again.
    try EndToEndModel(contentsOf: scratch.path("a")).save(to: scratch.path("c"))
    #expect(try scratch.files(below: "c") == files)
    // In another place, with nothing left where it was.
    try scratch.makeDirectory("elsewhere")
    try Platform.move(scratch.path("a"), to: scratch.path("elsewhere/model"))
    let moved = try EndToEndModel(contentsOf: scratch.path("elsewhere/model"))
    #expect(try moved.predict(["x": 4, "t": "2000-02-29 02:00:00 UTC"]) == 12.5)
  }

  @Test func `a vocabulary moves with its model`() throws {
    let scratch = try ScratchDirectory.current
    let rows = Rows(["word": strings(["a", "b", "b", "c", "b", "a"])])
    let transformFn = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["id"] = try computeAndApplyVocabulary(try inputs.string("word"), vocabFilename: "words")
      return outputs
    }
    let definition = ModelDefinition(name: "m", label: "y") { Dense(1)(Embedding(2)(try $0.ids("id"))) }
    let model = try EndToEndModel(
      transformFn,
      Model(definition.architecture(transformFn.outputSchema), seed: 1)
    )
    try model.save(to: scratch.path("model"))
    #expect(try scratch.text(of: "model/transform_fn/assets/words") == "b\na\nc\n")
    try Platform.move(scratch.path("model"), to: scratch.path("other"))
    let moved = try EndToEndModel(contentsOf: scratch.path("other"))
    #expect(try moved.predict(rows.batch) == model.predict(rows.batch))
  }

  @Test func `a model takes the place of another only when it is whole, and never that of somebody's files`()
    throws
  {
    let scratch = try ScratchDirectory.current
    let path = scratch.path("model")
    try HandModel.endToEnd().save(to: path)
    try HandModel.endToEnd(trainedOn: Self.training).save(to: path)
    #expect(try EndToEndModel(contentsOf: path).typicalRow != nil)
    #expect(try scratch.names() == ["model"])
    try scratch.makeDirectory("own")
    try scratch.write("mine", to: "own/notes")
    let error = #expect(throws: FileError.self) { try HandModel.endToEnd().save(to: scratch.path("own")) }
    #expect(error?.problem == "is in the way: it was not made by lessons, so it is not replaced")
    #expect(try scratch.text(of: "own/notes") == "mine")
  }

  @Test(arguments: [
    (
      "\"format_version\": 1", "\"format_version\": 2",
      "found format_version 2, expected at most 1; read it with a newer release"
    ),
    (
      "tftlessons.end_to_end", "other",
      "found no \"format\": \"tftlessons.end_to_end\", expected a file of that format"
    ),
    ("\"hour\": {\"float32\"", "\"our\": {\"float32\"", "typical.hour: found none, expected one"),
    (
      "{\"float32\": 5.0}", "{\"int64\": 5}",
      "typical.hour: found {\"int64\": 5}, expected float32, one value or more"
    ),
    ("{\"float32\": 5.0}", "5", "typical.hour: found 5, expected a constant like {\"float32\": 1.5}"),
  ])
  func `a directory of another version or form is refused`(old: String, new: String, problem: String) throws {
    let scratch = try ScratchDirectory.current
    try HandModel.endToEnd(trainedOn: Self.training).save(to: scratch.path("model"))
    let text = try scratch.text(of: "model/end_to_end.json")
    try #require(text.contains(old))
    try scratch.write(text.replacing(old, with: new), to: "model/end_to_end.json")
    let error = #expect(throws: InputError.self) { try EndToEndModel(contentsOf: scratch.path("model")) }
    #expect(error?.description == "\(scratch.path("model"))/end_to_end.json: \(problem)")
  }
}

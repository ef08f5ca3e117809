import Preprocessing
import RawData
import Testing
import TransformedData

/// The file `transform_fn.json`.
extension Lesson4TransformedDataTests {
  /// A transform whose lines are known.
  static func smallTransformFn() throws -> TransformFn {
    try rows.fitted { inputs in
      let file = "Mine/Function.swift"
      var outputs = Outputs()
      let x = try inputs.float("x")
      outputs["scaled", fileID: file, line: 3] = scaleTo01(x, fileID: file, line: 3)
      outputs["shifted", fileID: file, line: 4] = x - 1.5
      outputs["id", fileID: file, line: 5] = try hashedCross(
        inputs.int64("n"),
        bins: 10,
        fileID: file,
        line: 5
      )
      return outputs
    }
  }

  static let smallText = """
    {
      "format": "tftlessons.transform_fn",
      "format_version": 1,
      "inputs": [{"name": "n", "type": "int64"}, {"name": "x", "type": "float32"}],
      "analyses": [
        {
          "name": "min_max_1",
          "analyzer": "min_max",
          "of": "x",
          "results": {
            "min": {"float32": 1.0},
            "max": {"float32": 5.0}
          },
          "at": "Mine/Function.swift:3"
        }
      ],
      "operations": [
        {
          "name": "hashed_cross_1",
          "operation": "hashed_cross",
          "inputs": ["n"],
          "type": "int64",
          "bins": {"int64": 10},
          "domain": [0, 9],
          "at": "Mine/Function.swift:5"
        },
        {
          "name": "scale_to_0_1_1",
          "operation": "scale_to_0_1",
          "inputs": ["x", "min_max_1.min", "min_max_1.max"],
          "type": "float32",
          "at": "Mine/Function.swift:3"
        },
        {
          "name": "subtract_1",
          "operation": "subtract",
          "inputs": ["x", {"float32": 1.5}],
          "type": "float32",
          "at": "Mine/Function.swift:4"
        }
      ],
      "outputs": [
        {"name": "id", "value": "hashed_cross_1"},
        {"name": "scaled", "value": "scale_to_0_1_1"},
        {"name": "shifted", "value": "subtract_1"}
      ]
    }

    """

  @Test func `transform_fn_json is written for people`() throws {
    let scratch = try ScratchDirectory.current
    try Self.smallTransformFn().write(to: scratch.path("transform_fn.json"))
    #expect(try scratch.text(of: "transform_fn.json") == Self.smallText)
    #expect(try scratch.names() == ["transform_fn.json"])
  }

  @Test func `a transform read back gives the same to the bit, and the same file`() throws {
    let scratch = try ScratchDirectory.current
    let awkward: [Float] = [0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 16_777_218, 1e-20]
    let rows = Rows([
      "x": FeatureValues(awkward), "n": FeatureValues([0, -1, .max, .min, 5, 6] as [Int64]),
      "s": strings(["a", "", "\u{e4}", "\"", "\\", "\n"]),
    ])
    let written = try rows.fitted { inputs in
      var outputs = Outputs(passingThrough: inputs)
      let x = try inputs.float("x")
      outputs["scaled"] = scaleTo01(x)
      outputs["twice"] = scaleTo01(scaleTo01(x / 3) * 0.1)
      outputs["root"] = sqrt(square(x) + .leastNonzeroMagnitude)
      outputs["infinite"] = x * .infinity
      outputs["none"] = x + .nan
      outputs["bucket"] = try applyBuckets(x, boundaries: [-0.0, 0.1, 0.2])
      outputs["crossed"] = try hashedCross(inputs.int64("n"), inputs.string("s"), bins: .max)
      outputs["minus"] = try inputs.int64("n") - Int64.max
      outputs["float"] = Column<Float>(try inputs.int64("n"))
      outputs["hour"] = hourOfDay(try inputs.int64("n"))
      outputs["day"] = dayOfWeek(try inputs.int64("n"))
      return outputs
    }
    try written.write(to: scratch.path("first.json"))
    let read = try TransformFn(contentsOf: scratch.path("first.json"))
    #expect(try read.transform(rows.batch).bits == written.transform(rows.batch).bits)
    #expect(read.outputSchema == written.outputSchema)
    #expect(read.inputSchema == written.inputSchema)
    try read.write(to: scratch.path("second.json"))
    let (first, second) = (try scratch.text(of: "first.json"), try scratch.text(of: "second.json"))
    // What an analysis was computed from is not kept once it is a constant.
    #expect(Self.withoutSources(second) == Self.withoutSources(first))
  }

  private static func withoutSources(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.contains("\"analyzer\"") && !$0.contains("\"of\"") }
  }

  @Test func `a constant edited by hand takes effect`() throws {
    let scratch = try ScratchDirectory.current
    let edited = Self.smallText.replacing("\"float32\": 1.0", with: "\"float32\": 0")
      .replacing("\"float32\": 5.0", with: "\"float32\": 10")
    try #require(edited.contains("\"float32\": 0") && edited.contains("\"float32\": 10"))
    let transformFn = try TransformFn(contentsOf: scratch.write(edited, to: "transform_fn.json"))
    #expect(try transformFn.transform(Self.rows.batch)["scaled"]?.floats == [0.1, 0.2, 0.5, 0.3])
  }

  // Each pair is an edit of the golden text above and the error it leads to.
  @Test(arguments: [
    (
      "\"tftlessons.transform_fn\"", "\"other\"",
      ": found no \"format\": \"tftlessons.transform_fn\", expected a file of that format"
    ),
    (
      "\"format_version\": 1", "\"format_version\": 2",
      ": found format_version 2, expected at most 1; read it with a newer release"
    ),
    (
      "\"format_version\": 1", "\"format_version\": \"1\"", ": found format_version \"1\", expected 1 to 1"
    ),
    ("\"operations\"", "\"operation\"", ": operations: expected a list"),
    (
      "\"hashed_cross\"", "\"hashed_crass\"",
      ": operation \"hashed_cross_1\": unknown operation \"hashed_crass\""
    ),
    (
      "\"bins\": {\"int64\": 10}", "\"bins\": {\"int64\": 0}",
      ": operation \"hashed_cross_1\": parameter \"bins\" should be 1 or more"
    ),
    ("\"bins\"", "\"buns\"", ": operation \"hashed_cross_1\": parameter \"bins\" is missing"),
    (
      "\"min_max_1.max\"]", "\"min_max_1.mix\"]",
      ": operation \"scale_to_0_1_1\": inputs[2]: found \"min_max_1.mix\", expected the name of a step above it or a constant"
    ),
    ("\"scale_to_0_1_1\"", "\"x\"", ": operation \"x\": the name \"x\" is used twice"),
    (
      "\"float32\": 5.0", "\"float32\": true",
      ": analysis \"min_max_1\": results: max: found true, expected a float32"
    ),
    (
      "{\"name\": \"n\", \"type\": \"int64\"}", "{\"name\": \"n\", \"type\": \"int\"}",
      ": input \"n\": found {\"name\": \"n\", \"type\": \"int\"}, expected something like {\"name\": \"x\", \"type\": \"float32\"}"
    ),
    (
      "\"value\": \"hashed_cross_1\"", "\"value\": 7",
      ": output \"id\": found 7, expected the name of a step above it or a constant"
    ),
    ("\"analyzer\": \"min_max\",", "", ": analysis \"min_max_1\": analyzer is missing, expected a text"),
    ("\"of\": \"x\"", "\"of\": 7", ": analysis \"min_max_1\": of: found 7, expected a text"),
    ("\"name\": \"min_max_1\"", "\"name\": 7", ": analyses[0]: name: found 7, expected a text"),
    (
      "\"results\": {", "\"result\": {",
      ": analysis \"min_max_1\": result: found {\"min\": {\"float32\": 1.0}, \"max\": {\"float32\": 5.0}}, expected a "
        + "constant like {\"float32\": 1.5}"
    ),
    (
      "\"results\"", "\"findings\"",
      ": analysis \"min_max_1\": expected a result, results by their names, or an asset"
    ),
    (
      "\"float32\": 5.0", "\"float32\": 1e99",
      ": analysis \"min_max_1\": results: max: found 1e99, expected a float32, at most 3.4028235e+38 (an infinity is "
        + "written \"inf\")"
    ),
    (
      "\"float32\": 5.0", "\"float32\": \"-4e38\"",
      ": analysis \"min_max_1\": results: max: found \"-4e38\", expected a float32, at most 3.4028235e+38 (an infinity is "
        + "written \"inf\")"
    ),
    (
      "\"float32\": 5.0", "\"float32\": 0.5",
      ": analysis \"min_max_1\": found a min of 1.0 and a max of 0.5, expected a min that is not above the max"
    ),
    (
      "{\"float32\": 1.5}", "{\"float32\": \"much\"}",
      ": operation \"subtract_1\": inputs[1]: found \"much\", expected a float32"
    ),
    (
      "{\"int64\": 10}", "{\"int64\": 2.5}",
      ": operation \"hashed_cross_1\": bins: found 2.5, expected an int64"
    ),
    (
      "\"bins\": {\"int64\": 10}", "\"bins\": 10",
      ": operation \"hashed_cross_1\": bins: found 10, expected a constant like {\"float32\": 1.5}"
    ),
    (
      "\"type\": \"int64\",\n      \"bins\"", "\"type\": \"int\",\n      \"bins\"",
      ": operation \"hashed_cross_1\": type: found \"int\", expected one of string, int64, float32"
    ),
  ])
  func `a damaged, foreign or newer file is refused`(part: String, edit: String, problem: String) throws {
    try #require(Self.smallText.contains(part))
    let edited = Self.smallText.replacing(part, with: edit, maxReplacements: 1)
    let path = try ScratchDirectory.current.write(edited, to: "transform_fn.json")
    let error = #expect(throws: InputError.self) { try TransformFn(contentsOf: path) }
    #expect(error?.description == path + problem)
  }

  @Test func `a file cut short is refused with the line and column of its end`() throws {
    let scratch = try ScratchDirectory.current
    let cut = try #require(Self.smallText.split(separator: "  \"operations\"").first)
    for (text, place) in [
      ("", ":1:1: found the end of the file, expected a value"),
      (String(cut), ":17:1: found the end of the file, expected a name in quotes"),
    ] {
      let path = try scratch.write(text, to: "transform_fn.json")
      let error = #expect(throws: InputError.self) { try TransformFn(contentsOf: path) }
      #expect(error?.description == path + place)
    }
  }

  @Test func `text that is no JSON is refused with its place`() throws {
    let path = try ScratchDirectory.current.write("{\"format\":\n  yes}", to: "transform_fn.json")
    let error = #expect(throws: InputError.self) { try TransformFn(contentsOf: path) }
    #expect(error?.description == "\(path):2:3: found \"yes}\", expected a value")
  }

  @Test func `a directory without a transform is refused`() throws {
    let scratch = try ScratchDirectory.current
    let error = #expect(throws: FileError.self) { try TransformOutput.read(scratch.path) }
    #expect(error?.description == "\(scratch.path)/transform_fn.json: cannot open: No such file or directory")
  }

  @Test func `boundaries that an edit has put out of order are refused`() throws {
    let transformFn = try Self.rows.fitted { inputs in
      var outputs = Outputs()
      outputs["bucket"] = try applyBuckets(inputs.float("x"), boundaries: [0.5, 2])
      return outputs
    }
    let scratch = try ScratchDirectory.current
    try transformFn.write(to: scratch.path("transform_fn.json"))
    let text = try scratch.text(of: "transform_fn.json")
    try #require(text.contains("[0.5, 2.0]"))
    let path = try scratch.write(text.replacing("[0.5, 2.0]", with: "[0.5, -2.0]"), to: "transform_fn.json")
    let error = #expect(throws: InputError.self) { try TransformFn(contentsOf: path) }
    #expect(
      error?.description
        == "\(path): operation \"apply_buckets_1\": found boundaries [0.5, -2.0], expected ascending ones"
    )
  }

  /// Edits after which an operation cannot work: refused when the file is read, or an error when a row is transformed,
  /// never a crash or a silent result.
  @Test(arguments: [
    ("\"inputs\": [\"x\", \"min_max_1.min\", \"min_max_1.max\"]", "\"inputs\": [\"x\"]"),
    ("\"inputs\": [\"x\", {\"float32\": 1.5}]", "\"inputs\": []"),
    ("\"inputs\": [\"x\", {\"float32\": 1.5}]", "\"inputs\": [\"x\", \"n\"]"),
    ("\"inputs\": [\"n\"]", "\"inputs\": []"),
    ("\"float32\": 5.0", "\"float32\": [1.0, 5.0]"),
  ])
  func `an operation with the wrong inputs is an error, not a crash`(part: String, edit: String) async throws
  {
    try #require(Self.smallText.contains(part))
    let scratch = try ScratchDirectory.current
    try scratch.write(Self.smallText.replacing(part, with: edit), to: "transform_fn.json")
    try scratch.write("x,n\n1,2\n", to: "raw.csv")
    let words = ["transform", "--transform-output", ".", "--input", "raw.csv", "--output", "out.csv"]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 1)
    #expect(process.errors.hasPrefix("lessons: "))
    #expect(try scratch.names() == ["raw.csv", "transform_fn.json"])
  }
}

import Testing

/// `lessons diff`.
extension CommandLineTests {
  /// Compares the small transform of lesson 4's tests with the one that `edits` make of it.
  private static func diff(_ edits: KeyValuePairs<String, String>, _ words: String...) async throws
    -> LessonsProcess
  {
    let scratch = try ScratchDirectory.current
    var text = Lesson4TransformedDataTests.smallText
    for name in ["a", "b"] { try scratch.makeDirectory(name) }
    try scratch.write(text, to: "a/transform_fn.json")
    for (part, edit) in edits {
      try #require(text.contains(part))
      text = text.replacing(part, with: edit)
    }
    try scratch.write(text, to: "b/transform_fn.json")
    return try await LessonsProcess.run(["diff", "a", "b"] + words, in: scratch.path)
  }

  @Test func `the same transform, whatever its lines and names of steps, has no differences`() async throws {
    let process = try await Self.diff(["Function.swift:3": "Other.swift:9", "subtract_1": "less"])
    #expect(process == LessonsProcess(output: "no differences\n", errors: "", status: 0))
    let json = try await Self.diff([:], "--json")
    #expect(json == LessonsProcess(output: "[]\n", errors: "", status: 0))
  }

  @Test func `a statistic that has moved is shown with what depends on it`() async throws {
    let process = try await Self.diff(["\"max\": {\"float32\": 5.0}": "\"max\": {\"float32\": 7.5}"])
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(
      tableCells(process.output) == [
        ["", "before", "after", "change", "features that depend on it"], ["analysis min_max(x).max"],
        ["", "5.0", "7.5", "+2.5", "scaled"],
      ]
    )
  }

  @Test func `operations, constants, inputs and outputs are compared`() async throws {
    let process = try await Self.diff([
      "\"bins\": {\"int64\": 10}": "\"bins\": {\"int64\": 12}", "[0, 9]": "[0, 11]",
      "{\"name\": \"shifted\"": "{\"name\": \"moved\"",
      "\"operation\": \"scale_to_0_1\"": "\"operation\": \"divide\"", "\"min_max_1.min\", ": "",
    ])
    let rows = tableCells(process.output).dropFirst().map { $0 }
    #expect(
      rows.filter { $0.count == 1 }.map { $0[0] } == [
        "output id", "output shifted", "output moved", "operation hashed_cross(n), bins",
        "operation scale_to_0_1(x, min_max(x).min, min_max(x).max)",
      ]
    )
    #expect(rows[1][1...3] == ["int64, 0 to 9", "int64, 0 to 11", ""])
    #expect(rows[3][1...3] == ["float32", "", "removed"])
    #expect(rows[5][1...3] == ["", "float32", "added"])
    #expect(rows[7][1...4] == ["10", "12", "+2", "id"])
    #expect(rows[9][2] == "divide(x, min_max(x).max)")
  }

  @Test func `a constant of the program that has changed is named by its operation`() async throws {
    let process = try await Self.diff(["{\"float32\": 1.5}": "{\"float32\": 1.25}"])
    #expect(
      tableCells(process.output)[1...2] == [
        ["operation subtract(x, 1.5), input 2"], ["", "1.5", "1.25", "-0.25", "shifted"],
      ]
    )
  }

  @Test(arguments: [
    (["diff", "a"], 2, "lessons: lessons diff needs two directories; found 1\nTry `lessons diff --help`.\n"),
    (
      ["diff", "a", "b", "--all"], 2,
      "lessons: unknown option \"--all\", expected --json\nTry `lessons diff --help`.\n"
    ),
    (["diff", "a", "b"], 1, "lessons: a/transform_fn.json: cannot open: No such file or directory\n"),
  ])
  func `diff says what is wrong`(words: [String], status: Int32, errors: String) async throws {
    let process = try await LessonsProcess.run(words, in: ScratchDirectory.current.path)
    #expect(process == LessonsProcess(output: "", errors: errors, status: status))
  }
}

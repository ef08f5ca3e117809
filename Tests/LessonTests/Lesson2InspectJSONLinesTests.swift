import Testing

/// `lessons inspect` of JSON Lines.
extension Lesson2InspectTests {
  private static let text = """
    {"n": 1, "t": ["a, b", "c"], "m": null}
    {"n": 2.5, "t": [], "m": true}

    {"n": "nan", "t": ["d"]}

    """

  @Test(arguments: ["rows.jsonl", "rows.txt"])
  func `JSON Lines are no CSV, whatever commas are in them`(name: String) async throws {
    try ScratchDirectory.current.write(Self.text, to: name)
    let run = try await Self.inspect(name, "--limit", "1")
    #expect(
      run
        == LessonsProcess(
          output: """
            \(name): JSON Lines
            bytes: \(Self.text.utf8.count)
            rows: 3

            members
            ┌────────┬───────────────────────┬──────┬────────────┬────────────┐
            │ member │ type                  │ rows │ values min │ values max │
            ├────────┼───────────────────────┼──────┼────────────┼────────────┤
            │ n      │ number or text        │    3 │          1 │          1 │
            │ t      │ text                  │    3 │          0 │          2 │
            │ m      │ null or true or false │    2 │          1 │          1 │
            └────────┴───────────────────────┴──────┴────────────┴────────────┘

            examples
            ┌─────┬────────┬───────────────┐
            │ row │ member │ value         │
            ├─────┼────────┼───────────────┤
            │   0 │ n      │ 1             │
            │   0 │ t      │ ["a, b", "c"] │
            │   0 │ m      │ null          │
            └─────┴────────┴───────────────┘

            """,
          errors: "",
          status: 0
        )
    )
  }

  @Test(arguments: [
    ("{\"n\": 1}\n{\"n\": }\n", "rows.jsonl:2:7: found \"}\", expected a value", "1"),
    ("{\"n\": 1}\n\n[1]\n", "rows.jsonl:3:1: found \"[1]\", expected an object", "1"),
    (
      "{\"n\": 1} {\"n\": 2}", "rows.jsonl:1:10: found \"{\\\"n\\\": 2}\", expected the end of the document",
      "0"
    ),
  ])
  func `a line that is no object is an error with its place`(text: String, problem: String, rows: String)
    async throws
  {
    try ScratchDirectory.current.write(text, to: "rows.jsonl")
    let run = try await Self.inspect("rows.jsonl")
    #expect(run.errors == "lessons: \(problem)\n" && run.status == 1)
    #expect(run.output.contains("\nrows: \(rows)\n"))
  }

  @Test func `a file of many lines is counted whole, also where a line is longer than what is read at once`()
    async throws
  {
    let long = "{\"t\": \"\(String(repeating: "x", count: 200_000))\"}"
    let lines = (0..<500).map { $0 % 100 == 7 ? long : "{\"t\": \"\($0)\"}" }
    try ScratchDirectory.current.write(lines.joined(separator: "\n"), to: "rows.jsonl")
    #expect(try await Self.inspect("rows.jsonl").output.contains("\nrows: 500\n"))
  }

  @Test func `JSON Lines are not read as rows`() async throws {
    try ScratchDirectory.current.write(Self.text, to: "rows.jsonl")
    let run = try await LessonsProcess.run(
      ["convert", "rows.jsonl", "a.csv"],
      in: ScratchDirectory.current.path
    )
    #expect(
      run.errors
        == "lessons: rows.jsonl: found JSON Lines, expected a CSV file, a TFRecord file or a directory of shards\n"
    )
  }
}

import Testing

@testable import RawData

/// `lessons hashes`.
extension CommandLineTests {
  /// A cross of hour and day with 168 bins, a hash of texts with 4, and a vocabulary with 2 buckets.
  private static let transform = """
    {
      "format": "tftlessons.transform_fn",
      "format_version": 1,
      "inputs": [
        {"name": "hour", "type": "int64"}, {"name": "day", "type": "int64"}, {"name": "s", "type": "string"}
      ],
      "analyses": [
        {"name": "v", "analyzer": "vocabulary", "of": "s", "result": {"string": ["a", "b"]}}
      ],
      "operations": [
        {"name": "cross", "operation": "hashed_cross", "inputs": ["hour", "day"], "type": "int64",
         "bins": {"int64": 168}, "at": "Mine.swift:7"},
        {"name": "hash", "operation": "hash_strings", "inputs": ["s"], "type": "int64",
         "hash_buckets": {"int64": 1}},
        {"name": "id", "operation": "apply_vocabulary", "inputs": ["s", "v"], "type": "int64",
         "key_type": {"string": "string"}, "default_value": {"int64": -1}, "num_oov_buckets": {"int64": 1}}
      ],
      "outputs": [
        {"name": "hour_of_week", "value": "cross"}, {"name": "h", "value": "hash"}, {"name": "i", "value": "id"}
      ]
    }
    """

  /// All 168 hours of a week, each twice, with the texts a to e in turn.
  private static func hashes(_ words: String...) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write(transform, to: "out/transform_fn.json")
    var text = "hour,day,s\n"
    for row in 0..<336 { text += "\(row % 24),\(row / 24 % 7),\(["a", "b", "c", "d", "e"][row % 5])\n" }
    try scratch.write(text, to: "raw.csv")
    let common = ["hashes", "--transform-output", "out", "--input", "raw.csv"]
    return try await LessonsProcess.run(common + words, in: scratch.path)
  }

  @Test func `the 168 hours of a week fall into 105 of 168 bins`() async throws {
    let process = try await Self.hashes()
    #expect(process.status == 0 && process.errors.isEmpty)
    let rows = tableCells(process.output)
    #expect(process.output.hasPrefix("line: of Mine.swift\n┌"))
    #expect(rows[0] == ["combinations", "bins", "used", "share a bin", "in the fullest", "line"])
    // What the original program's users get: 105 of the 168 bins are used.
    #expect(rows[1] == ["hour_of_week = hashed_cross(hour, day)"])
    #expect(Array(rows[2].prefix(3)) == ["168", "168", "105"])
    #expect(rows[2].last == "7")
    #expect(rows[3...5].map { $0[1] } == ["336", "672", "1344"])
    let used = rows[2...5].compactMap { Int($0[2]) }
    #expect(used == used.sorted() && used.allSatisfy { $0 <= 168 })
    // All five texts in the only bucket; of the vocabulary the three that are no tokens.
    #expect(rows[6...7] == [["h = hash_strings(s)"], ["5", "1", "1", "5", "5", ""]])
    #expect(rows[11...12] == [["i = apply_vocabulary(s)"], ["3", "1", "1", "3", "3", ""]])
    #expect(process.output.hasSuffix("\ni: bin 2 holds 3: \"c\"; \"d\"; \"e\"\n"))
  }

  @Test func `the counts agree with the bins that the transform writes`() async throws {
    let process = try await Self.hashes("--json")
    let scratch = try ScratchDirectory.current
    _ = try await LessonsProcess.run(
      ["transform", "--transform-output", "out", "--input", "raw.csv", "--output", "out.csv"],
      in: scratch.path
    )
    let ids = try scratch.text(of: "out.csv").split(separator: "\n").dropFirst().map { line in
      String(line.split(separator: ",")[0])
    }
    // Each hour of the week comes twice.
    let counts = Dictionary(grouping: ids) { $0 }.mapValues { $0.count / 2 }
    try scratch.write(process.output, to: "report.json")
    let report = try #require(try JSON.read(scratch.path("report.json")).array)
    let cross = try #require(report.first)
    #expect(cross["used_bins"]?.int == counts.count)
    #expect(cross["sharing_a_bin"]?.int == counts.values.filter { $0 > 1 }.reduce(0, +))
    #expect(cross["in_fullest_bin"]?.int == counts.values.max())
    #expect(cross["features"] == .strings(["hour_of_week"]))
  }

  @Test func `combinations beyond the limit are left out, and it is told`() async throws {
    let process = try await Self.hashes("--limit", "10")
    let rows = tableCells(process.output)
    #expect(rows[2][0] == "> 10" && rows[7][0] == "5")
    #expect(
      process.output.contains("> 10: those that came after the first 10 are not counted; --limit counts more")
    )
  }

  @Test func `a transform without hashes has nothing to report`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    let edited = Lesson4TransformedDataTests.smallText.replacing(
      "{\"name\": \"id\", \"value\": \"hashed_cross_1\"},",
      with: ""
    )
    try scratch.write(edited, to: "out/transform_fn.json")
    try scratch.write("x\n1\n", to: "raw.csv")
    let words = ["hashes", "--transform-output", "out", "--input", "raw.csv"]
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(
      process == LessonsProcess(output: "no operation of this transform hashes\n", errors: "", status: 0)
    )
  }
}

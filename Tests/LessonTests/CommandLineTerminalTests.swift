import Testing

/// What is shown on a terminal, and how wide it is.
extension CommandLineTests {
  private static func lines(_ text: some StringProtocol) -> [Substring] {
    text.split(separator: "\n").map { Substring($0) }
  }

  private static func isTable(_ line: some StringProtocol) -> Bool {
    line.first.map("┌├│└".contains) ?? false
  }

  @Test func `no table is wider than 100 columns where the output is no terminal`() async throws {
    let run = try await Self.lessons("run", "1-4", "--data", "rides.csv", "--workdir", "area")
    try #require(run.status == 0)
    let output = "area/transformed_tfrecords/transform_output"
    let raw = ["--transform-output", output, "--input", "rides.csv"]
    let scratch = try ScratchDirectory.current
    for words in [
      ["explain", "--row", "3"] + raw, ["hashes"] + raw, ["inspect", output + "/transform_fn.json"],
      ["stats", "--data", "rides.csv"],
      ["task", "view_transformed_sample_data", "--data", "rides.csv", "--workdir", "area"],
    ] {
      let process = try await LessonsProcess.run(words, in: scratch.path)
      let tables = Self.lines(process.output).filter(Self.isTable)
      #expect(process.status == 0 && !tables.isEmpty)
      #expect(tables.allSatisfy { $0.count <= 100 }, "\(words)")
    }
    let tables = Self.lines(run.output).filter { Self.isTable($0.drop { $0 == " " }) }
    #expect(tables.count > 100 && tables.allSatisfy { $0.count <= 100 })
  }

  @Test(arguments: [80, 120, 250])
  func `on a terminal a table is as wide as that at most, and says the same`(columns: Int) async throws {
    try await Self.prepare("transform_tfrecords")
    let words = [
      "explain", "--transform-output", "area/transformed_tfrecords/transform_output", "--input", "rides.csv",
      "--row", "3",
    ]
    let scratch = try ScratchDirectory.current
    let shown = try await LessonsProcess.shown(words, in: scratch.path, columns: UInt16(columns))
    let tables = shown.filter(Self.isTable)
    #expect(tables.allSatisfy { $0.count <= columns })
    // Where the table is not divided, neither are the operations.
    let operation =
      "apply_buckets(divide_1, boundaries: [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, ... 10 in all])"
    #expect(shown.contains { $0.contains(operation) } == (columns == 250))
    let file = try await LessonsProcess.run(words, in: scratch.path)
    #expect(Self.characters(tables) == Self.characters(Self.lines(file.output).filter(Self.isTable)))
  }

  /// All characters of a table's cells, sorted: a divided cell has them in another order among those beside it.
  private static func characters(_ lines: [some StringProtocol]) -> String {
    String(lines.filter { $0.hasPrefix("│") }.joined().filter { $0 != "│" && $0 != " " }.sorted())
  }

  @Test func `a notice comes once on a terminal`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write(Self.sameCount(), to: "same.csv")
    let words = ["task", "transform_tfrecords", "--data", "same.csv", "--workdir", "area"]
    let notice =
      "scale_to_0_1(passenger_count) at TaxiFare/TaxiPreprocessing.swift:7: constant column, sigmoid used"
    let lines = try await LessonsProcess.shown(words, in: scratch.path, columns: 80)
    #expect(lines.filter { $0.hasSuffix(notice) } == [notice])
    // The result of this task is not shown, so that nothing else says it.
    let view = ["task", "view_transformed_sample_data", "--data", "same.csv", "--workdir", "area"]
    let viewed = try await LessonsProcess.shown(view, in: scratch.path, columns: 80)
    #expect(viewed.filter { $0.hasSuffix(notice) } == ["lessons: \(notice)"])
  }

  /// The awkward rides, each with one passenger.
  static func sameCount() throws -> String {
    var lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map(String.init)
    for line in lines.indices.dropFirst() {
      lines[line] = lines[line].split(separator: ",").dropLast().joined(separator: ",") + ",1"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

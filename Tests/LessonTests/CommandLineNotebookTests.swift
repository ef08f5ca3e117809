import Foundation
import Testing

/// `lessons run` as a notebook: in a pipe, on a terminal, and away from the pages.
extension CommandLineTests {
  private static let rides = ["--data", "rides.csv", "--workdir", "area"]

  /// A page of lesson 2 of our own, in the folder `pages`.
  private static func writePage(_ text: String) throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("pages")
    try scratch.write(text, to: "pages/02-tfrecords.md")
  }

  private static let page = """
    # 2. Records
    A record is a **frame** around `any bytes`.

    <!-- code: none.swift#frame -->
    ```swift
    let frame = "length" // and checksum
    ```

    <!-- output: 2/skip -->
    ```text
    what it was when the page was written
    ```

    - written by:

    <!-- output: 2/write -->

    The end.
    """

  @Test func `in a pipe a notebook is plain text, the same every time`() async throws {
    try Self.writePage(Self.page)
    let words = ["run", "2", "--lessons", "pages"] + Self.rides
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let process = try await LessonsProcess.run(words, in: scratch.path)
    #expect(process.status == 0 && process.errors.isEmpty)
    let shown = """
      2. Records
      ══════════

      A record is a frame around ‘any bytes’.

      [none.swift]
        let frame = "length" // and checksum

      [2/skip]
        39 records read, 1 skipped
        record 1 at byte 273: checksum of the payload is 0x
      """
    #expect(process.output.hasPrefix(shown), "\(process.output.prefix(600))")
    // Cells that the page has no place for come at its end, each with its sentence.
    let rest = """


      • written by:

      [2/write]
        raw_tfrecords/part-00000-of-00001: 40 records, 10440 bytes

      The end.

      A whole record, every byte of it: two values of our ride and the number of its row.

      [2/one-record]
        ┌──────┬─
      """
    #expect(process.output.contains(rest), "\(process.output.prefix(1200))")
    let again = try await LessonsProcess.run(words, in: scratch.path)
    #expect(again.output == process.output)
    #expect(again.errors == "write_raw_tfrecords: up to date, not done again\n")
  }

  /// What a terminal shows of the page.
  private static func shown(
    _ words: [String],
    columns: UInt16,
    _ environment: [String: String]
  ) async throws -> [String] {
    try writePage(page)
    let scratch = try ScratchDirectory.current
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    return try await LessonsProcess.shown(
      ["run", "2", "--lessons", "pages"] + words + rides,
      in: scratch.path,
      columns: columns,
      environment: environment
    )
  }

  @Test func `on a terminal it has colours, and each cell its time`() async throws {
    let lines = try await Self.shown([], columns: 60, ["TERM": "xterm", "NO_COLOR": ""])
    #expect(
      lines.prefix(5).map { $0.replacing("\u{1B}", with: "^") } == [
        "^[1;35m2. Records^[0m", "^[1;35m══════════^[0m",
        "A record is a ^[1mframe^[0m around ^[36many bytes^[0m.",
        "^[2m[none.swift]^[0m",
        "  ^[35mlet^[0m frame = ^[32m\"length\"^[0m ^[2m// and checksum^[0m",
      ]
    )
    let labels = lines.compactMap {
      $0.wholeMatch(of: /\u{1B}\[2m\[(2\/[a-z-]+)  [0-9.]+ (µs|ms|s)\]\u{1B}\[0m/)?.1
    }
    #expect(
      labels == [
        "2/skip", "2/write", "2/one-record", "2/bytes", "2/ride", "2/sample", "2/shards", "2/compression",
        "2/damage",
      ]
    )
    #expect(lines.allSatisfy { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "").count <= 60 })
  }

  @Test(arguments: [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb", "NO_COLOR": ""]])
  func `a terminal without colours gets none`(environment: [String: String]) async throws {
    let lines = try await Self.shown([], columns: 40, environment)
    #expect(lines.first == "2. Records" && lines[2] == "A record is a frame around ‘any bytes’.")
    #expect(lines.contains { $0.hasPrefix("[2/write  ") })
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") && $0.count <= 40 })
  }

  @Test func `quiet leaves the results alone, in the lesson's order`() async throws {
    let process = try await Self.lessons("run", "2", "--quiet", "--data", "rides.csv", "--workdir", "area")
    #expect(process.status == 0 && process.errors.isEmpty)
    let lines = process.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "raw_tfrecords/part-00000-of-00001: 40 records, 10440 bytes")
    #expect(lines[1].hasPrefix("┌──────┬─"))
    #expect(lines.suffix(3).first == "39 records read, 1 skipped" && lines.last == "")
  }

  @Test func `the pages are found from the program's file, and a name is as good as a number`() async throws {
    let byName = try await Self.lessons("run", "tfrecords", "--data", "rides.csv", "--workdir", "area")
    #expect(byName.status == 0 && byName.errors.isEmpty)
    #expect(byName.output.hasPrefix("2. TFRecords\n════════════\n\nYou will learn TensorFlow's file format"))
    let byNumber = try await Self.lessons("run", "2", "--data", "rides.csv", "--workdir", "area")
    #expect(byNumber.output == byName.output)
  }

  @Test func `a program that is away from the pages says so, and shows its cells with their sentences`()
    async throws
  {
    let scratch = try ScratchDirectory.current
    // By another program: a file that this one writes is busy while a process that it starts meanwhile has it open.
    let built = try LessonsProcess.executable("lessons").path
    let copy = URL(fileURLWithPath: "/bin/cp")
    try #require(try await LessonsProcess.run([built, "alone"], in: scratch.path, program: copy).status == 0)
    try scratch.write(Fixture.bytes("tft/taxi-edges.csv"), to: "rides.csv")
    let alone = URL(fileURLWithPath: scratch.path("alone"))
    let process = try await LessonsProcess.run(["run", "2"] + Self.rides, in: scratch.path, program: alone)
    #expect(process.status == 0)
    #expect(
      process.errors
        == "lessons: found no page 02-tfrecords.md in Lessons, here or in a directory that the program's file is in: "
        + "each cell comes with one sentence; --lessons DIR says where the pages are\n"
    )
    let shown = """

      == Lesson 2: TFRecords ==
      TensorFlow's file format, written and read byte by byte.

      Every row becomes a tf.train.Example message, every message a record.
      raw_tfrecords/part-00000-of-00001: 40 records, 10440 bytes

      """
    #expect(process.output.hasPrefix(shown))
  }

  @Test func `a folder without the lesson's page is an error, before any work`() async throws {
    try Self.writePage(Self.page)
    let process = try await Self.lessons(
      "run",
      "2-3",
      "--lessons",
      "pages",
      "--data",
      "rides.csv",
      "--workdir",
      "area"
    )
    #expect(
      process.errors == "lessons: pages: found no page of lesson 3, expected a file 03-preprocessing-fn.md\n"
    )
    #expect(process.status == 1 && process.output.isEmpty)
    #expect(!(try ScratchDirectory.current.exists("area")))
  }

  @Test func `lesson 4 alone makes what it needs`() async throws {
    let process = try await Self.lessons("run", "4", "--data", "rides.csv", "--workdir", "area")
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(process.output.hasPrefix("4. Transformed data\n═══════════════════\n"))
    #expect(
      process.output.contains(
        "\n[4/transform]\n  transformed_tfrecords/part-00000-of-00001: 40 records of 20 features\n"
      )
    )
    let files = try ScratchDirectory.current.files(below: "area").keys.filter { !$0.hasPrefix("figures/") }
    #expect(files.sorted() == Self.transformed)
  }

  @Test func `pictures are drawn before they are shown, and named by their path`() async throws {
    let scratch = try ScratchDirectory.current
    let rides = try String(contentsOfFile: taxiData("taxi-train.csv"), encoding: .utf8)
    try scratch.write(rides.split(separator: "\n").prefix(61).joined(separator: "\n") + "\n", to: "rides.csv")
    let process = try await Self.lessons("run", "6", "--data", "rides.csv", "--workdir", "area")
    #expect(process.status == 0, "\(process.errors)")
    let paths = process.output.matches(of: /(?m)^\[figure\] (.*)$/).map { String($0.1) }
    #expect(paths.count >= 4)
    for path in paths { #expect(path.hasPrefix("area/figures/6-") && scratch.exists(path), "\(path)") }
  }

  @Test func `a notebook's cells are in the metrics`() async throws {
    let process = try await Self.lessons(
      "run",
      "2",
      "--data",
      "rides.csv",
      "--workdir",
      "area",
      "--print_performance_metrics"
    )
    let rows = tableCells(process.output)
    #expect(rows.contains { $0.count == 6 && $0[1...2] == ["lesson_2", "2/write"] })
    #expect(rows.contains { $0.count == 6 && $0[1...2] == ["2/write", "write_raw_tfrecords"] })
  }
}

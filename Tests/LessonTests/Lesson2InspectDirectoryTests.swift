import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: lessons inspect DIRECTORY", .tags(.lesson2), .scratchDirectory)
struct Lesson2InspectDirectoryTests {
  /// A directory of two shards, a schema, a CSV file and a file of another kind.
  static func makeArea() throws -> ScratchDirectory {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("area/raw")
    for shard in 0..<2 {
      try Lesson2InspectTests.write(to: "area/raw/\(ShardedRecords.shardName(shard, of: 2))")
    }
    try scratch.write(Schema([FeatureSpec("n", .int64)]).pbtxt, to: "area/raw/schema.pbtxt")
    try scratch.write("n,t\n1,a\n2,b\n3,c\n", to: "area/rows.csv")
    try scratch.write([0, 1, 2], to: "area/some.bin")
    return scratch
  }

  @Test func `every file is checked, and the records of a directory are counted together`() async throws {
    _ = try Self.makeArea()
    let run = try await Lesson2InspectTests.inspect("area", "--limit", "0")
    // The two records of a shard take 86 bytes, see Lesson2InspectTests.
    let expected = """
      area: directory
      file count: 5
      bytes: 310
      records: 4
      rows: 3
      checks: nothing is wrong

      files
      ┌─────────────────────────┬──────────────┬───────┬──────┬──────────┐
      │ file                    │ kind         │ bytes │ rows │ check    │
      ├─────────────────────────┼──────────────┼───────┼──────┼──────────┤
      │ raw/part-00000-of-00002 │ TFRecord     │    86 │    2 │ ok       │
      │ raw/part-00001-of-00002 │ TFRecord     │    86 │    2 │ ok       │
      │ raw/schema.pbtxt        │ schema.pbtxt │   119 │      │ ok       │
      │ rows.csv                │ CSV          │    16 │    3 │ ok       │
      │ some.bin                │ unknown      │     3 │      │ not read │
      └─────────────────────────┴──────────────┴───────┴──────┴──────────┘

      records in raw, of 2 files together
      records: 4
      payload bytes: 108
      smallest record: 26
      largest record: 28

      features
      ┌─────────┬────────┬─────────┬────────────┬────────────┐
      │ feature │ type   │ records │ values min │ values max │
      ├─────────┼────────┼─────────┼────────────┼────────────┤
      │ n       │ int64  │       4 │          0 │          1 │
      │ t       │ string │       4 │          1 │          2 │
      └─────────┴────────┴─────────┴────────────┴────────────┘

      """
    #expect(run == LessonsProcess(output: expected, errors: "", status: 0))
  }

  @Test func `all that is wrong is listed, and the rest is counted`() async throws {
    let scratch = try Self.makeArea()
    var bytes = try scratch.bytes(of: "area/raw/part-00001-of-00002")
    bytes[60] ^= 1
    try scratch.write(bytes, to: "area/raw/part-00001-of-00002")
    try scratch.remove("area/raw/part-00000-of-00002")
    try scratch.write("n,t\n1\n", to: "area/rows.csv")
    try scratch.write("n,t\n", to: "area/other-00000-of-00001")
    try scratch.write("feature { nam: \"n\" type: INT }\n", to: "area/raw/schema.pbtxt")
    let run = try await Lesson2InspectTests.inspect("area", "--json")
    #expect(run.status == 1)
    let json = try JSON.parse(Array(run.output.utf8), path: "output")
    let checks = json["files"]?.array?.map { "\($0["file"]?.string ?? ""): \($0["check"]?.string ?? "")" }
    #expect(
      checks == [
        "other-00000-of-00001: not read", "raw/part-00001-of-00002: damaged", "raw/schema.pbtxt: damaged",
        "rows.csv: damaged", "some.bin: not read",
      ]
    )
    #expect(json["records"]?.int == 1)
    let damages = json["damages"]?.array?.compactMap(\.string) ?? []
    #expect(damages.count == 4)
    #expect(
      damages.first?.hasPrefix("area/raw/part-00001-of-00002: record 1 at byte 56: checksum of the") == true
    )
    #expect(
      damages[2...] == [
        "area/raw: part-00000-of-00002 is missing", "area/rows.csv:2:1: record has 1 cell, expected 2",
      ]
    )
    let last = "area: 4 things are wrong in 5 files, see above"
    #expect(json["damage"]?.string == last)
    #expect(run.errors == (damages + [last]).map { "lessons: \($0)\n" }.joined())
  }

  @Test func `an empty directory has no files`() async throws {
    try ScratchDirectory.current.makeDirectory("area")
    let output = "area: directory\nfile count: 0\nbytes: 0\n"
    #expect(
      try await Lesson2InspectTests.inspect("area") == LessonsProcess(output: output, errors: "", status: 0)
    )
  }

  @Test(arguments: [
    (["train-00000-of-00002.gz"], ["train-00001-of-00002.gz is missing"]),
    (["part-00004-of-00005"], ["part-00000-of-00005 is missing, and 3 more of its set"]),
    (
      ["part-00000-of-00001", "part-00000-of-00002", "part-00001-of-00002"],
      ["found shards of a set of 1 and of one of 2, expected one set"]
    ),
    (["part-00000-of-00001", "valid-00000-of-00001", "a-of-b"], []),
  ])
  func `sets of shards that are not whole are told by their names`(names: [String], problems: [String])
    async throws
  {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("area")
    for name in names { try Lesson2InspectTests.write(to: "area/\(name)") }
    let run = try await Lesson2InspectTests.inspect("area", "--limit", "0")
    let lines = run.errors.split(separator: "\n").dropLast().map(String.init)
    #expect(lines == problems.map { "lessons: area: \($0)" })
    #expect(run.status == (problems.isEmpty ? 0 : 1))
  }

  @Test(arguments: [
    (
      "empty", "",
      "empty: empty\nbytes: 0\nnote: a TFRecord file without records has no bytes; a CSV file has a header line\n"
    ),
    ("note", "to do\nnothing\n", "note: unknown\nbytes: 14\nfirst line: \"to do\"\n"),
  ])
  func `a file of no kind shows what there is`(name: String, text: String, output: String) async throws {
    try ScratchDirectory.current.write(text, to: name)
    #expect(
      try await Lesson2InspectTests.inspect(name) == LessonsProcess(output: output, errors: "", status: 0)
    )
  }

  @Test func `a text with a shard's name is told to be text`() async throws {
    try ScratchDirectory.current.write("n,t\n1,hello there\n", to: "part-00000-of-00001")
    let run = try await Lesson2InspectTests.inspect("part-00000-of-00001")
    #expect(run.status == 1)
    #expect(run.errors.hasSuffix(" as stored; the file is text, and begins with \"n,t\"\n"), "\(run.errors)")
  }

  @Test func `every byte of an example is explained on request`() async throws {
    try Lesson2InspectTests.write(to: "some.bin")
    let run = try await Lesson2InspectTests.inspect("some.bin", "--bytes", "--json")
    let json = try JSON.parse(Array(run.output.utf8), path: "output")
    let bytes = json["record_bytes"]?.array ?? []
    let all = bytes.flatMap { ($0["bytes"]?.string ?? "").split(separator: " ") }
    let file = try ScratchDirectory.current.bytes(of: "some.bin")
    #expect(all.compactMap { UInt8($0, radix: 16) } == Array(file[..<44]))
  }
}

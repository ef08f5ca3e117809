import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: lessons inspect", .tags(.lesson2), .scratchDirectory)
struct Lesson2InspectTests {
  /// Runs `lessons inspect` in the scratch directory.
  static func inspect(_ words: String...) async throws -> LessonsProcess {
    try await LessonsProcess.run(["inspect"] + words, in: ScratchDirectory.current.path)
  }

  /// Two rows: `n` is missing in the second, which has two texts.
  static let batch = Batch(
    rowCount: 2,
    names: ["n", "t"],
    columns: [
      FeatureValues(.int64([7]), layout: .ragged(rowOffsets: [0, 1, 1])),
      FeatureValues(.string(ByteStrings(["one", "a", "b"])), layout: .ragged(rowOffsets: [0, 1, 3])),
    ]
  )

  /// Writes the rows of `batch`, and then other payloads.
  static func write(
    to name: String,
    compression: Compression = .none,
    and others: [[UInt8]] = []
  ) throws {
    let writer = try RecordWriter(path: ScratchDirectory.current.path(name), compression: compression)
    let messages = ExampleEncoder(names: batch.names).encode(batch)
    for index in 0..<messages.count { try writer.write(messages[index]) }
    for other in others { try writer.write(other) }
    try writer.close()
  }

  /// What is said of the features of the two rows, and the rows themselves.
  static let tables = """

    features
    ┌─────────┬────────┬─────────┬────────────┬────────────┐
    │ feature │ type   │ records │ values min │ values max │
    ├─────────┼────────┼─────────┼────────────┼────────────┤
    │ n       │ int64  │       2 │          0 │          1 │
    │ t       │ string │       2 │          1 │          2 │
    └─────────┴────────┴─────────┴────────────┴────────────┘

    examples
    ┌────────┬─────────┬────────────┬──────────┐
    │ record │ feature │ tensor     │ value    │
    ├────────┼─────────┼────────────┼──────────┤
    │      0 │ n       │ int64 [1]  │ 7        │
    │      0 │ t       │ string [1] │ "one"    │
    │      1 │ n       │ int64 [0]  │          │
    │      1 │ t       │ string [2] │ "a", "b" │
    └────────┴─────────┴────────────┴──────────┘

    """

  @Test func `a TFRecord file is counted, checked and shown`() async throws {
    try Self.write(to: "some.bin")
    let run = try await Self.inspect("some.bin", "--limit", "2")
    #expect(run.status == 0 && run.errors.isEmpty)
    // In protobuf's encoding `n` takes 12 and 9 bytes, `t` 14 and 15, the tag and length around them 2; a frame adds 16.
    let facts = """
      some.bin: TFRecord
      bytes: 86
      records: 2
      payload bytes: 54
      smallest record: 26
      largest record: 28
      checks: every checksum is right

      """
    #expect(run.output == facts + Self.tables)
  }

  @Test(arguments: [Compression.gzip, .zlib])
  func `a compressed file is told by its bytes, and its records are the same`(kind: Compression) async throws
  {
    try Self.write(to: "some.bin", compression: kind)
    let run = try await Self.inspect("some.bin", "--limit", "2")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix("some.bin: TFRecord, \(kind.rawValue)\nbytes: "))
    #expect(run.output.hasSuffix("\nchecks: every checksum is right\n" + Self.tables))
  }

  @Test func `the first damage is an error after what was counted`() async throws {
    let scratch = try ScratchDirectory.current
    try Self.write(to: "some.bin")
    var bytes = try scratch.bytes(of: "some.bin")
    bytes[60] ^= 1
    try scratch.write(bytes, to: "some.bin")
    let run = try await Self.inspect("some.bin", "--limit", "0")
    #expect(run.status == 1)
    #expect(
      run.errors.hasPrefix("lessons: some.bin: record 1 at byte 56: checksum of the payload is 0x"),
      "\(run.errors)"
    )
    let facts = """
      some.bin: TFRecord
      bytes: 86
      records: 1
      payload bytes: 28
      smallest record: 28
      largest record: 28

      features
      """
    #expect(run.output.hasPrefix(facts) && !run.output.contains("checks"))
    let json = try await Self.inspect("some.bin", "--json")
    #expect(json.status == 1 && json.errors == run.errors)
    let damage = try JSON.parse(Array(json.output.utf8), path: "output")["damage"]?.string
    #expect("lessons: \(damage ?? "")\n" == run.errors)
  }

  @Test func `records that are no examples are shown by their first bytes`() async throws {
    try Self.write(to: "some.bin", and: [Array("hello".utf8), [0x0A, 0xFF]])
    let run = try await Self.inspect("some.bin")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("\nrecords: 4\n") && run.output.contains("\nno tf.train.Example: 2\n"))
    let table = """

      other records
      ┌────────┬───────┬────────────────┐
      │ record │ bytes │ first bytes    │
      ├────────┼───────┼────────────────┤
      │      2 │     5 │ 68 65 6c 6c 6f │
      └────────┴───────┴────────────────┘

      """
    #expect(run.output.hasSuffix(table))
  }

  @Test func `a CSV file shows its inferred columns and its first rows`() async throws {
    try ScratchDirectory.current.write("n,t\n1,a\n,b\n", to: "rows.csv")
    let run = try await Self.inspect("rows.csv", "--limit", "2")
    let expected = """
      rows.csv: CSV
      bytes: 11
      rows: 2
      columns: 2

      features
      ┌─────────┬────────┬──────────┬────────┬─────────┐
      │ feature │ type   │ presence │ values │ domain  │
      ├─────────┼────────┼──────────┼────────┼─────────┤
      │ n       │ int64  │ optional │      1 │         │
      │ t       │ string │ required │      1 │ 2 texts │
      └─────────┴────────┴──────────┴────────┴─────────┘

      examples
      ┌─────┬─────────┬────────────┬───────┐
      │ row │ feature │ tensor     │ value │
      ├─────┼─────────┼────────────┼───────┤
      │   0 │ n       │ int64 [1]  │ 1     │
      │   0 │ t       │ string [1] │ "a"   │
      │   1 │ n       │ int64 [0]  │       │
      │   1 │ t       │ string [1] │ "b"   │
      └─────┴─────────┴────────────┴───────┘

      """
    #expect(run == LessonsProcess(output: expected, errors: "", status: 0))
  }

  @Test func `the rows before a malformed one are counted`() async throws {
    try ScratchDirectory.current.write("n,t\n1,a\n2\n", to: "rows.csv")
    let run = try await Self.inspect("rows.csv")
    let errors = "lessons: rows.csv:3:1: record has 1 cell, expected 2\n"
    #expect(run == LessonsProcess(output: "rows.csv: CSV\nbytes: 10\nrows: 1\n", errors: errors, status: 1))
  }

  @Test func `a directory lists its files with their kinds`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("area/raw")
    try Self.write(to: "area/raw/part-00000-of-00001")
    try scratch.write(Schema([FeatureSpec("n", .int64)]).pbtxt, to: "area/raw/schema.pbtxt")
    try scratch.write("n,t\n1,a\n", to: "area/rows.csv")
    try scratch.write("{}", to: "area/some.json")
    try scratch.write([0, 1, 2], to: "area/some.bin")
    let run = try await Self.inspect("area", "--json")
    #expect(run.status == 0 && run.errors.isEmpty)
    let json = try JSON.parse(Array(run.output.utf8), path: "output")
    let files = json["files"]?.array ?? []
    #expect(json["kind"]?.string == "directory" && json["file_count"]?.int == 5)
    #expect(
      files.map { "\($0["file"]?.string ?? ""): \($0["kind"]?.string ?? "")" } == [
        "raw/part-00000-of-00001: TFRecord", "raw/schema.pbtxt: schema.pbtxt", "rows.csv: CSV",
        "some.bin: unknown", "some.json: JSON",
      ]
    )
  }

  @Test func `JSON has the same facts and tables`() async throws {
    try Self.write(to: "some.bin")
    let run = try await Self.inspect("some.bin", "--json", "--limit", "0")
    let expected = """
      {
        "path": "some.bin",
        "kind": "TFRecord",
        "bytes": 86,
        "records": 2,
        "payload_bytes": 54,
        "smallest_record": 26,
        "largest_record": 28,
        "checks": "every checksum is right",
        "features": [
          {"feature": "n", "type": "int64", "records": 2, "values_min": 0, "values_max": 1},
          {"feature": "t", "type": "string", "records": 2, "values_min": 1, "values_max": 2}
        ]
      }

      """
    #expect(run == LessonsProcess(output: expected, errors: "", status: 0))
  }

  @Test func `the tensors of a safetensors file are listed, and a cut one is an error`() async throws {
    let header = Array(#"{"w": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}}"#.utf8)
    let bytes = littleEndian(UInt64(header.count)) + header + [UInt8](repeating: 0, count: 7)
    try ScratchDirectory.current.write(bytes, to: "weights")
    let run = try await Self.inspect("weights")
    #expect(run.status == 1)
    #expect(
      run.errors == "lessons: weights: the file has \(bytes.count) bytes, expected \(bytes.count + 1)\n"
    )
    #expect(run.output.hasPrefix("weights: safetensors\nbytes: \(bytes.count)\ntensor count: 1\n"))
    #expect(run.output.contains("│ w      │ F32  │ [1, 2] │"))
  }

  @Test func `an unknown file is shown by its first bytes`() async throws {
    try ScratchDirectory.current.write([0, 1, 2, 254], to: "some")
    let output = "some: unknown\nbytes: 4\nfirst bytes: 00 01 02 fe\n"
    #expect(try await Self.inspect("some") == LessonsProcess(output: output, errors: "", status: 0))
  }

  @Test func `an empty TFRecord file is told by its name`() async throws {
    try ScratchDirectory.current.write("", to: "some.tfrecord")
    let output = "some.tfrecord: TFRecord\nbytes: 0\nrecords: 0\nchecks: every checksum is right\n"
    #expect(try await Self.inspect("some.tfrecord") == LessonsProcess(output: output, errors: "", status: 0))
  }

  @Test(arguments: [
    (["none"], 1, "none: cannot open: No such file or directory\n"),
    (["/dev/null"], 1, "/dev/null: is a pipe or a device, expected a file or a directory\n"),
    ([], 2, "lessons inspect needs a path\nTry `lessons inspect --help`.\n"),
    (["a", "b"], 2, "found a second path \"b\", expected one\nTry `lessons inspect --help`.\n"),
    (
      ["a", "--bogus"], 2,
      "unknown option \"--bogus\", expected one of --limit, --bytes, --skip-corrupt, --json\nTry `lessons inspect --help`.\n"
    ),
  ])
  func `what cannot be inspected is an error`(words: [String], status: Int32, errors: String) async throws {
    let run = try await LessonsProcess.run(["inspect"] + words, in: ScratchDirectory.current.path)
    #expect(run == LessonsProcess(output: "", errors: "lessons: \(errors)", status: status))
  }

  @Test func `features that disagree, come twice or have no values are inferred as they are`() {
    /// A field 1, 2 or 3 with a length before it.
    func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
      [number << 3 | 2, UInt8(content.count)] + content
    }
    func entry(_ feature: [UInt8]) -> [UInt8] { field(1, field(1, Array("f".utf8)) + field(2, feature)) }
    let integers = field(3, [0x08, 1, 0x08, 2])
    let floats = field(2, field(1, [0, 0, 0, 0]))
    let messages: [[UInt8]] = [
      field(1, entry(integers) + entry(floats)), field(1, entry(integers)), field(1, entry([])), [],
      field(1, entry(integers + floats)), field(2, []),
    ]
    var inspector = ExampleInspector()
    let areExamples = messages.map { inspector.add($0[...]) }
    // Of the first message the second `f` counts: one float. An empty message is an example without features.
    #expect(areExamples == [true, true, true, true, false, false])
    let feature = inspector.features.first
    #expect(inspector.features.map(\.name) == ["f"] && inspector.exampleCount == 4)
    #expect(feature?.types == [.int64, .float32] && feature?.exampleCount == 3)
    #expect(feature?.fewestValues == 0 && feature?.mostValues == 2)
  }

  @Test func `names of different bytes have values of their own, even when they are the same text`() throws {
    // "é" as one scalar and as two: equal for Swift, not for TensorFlow.
    let composed = Self.message("\u{e9}", FeatureValues([7] as [Int64]))
    let decomposed = Self.message("e\u{301}", FeatureValues(ByteStrings(["text"])))
    let values = try #require(ExampleInspector.values(of: (composed + decomposed)[...]))
    #expect(values.map { Array($0.name.utf8) } == [[0x65, 0xCC, 0x81], [0xC3, 0xA9]])
    #expect(values.map { $0.values?.type } == [.string, .int64])
  }

  /// An example of one feature.
  private static func message(_ name: String, _ values: FeatureValues) -> [UInt8] {
    let batch = Batch(rowCount: 1, names: [name], columns: [values])
    return Array(ExampleEncoder(names: [name]).encode(batch)[0])
  }
}

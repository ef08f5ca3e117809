import Testing

@testable import RawData

/// `lessons transform`, from CSV and from TFRecords, to the formats it writes.
extension CommandLineTests {
  /// Ragged and vector results: the words of a text, how many there are, and the ends of a cyclic encoding.
  private static let ragged = """
    {
      "format": "tftlessons.transform_fn",
      "format_version": 1,
      "inputs": [
        {"name": "s", "type": "string", "presence": "optional"}, {"name": "n", "type": "int64"}
      ],
      "analyses": [],
      "operations": [
        {"name": "hot", "operation": "one_hot", "inputs": ["n"], "type": "float32", "depth": {"int64": 3}}
      ],
      "outputs": [{"name": "hot", "value": "hot"}, {"name": "s", "value": "s"}]
    }
    """

  private static func transform(_ input: String, _ output: String) async throws -> LessonsProcess {
    try await LessonsProcess.run(
      ["transform", "--transform-output", "out", "--input", input, "--output", output],
      in: ScratchDirectory.current.path
    )
  }

  @Test func `vectors, missing values and empty texts have their form in each format`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write(Self.ragged, to: "out/transform_fn.json")
    try scratch.write("n,s\n0,a b\n2,\n1,\"\"\n", to: "raw.csv")
    let csv = try await Self.transform("raw.csv", "a.csv")
    #expect(csv == LessonsProcess(output: "", errors: "", status: 0))
    #expect(try scratch.text(of: "a.csv") == "hot,s\n1.0 0.0 0.0,a b\n0.0 0.0 1.0,\n0.0 1.0 0.0,\"\"\n")
    _ = try await Self.transform("raw.csv", "a.jsonl")
    #expect(
      try scratch.text(of: "a.jsonl") == """
        {"hot": [1.0, 0.0, 0.0], "s": ["a b"]}
        {"hot": [0.0, 0.0, 1.0], "s": []}
        {"hot": [0.0, 1.0, 0.0], "s": [""]}

        """
    )
  }

  @Test func `records give the same as the CSV file they were made of`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write(Self.ragged, to: "out/transform_fn.json")
    try scratch.write("n,s\n0,a b\n2,\n1,\"\"\n", to: "raw.csv")
    try scratch.write(
      "feature { name: \"n\" type: INT presence { min_fraction: 1 } shape { dim { size: 1 } } }\n"
        + "feature { name: \"s\" type: BYTES }\n",
      to: "schema.pbtxt"
    )
    let converted = try await LessonsProcess.run(
      ["convert", "raw.csv", "raw.tfrecord", "--schema", "schema.pbtxt"],
      in: scratch.path
    )
    try #require(converted.status == 0, "\(converted.errors)")
    for ending in ["csv", "jsonl", "tfrecord"] {
      #expect(try await Self.transform("raw.csv", "a.\(ending)").status == 0)
      #expect(try await Self.transform("raw.tfrecord", "b.\(ending)").status == 0)
      #expect(try scratch.bytes(of: "a.\(ending)") == scratch.bytes(of: "b.\(ending)"))
    }
  }

  @Test func `several texts of a row are written byte for byte, and a lone missing value keeps its line`()
    throws
  {
    let scratch = try ScratchDirectory.current
    var words = ByteStrings()
    for word in [[0xFF], [0x61, 0x2C]] as [[UInt8]] { words.append(word) }
    let column = FeatureValues(.string(words), layout: .ragged(rowOffsets: [0, 2, 2]))
    let writer = try CSVWriter(path: scratch.path("words.csv"), names: ["w"])
    try writer.write(Batch(rowCount: 2, names: ["w"], columns: [column]))
    try writer.close()
    // w, then "<FF> a," in quotes, for there is a comma in it, then "" for the missing value.
    #expect(
      try scratch.bytes(of: "words.csv")
        == Array("w\n\"".utf8) + [0xFF] + Array(" a,\"\n\"\"\n".utf8)
    )
  }
}

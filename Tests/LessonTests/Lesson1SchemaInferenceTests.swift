import RawData
import Testing

/// The schema that follows from the cells of a CSV file.
@Suite("Lesson 1: inferred schemas", .tags(.lesson1), .scratchDirectory)
struct Lesson1SchemaInferenceTests {
  private func inferred(_ csv: String) throws -> Schema {
    try Schema.inferred(fromCSV: ScratchDirectory.current.write(csv, to: "rows.csv"))
  }

  private func column(_ cells: [String]) throws -> FeatureSpec {
    // A second column keeps an empty cell from being an empty line.
    let schema = try inferred((["x,row"] + cells.map { "\($0),r" }).joined(separator: "\n") + "\n")
    return try #require(schema["x"])
  }

  @Test(arguments: [
    (["1", "-2", "+3"], FeatureType.int64), (["9223372036854775807", "-9223372036854775808"], .int64),
    (["1", "9223372036854775808"], .string), (["-99999999999999999999", "2.5"], .string),
    (["1", "2.5"], .float32), (["2.5", "1"], .float32),
    (["1e3"], .float32), (["-1.5E-7", ".5", "5."], .float32), (["nan", "1"], .float32), (["inf"], .float32),
    ([" 7 "], .int64), (["1", "one"], .string), (["0x10"], .string), (["1", "\"2\""], .string),
    (["true"], .string),
    (["1;2"], .string), (["\"\""], .string), (["2015-01-01 00:00:00 UTC"], .string),
  ])
  func `the type is the narrowest that every cell fits`(cells: [String], type: FeatureType) throws {
    let spec = try column(cells)
    #expect(spec.type == type)
    #expect(spec.presence == .required)
  }

  @Test(arguments: [
    (["1", "", "3"], FeatureType.int64), (["", "1.5"], .float32), (["a", ""], .string), (["", ""], .string),
  ])
  func `a column with an empty cell is optional`(cells: [String], type: FeatureType) throws {
    let spec = try column(cells)
    #expect(spec.type == type)
    #expect(spec.presence == .optional)
  }

  // An empty text in quotes is a value: RFC 4180 makes no difference, but our reader does.
  @Test func `an empty text is not a missing value`() throws {
    #expect(try column(["\"\"", "a"]) == FeatureSpec("x", .string, stringDomain: ["", "a"]))
  }

  @Test func `a column without values is of type string and has no domain`() throws {
    #expect(try column(["", ""]) == FeatureSpec("x", .string, presence: .optional))
    #expect(
      try inferred("a,\"b,\"\"c\"\n").features == [FeatureSpec("a", .string), FeatureSpec("b,\"c", .string)]
    )
  }

  @Test func `the texts of a column are its domain, sorted by bytes`() throws {
    let cells = ["b", "\"say \"\"hi\"\"\"", "é", "b", "B", "\"b\"", ""]
    let spec = FeatureSpec("x", .string, presence: .optional, stringDomain: ["B", "b", "say \"hi\"", "é"])
    #expect(try column(cells) == spec)
    // The first cells could have been numbers.
    #expect(try column(["10", "9", "x"]).stringDomain == ["10", "9", "x"])
  }

  @Test(arguments: [(100, true), (101, false)])
  func `a column of more than 100 different texts has no domain`(count: Int, hasDomain: Bool) throws {
    let cells = (0..<count).map { "t\($0)" }
    let spec = try column(cells + cells)
    #expect((spec.stringDomain != nil) == hasDomain)
  }

  @Test func `texts that are not UTF-8 give no domain`() throws {
    let path = try ScratchDirectory.current.write(Array("x\n".utf8) + [0xFF, 10], to: "rows.csv")
    #expect(try Schema.inferred(fromCSV: path).features == [FeatureSpec("x", .string)])
  }

  @Test func `the last rows of a long file count too`() throws {
    let rows = Array(repeating: "1,2", count: 5000) + ["1.5,"]
    let schema = try inferred("\u{FEFF}a,b\r\n" + rows.joined(separator: "\r\n"))
    #expect(schema.features == [FeatureSpec("a", .float32), FeatureSpec("b", .int64, presence: .optional)])
  }

  @Test func `the inferred schema reads its own file, and survives being written`() throws {
    let schema = try inferred("n,x,t\n1,1.5,a\n,2,\"b\"\"\"\n")
    var reader = try CSVReader(path: ScratchDirectory.current.path("rows.csv"), schema: schema)
    #expect(try reader.next()?.rowCount == 2)
    let path = try ScratchDirectory.current.write(schema.pbtxt, to: "schema.pbtxt")
    #expect(try Set(Schema(contentsOf: path).features.map(\.name)) == ["n", "x", "t"])
    #expect(try Schema(contentsOf: path)["t"] == schema["t"])
  }

  @Test(arguments: [
    ("", ": the file is empty, expected a header line"),
    ("a,b\n1\n", ":2:1: record has 1 cell, expected 2"),
    ("a,b\r1,2\r", ":1:4: found a carriage return in a name, expected lines that end in LF or CR LF"),
    ("a,b,a\n", ":1:5: found column \"a\" twice, expected it once"),
    ("a\n\"x\n", ":2:1: found an opening quote, expected a closing one before the end of the file"),
    (
      "a\n1\nx\"\n",
      ":3:2: found a quote inside an unquoted cell, expected the whole cell quoted and the quote doubled"
    ),
  ])
  func `what is no CSV file is reported with line and column`(csv: String, problem: String) throws {
    let path = try ScratchDirectory.current.write(csv, to: "rows.csv")
    let error = #expect(throws: InputError.self) { try Schema.inferred(fromCSV: path) }
    #expect(error?.description == path + problem)
  }

  @Test func `a file that is not there is an error`() throws {
    let path = try ScratchDirectory.current.path("none.csv")
    #expect(throws: FileError.self) { try Schema.inferred(fromCSV: path) }
    #expect(throws: FileError.self) { try Schema(contentsOf: path) }
  }
}

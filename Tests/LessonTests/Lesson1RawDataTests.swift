import RawData
import TaxiFare
import Testing

@Suite("Lesson 1: raw data", .tags(.lesson1), .scratchDirectory)
struct Lesson1RawDataTests {
  static let schema = Schema([
    FeatureSpec("name", .string), FeatureSpec("x", .float32), FeatureSpec("n", .int64),
  ])

  /// All batches of a CSV text.
  func read(
    _ text: String,
    _ schema: Schema = schema,
    batchSize: Int = 4096,
    extraColumns: CSVReader.ExtraColumns = .refused
  ) throws -> [Batch] {
    let path = try ScratchDirectory.current.write(text, to: "rows.csv")
    var reader = try CSVReader(path: path, schema: schema, batchSize: batchSize, extraColumns: extraColumns)
    var batches: [Batch] = []
    while let batch = try reader.next() { batches.append(batch) }
    return batches
  }

  /// The text of the error that reading `text` ends with, without the directory.
  func problem(_ text: String, _ schema: Schema = schema, batchSize: Int = 4096) throws -> String? {
    let error = #expect(throws: InputError.self) { try read(text, schema, batchSize: batchSize) }
    let directory = try ScratchDirectory.current.path
    return error.map { "\($0)".replacing("\(directory)/", with: "") }
  }

  @Test func `a row becomes one typed value per feature`() throws {
    let batch = try #require(try read("name,x,n\na,1.5,7\nb,-2,-8\n").first)
    #expect(batch.rowCount == 2)
    #expect(batch["name"] == FeatureValues(ByteStrings(["a", "b"])))
    #expect(batch["x"] == FeatureValues([1.5, -2] as [Float]))
    #expect(batch["n"] == FeatureValues([7, -8] as [Int64]))
  }

  @Test func `columns are found by name in any order`() throws {
    let batch = try #require(try read("n,name,x\n7,a,1.5\n").first)
    #expect(batch.names == ["name", "x", "n"])
    #expect(batch["n"] == FeatureValues([7] as [Int64]))
  }

  @Test(arguments: [
    ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""), ("", "\"\""),
    ("\u{e9}\u{1F695}", "\u{e9}\u{1F695}"), ("\"", "\"\"\"\""),
  ])
  func `a quoted cell may hold commas, quotes and newlines`(text: String, cell: String) throws {
    let batch = try #require(try read("name,x,n\n\(cell),1,2\nnext,3,4\n").first)
    #expect(batch["name"] == FeatureValues(ByteStrings([text, "next"])))
  }

  @Test(arguments: [
    "name,x,n\r\na,1,2\r\nb,3,4\r\n", "name,x,n\na,1,2\nb,3,4", "\u{FEFF}name,x,n\na,1,2\nb,3,4\n",
    "name,x,n\na,1,2\n\n\nb,3,4\n\n", "\"name\",\"x\",\"n\"\n\"a\",\"1\",\"2\"\nb,3,4\r\n",
    "name,x,n\na, 1 ,2\nb,3,\t4\n", "name,x,n\r\na,1,2\r\nb,3,4\r\n\r",
  ])
  func `line ends, a byte order mark, empty lines and quotes do not change the rows`(text: String) throws {
    #expect(try read(text) == read("name,x,n\na,1,2\nb,3,4\n"))
  }

  @Test(arguments: [1, 2, 3, 1000])
  func `the rows do not depend on the batch size`(batchSize: Int) throws {
    let rows = (0..<500).map { "\"line\n\($0)\",\($0).25,\($0)\n" }.joined()
    let batches = try read("name,x,n\n" + rows, batchSize: batchSize)
    #expect(batches.dropLast().allSatisfy { $0.rowCount == batchSize })
    let whole = try #require(try read("name,x,n\n" + rows).first)
    var first = 0
    for batch in batches {
      #expect(batch == whole.slice(first..<first + batch.rowCount))
      first += batch.rowCount
    }
    #expect(first == 500)
  }

  @Test(arguments: [
    ("name,x,n\na,abc,2\n", "rows.csv:2:3: x: found \"abc\", expected a number"),
    ("name,x,n\na,1,2\n\n\"b\nc\",1,2.5\n", "rows.csv:5:6: n: found \"2.5\", expected an integer of 64 bits"),
    ("name,x,n\na,,2\n", "rows.csv:2:3: x: found an empty cell, expected a number"),
    (
      "name,x,n\n,1,2\n",
      "rows.csv:2:1: name: found an empty cell, expected a text (an empty one is written \"\")"
    ),
    ("name,x,n\na,\"\",2\n", "rows.csv:2:4: x: found \"\", expected a number"),
    ("name,x,n\na,1\n", "rows.csv:2:1: record has 2 cells, expected 3"),
    ("name,x,n\na,1,2,3\n", "rows.csv:2:1: record has 4 cells, expected 3"),
    ("name,x\na,1\n", "rows.csv:1:1: column \"n\" is missing; found name,x, expected name,x,n"),
    ("name,x,y,n\na,1,2,3\n", "rows.csv:1:8: found an extra column \"y\", expected name,x,n"),
    ("name,x,x,n\na,1,2,3\n", "rows.csv:1:8: found column \"x\" twice, expected it once"),
    ("", "rows.csv: the file is empty, expected a header line"),
    (
      "name,x,n\na\"b,1,2\n",
      "rows.csv:2:2: found a quote inside an unquoted cell, expected the whole cell quoted and the quote doubled"
    ),
    (
      "name,x,n\n\"a\"b,1,2\n",
      "rows.csv:2:4: found \"b\" after a closing quote, expected a comma or the end of the line"
    ),
    (
      "name,x,n\na,1,2\n\"b,1,2\n",
      "rows.csv:3:1: found an opening quote, expected a closing one before the end of the file"
    ),
    (
      "name,x,n\na,1,9223372036854775808\n",
      "rows.csv:2:5: n: found \"9223372036854775808\", expected an integer of 64 bits"
    ),
  ])
  func `what is wrong is said with line, column and text`(text: String, expected: String) throws {
    #expect(try problem(text) == expected)
    #expect(try problem(text, batchSize: 1) == expected)
  }

  @Test func `of two errors the one in the earlier row is reported`() throws {
    #expect(
      try problem("name,x,n\na,1,b\nc,d,2\n")
        == "rows.csv:2:5: n: found \"b\", expected an integer of 64 bits"
    )
    #expect(try problem("name,x,n\na,b,1\nc,2\n") == "rows.csv:2:3: x: found \"b\", expected a number")
  }

  @Test func `a missing value of an optional feature leaves its row empty, a default fills it`() throws {
    let schema = Schema([
      FeatureSpec("x", .float32, presence: .optional), FeatureSpec("n", .int64, presence: .defaultValue("5")),
      FeatureSpec("name", .string, presence: .optional),
    ])
    let batch = try #require(try read("x,n,name\n1,,\n,3,\"\"\n", schema).first)
    #expect(batch["x"] == FeatureValues(.float32([1]), layout: .ragged(rowOffsets: [0, 1, 1])))
    #expect(batch["n"] == FeatureValues([5, 3] as [Int64]))
    #expect(
      batch["name"] == FeatureValues(.string(ByteStrings([""])), layout: .ragged(rowOffsets: [0, 0, 1]))
    )
  }

  @Test func `without a header the columns are the schema's, in its order`() throws {
    let path = try ScratchDirectory.current.write("a,1,2\nb,3,4\n", to: "rows.csv")
    var reader = try CSVReader(path: path, schema: Self.schema, header: .none)
    #expect(try [reader.next()] == read("name,x,n\na,1,2\nb,3,4\n"))
    let wrong = try ScratchDirectory.current.write("a,1\n", to: "wrong.csv")
    var wrongReader = try CSVReader(path: wrong, schema: Self.schema, header: .none)
    let error = #expect(throws: InputError.self) { try wrongReader.next() }
    #expect(error?.description == "\(wrong):1:1: record has 2 cells, expected 3")
  }

  @Test(arguments: [1, 2, 8])
  func `the batches and the first error do not depend on the number of threads`(threads: Int) throws {
    let rows = (0..<900).map { "\"line\n\($0)\",\($0).25,\($0 == 700 || $0 == 30 ? "x" : "1")\n" }.joined()
    let path = try ScratchDirectory.current.write("name,x,n\n" + rows, to: "rows.csv")
    var reader = try CSVReader(path: path, schema: Self.schema, batchSize: 10, threads: threads)
    var rowCount = 0
    let error = #expect(throws: InputError.self) { try reader.forEachBatch { rowCount += $0.rowCount } }
    #expect(rowCount == 30)
    // Line 1 is the header, every record has two lines, and its last cell is on the second one.
    #expect(error?.position == .line(1 + 2 * 31, column: 11))
  }

  @Test func `extra columns can be passed over`() throws {
    let text = "name,x,y,n\na,1,not a number,3\n"
    #expect(try read(text, extraColumns: .ignored) == read("name,x,n\na,1,3\n"))
  }

  @Test func `bytes that are no UTF-8 come through unchanged`() throws {
    let path = try ScratchDirectory.current.path("rows.csv")
    let file = try OutputFile(path: path)
    try file.write(Array("name\n".utf8) + [0xFF, 0xC3, 0x28, 10])
    try file.commit()
    var reader = try CSVReader(path: path, schema: Schema([FeatureSpec("name", .string)]))
    let batch = try #require(try reader.next())
    guard case .string(let strings) = batch["name"]?.storage else { throw TestError.wrongType }
    #expect(Array(strings[0]) == [0xFF, 0xC3, 0x28])
  }

  @Test func `a large file has all its bytes in order, whatever pieces they came in`() throws {
    let path = try ScratchDirectory.current.path("large")
    let file = try OutputFile(path: path)
    var expected: [UInt8] = []
    for index in 0..<400 {
      let piece = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: index * 37 + 1)
      try file.write(piece)
      expected += piece
    }
    try file.commit()
    #expect(try InputFile.contents(of: path) == expected)
  }

  @Test func `a file that does not exist is named with the system's reason`() {
    let error = #expect(throws: FileError.self) { try CSVReader(path: "none.csv", schema: Self.schema) }
    #expect(error?.description == "none.csv: cannot open: No such file or directory")
  }

  @Test func `what the writer writes the reader reads`() throws {
    let rows = try #require(try read("name,x,n\n\"a,\"\"b\"\"\n\",1.1,2\nplain,3e-40,-4\n").first)
    let path = try ScratchDirectory.current.path("copy.csv")
    let writer = try CSVWriter(path: path, names: rows.names)
    try writer.write(rows)
    try writer.close()
    var reader = try CSVReader(path: path, schema: Self.schema)
    #expect(try reader.next() == rows)
  }

  // Found by `make fuzz`: a file that begins with two byte order marks, of which the second belongs to a name.
  @Test func `a name that begins with a byte order mark is written so that it is read again`() throws {
    let scratch = try ScratchDirectory.current
    let schema = Schema([FeatureSpec("\u{FEFF}x", .float32), FeatureSpec("y", .float32)])
    let source = try scratch.write("\u{FEFF}\u{FEFF}x,y\n1,2\n", to: "marks.csv")
    var original = try CSVReader(path: source, schema: schema)
    let rows = try #require(try original.next())
    let writer = try CSVWriter(path: scratch.path("copy.csv"), names: rows.names)
    try writer.write(rows)
    try writer.close()
    #expect(try scratch.text(of: "copy.csv") == "\"\u{FEFF}x\",y\n1.0,2.0\n")
    var reader = try CSVReader(path: scratch.path("copy.csv"), schema: schema)
    #expect(try reader.next() == rows)
  }
}

enum TestError: Error { case wrongType }

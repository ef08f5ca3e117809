import EndToEnd
import Preprocessing
import RawData
import TFRecords
import Testing

/// A batch with bad rows: they are told, and the others are predicted.
@Suite("Lesson 6: bad rows", .tags(.lesson6), .scratchDirectory)
struct Lesson6BadRowTests {
  /// How a row can be bad.
  enum Damage: CaseIterable {
    case word, missingCell, extraCell, time

    var text: String {
      switch self {
      case .word: "many,\(HandModel.time(hour: 1))"
      case .missingCell: "1"
      case .extraCell: "1,\(HandModel.time(hour: 1)),2"
      case .time: "1,noon"
      }
    }
  }

  /// All rows of a file as a model predicts them, whatever the batches that they come in.
  struct Whole {
    var predictions: [Float] = []
    var failures: [String] = []

    init(_ reader: inout some ForgivingReader, threads: Int = 2) throws {
      try HandModel.endToEnd().predict(rowsOf: &reader, threads: threads) { rows in
        #expect(rows.firstRow == predictions.count)
        predictions += rows.predictions
        failures += rows.failures.map(\.text)
      }
    }

    init(csv path: String, threads: Int = 2) throws {
      var reader = try CSVReader(path: path, schema: HandModel.schema)
      try self.init(&reader, threads: threads)
    }
  }

  // Three batches of the reader, with bad rows at their edges, alone and in a row.
  static let bad = Set([0, 1, 2, 700, 4095, 4096, 8999] + (5000..<5100))

  @Test(arguments: [1, 2, 5])
  func `rows beside bad ones are predicted as if they were alone`(threads: Int) throws {
    let scratch = try ScratchDirectory.current
    let lines = (0..<9000).map { row in
      Self.bad.contains(row) ? Damage.allCases[row % 4].text : HandModel.row(row).text
    }
    let path = try scratch.write("x,t\n\(lines.joined(separator: "\n"))\n", to: "rows.csv")
    let whole = try Whole(csv: path, threads: threads)
    #expect(whole.predictions.count == 9000)
    let wrong = whole.predictions.indices.filter { row in
      Self.bad.contains(row)
        ? !whole.predictions[row].isNaN : whole.predictions[row] != HandModel.row(row).prediction
    }
    #expect(wrong == [])
    let rows = whole.failures.compactMap { Int($0.dropFirst(4).prefix { $0 != ":" }) }
    #expect(rows == Self.bad.sorted())
    #expect(
      whole.failures.prefix(4) == [
        "row 0: line 2, column 1: x: found \"many\", expected a number",
        "row 1: line 3, column 1: record has 1 cell, expected 2",
        "row 2: line 4, column 1: record has 3 cells, expected 2",
        "row 700: line 702, column 1: x: found \"many\", expected a number",
      ]
    )
    let time = try #require(whole.failures.first { $0.hasPrefix("row 4095:") })
    #expect(time.hasPrefix("row 4095: LessonTests/HandModel.swift:"))
    let problem = "found \"noon\", expected a time like \"2009-06-15 17:26:21 UTC\""
    #expect(time.hasSuffix(": parse_datetime(t): \(problem)"))
  }

  @Test func `a quoted cell over several lines does not shift the lines of bad rows after it`() throws {
    let scratch = try ScratchDirectory.current
    let text = "x,t\n\"1\",\"no\n\non\"\n2,\(HandModel.time(hour: 2))\nmany,a\n"
    let whole = try Whole(csv: scratch.write(text, to: "rows.csv"))
    #expect(whole.predictions.map(\.isNaN) == [true, false, true])
    #expect(whole.failures[1] == "row 2: line 6, column 1: x: found \"many\", expected a number")
  }

  @Test func `a file of bad rows alone has a reason for each`() throws {
    let scratch = try ScratchDirectory.current
    let path = try scratch.write("x,t\na,b\nc,d\n\ne,f\n", to: "rows.csv")
    #expect(
      try Whole(csv: path).failures == [
        "row 0: line 2, column 1: x: found \"a\", expected a number",
        "row 1: line 3, column 1: x: found \"c\", expected a number",
        "row 2: line 5, column 1: x: found \"e\", expected a number",
      ]
    )
  }

  @Test func `a batch in memory has the numbers of the data`() throws {
    let batch = Rows([
      "x": FeatureValues([1, 2, 3] as [Float]),
      "t": strings([HandModel.time(hour: 0), "noon", HandModel.time(hour: 1)]),
    ]).batch
    let rows = try HandModel.endToEnd().predictEach(batch, firstRow: 100)
    #expect(rows.failures.map(\.row) == [101])
    #expect(rows.predictions[0] == 0.5 && rows.predictions[1].isNaN && rows.predictions[2] == 7.5)
    // As two columns, each row has a value in one of them.
    let columns = rows.batch
    #expect(columns["prediction"]?.floats == [0.5, 7.5])
    #expect(columns["prediction"]?.layout == .ragged(rowOffsets: [0, 1, 1, 2]))
    #expect(columns["error"]?.layout == .ragged(rowOffsets: [0, 0, 1, 1]))
    #expect(columns["error"]?.text(at: 0) == rows.failures[0].text)
  }

  @Test func `no rows are no predictions`() throws {
    let empty = Rows(["x": FeatureValues([Float]()), "t": strings([])]).batch
    let rows = try HandModel.endToEnd().predictEach(empty)
    #expect(rows.predictions.isEmpty && rows.failures.isEmpty && rows.batch.rowCount == 0)
  }

  // MARK: records

  /// Ten rows as records; where each begins in the file.
  static func records() throws -> (path: String, starts: [Int]) {
    let scratch = try ScratchDirectory.current
    let path = scratch.path("rows.tfrecord")
    let writer = try ExampleWriter(path: path, names: ["x", "t"])
    let rows = (0..<10).map(HandModel.row)
    let x = rows.map { Float($0.text.split(separator: ",")[0]) ?? .nan }
    let times = rows.map { String($0.text.split(separator: ",")[1]) }
    try writer.write(Rows(["x": FeatureValues(x), "t": strings(times)]).batch)
    try writer.close()
    // A record is a length of 8 bytes, its checksum, the payload and its checksum.
    let bytes = try scratch.bytes(of: "rows.tfrecord")
    var starts = [0]
    while let start = starts.last, start < bytes.count {
      starts.append(start + 16 + Int(bytes[start]) + Int(bytes[start + 1]) << 8)
    }
    return (path, starts)
  }

  static func flip(_ offset: Int) throws {
    let scratch = try ScratchDirectory.current
    var bytes = try scratch.bytes(of: "rows.tfrecord")
    bytes[offset] ^= 1
    try scratch.write(bytes, to: "rows.tfrecord")
  }

  @Test func `a record whose checksum is wrong is a bad row`() throws {
    let (path, starts) = try Self.records()
    try Self.flip(starts[4] + 20)
    var reader = ExampleReader(paths: [path], schema: HandModel.schema)
    let whole = try Whole(&reader)
    #expect(whole.predictions.indices.filter { whole.predictions[$0].isNaN } == [4])
    #expect(whole.predictions[9] == HandModel.row(9).prediction)
    let payload = starts[4] + 12
    #expect(whole.failures[0].hasPrefix("row 4: record 4 at byte \(payload): checksum of the payload is 0x"))
    // Passed over, it is no row at all.
    let skipped = SkippedRecords()
    reader = ExampleReader(paths: [path], schema: HandModel.schema, skipping: skipped)
    let others = try Whole(&reader)
    #expect(others.predictions == (0..<10).filter { $0 != 4 }.map { HandModel.row($0).prediction })
    #expect(others.failures == [] && skipped.count == 1)
  }

  @Test func `after a damaged length there are no rows to find`() throws {
    let (path, starts) = try Self.records()
    try Self.flip(starts[7])
    var reader = ExampleReader(paths: [path], schema: HandModel.schema)
    let error = #expect(throws: InputError.self) { try Whole(&reader) }
    #expect(error?.position == .record(7, byteOffset: starts[7]))
  }

  @Test func `a record without a feature is a bad row`() throws {
    let scratch = try ScratchDirectory.current
    let path = scratch.path("rows.tfrecord")
    let writer = try ExampleWriter(path: path, names: ["x", "t"])
    let x = FeatureValues(.float32([1, 3]), layout: .ragged(rowOffsets: [0, 1, 1, 2]))
    try writer.write(Rows(["x": x, "t": strings([0, 1, 2].map(HandModel.time))]).batch)
    try writer.close()
    var reader = ExampleReader(paths: [path], schema: HandModel.schema)
    let whole = try Whole(&reader)
    #expect(whole.predictions[0] == 0.5 && whole.predictions[1].isNaN && whole.predictions[2] == 10.5)
    #expect(whole.failures.count == 1)
    #expect(whole.failures[0].hasPrefix("row 1: record 1 at byte "))
    #expect(whole.failures[0].hasSuffix(": x: the value is missing, expected one of type float32"))
  }
}

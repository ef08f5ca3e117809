import RawData

/// CSV files: what is read does not depend on threads, batch size or the reader's buffer, agrees with a parser that goes
/// letter by letter, and is the same again once written.
enum CSVTarget: FuzzTarget {
  static func run(_ input: Input) throws {
    var input = input
    let mode = input.choice(of: 8)
    let batchSize = 1 + input.choice(of: 8)
    switch mode {
    case 0...3: try runTexts(width: mode + 1, batchSize, &input)
    case 4, 5: try runTyped(mode == 4 ? .refused : .ignored, batchSize, input.rest)
    default: try runInferred(batchSize, input.rest)
    }
  }

  /// No header, every column a text that may be missing.
  private static func runTexts(width: Int, _ batchSize: Int, _ input: inout Input) throws {
    let shift = input.number()
    let features = (0..<width).map { FeatureSpec("c\($0)", .string, presence: .optional) }
    let schema = Schema(features)
    let text = input.rest
    let path = try Scratch.write(text, to: "in.csv")
    let file = CSVFile(path: path, schema: schema, header: .none)
    let reading = file.checkedReading(batchSize: batchSize)
    let expected = LetterByLetterCSV.records(text, width: width)
    expectEqual(reading.error == nil, expected != nil, "both parsers refuse \(path): \(reading.error ?? "")")
    if let expected { expectEqual(reading.rows, expected.map { row($0, schema) }, "both parsers agree") }
    try checkShifted(reading, text, by: shift, file, width: width)
    try file.checkRewritten(reading)
  }

  private static func row(_ cells: [[UInt8]?], _ schema: Schema) -> Batch {
    let columns = cells.map { cell in
      var strings = ByteStrings()
      if let cell { strings.append(cell) }
      return FeatureValues(.string(strings), layout: .ragged(rowOffsets: [0, strings.count]))
    }
    return Batch(rowCount: 1, names: schema.features.map(\.name), columns: columns)
  }

  /// A long first row moves the text to the end of the reader's buffer, whatever size of 2^14 to 2^18 it has.
  private static func checkShifted(
    _ reading: CSVFile.Reading,
    _ text: ArraySlice<UInt8>,
    by shift: Int,
    _ file: CSVFile,
    width: Int
  ) throws {
    guard shift % 8 == 1, !text.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    let boundary = 1 << (14 + shift / 8 % 5)
    let end = String(repeating: ",", count: width - 1) + "\n"
    let cell = boundary - (shift / 64) % (text.count + 1) - end.utf8.count
    let path = try Scratch.write([UInt8](repeating: 65, count: cell) + Array(end.utf8) + text, to: "in.csv")
    let shifted = CSVFile(path: path, schema: file.schema, header: .none).reading(batchSize: 4096, threads: 1)
    expectEqual(shifted.error, reading.error(linesLower: 1), "the same error behind a long row")
    if reading.error == nil {
      expectEqual(Array(shifted.rows.dropFirst()), reading.rows, "the same rows behind a long one")
    }
    _ = try Scratch.write(text, to: "in.csv")
  }

  /// A header, and a column of each kind.
  private static func runTyped(
    _ extraColumns: CSVReader.ExtraColumns,
    _ batchSize: Int,
    _ text: ArraySlice<UInt8>
  ) throws {
    let schema = Schema([
      FeatureSpec("a", .float32),
      FeatureSpec("b", .int64, presence: .optional),
      FeatureSpec("c", .string, presence: .defaultValue("none")),
      FeatureSpec("d", .float32, presence: .defaultValue("-1")),
    ])
    let path = try Scratch.write(text, to: "in.csv")
    let file = CSVFile(path: path, schema: schema, extraColumns: extraColumns)
    try file.checkRewritten(file.checkedReading(batchSize: batchSize))
  }

  /// The schema that was inferred from a file must fit it.
  private static func runInferred(_ batchSize: Int, _ text: ArraySlice<UInt8>) throws {
    let path = try Scratch.write(text, to: "in.csv")
    let file = CSVFile(path: path, schema: try Schema.inferred(fromCSV: path))
    let reading = file.checkedReading(batchSize: batchSize)
    expectEqual(reading.error, nil, "a file fits the schema inferred from it")
    try file.checkRewritten(reading)
  }
}

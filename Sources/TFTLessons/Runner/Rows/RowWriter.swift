import RawData
import TFRecords

/// Rows written to a file, in the format that its name ends in.
enum RowWriter {
  case csv(CSVWriter)
  case jsonLines(JSONLinesWriter)
  case records(ExampleWriter)

  /// Whether rows can be written to a file of this name.
  ///
  /// - Throws: `UsageError` when its ending is none of those known, or when it is one that is not compressed.
  static func check(_ path: String, option: String, compression: Compression = .none) throws(UsageError) {
    let isRecords = path.hasSuffix(".tfrecord")
    guard isRecords || path.hasSuffix(".csv") || path.hasSuffix(".jsonl") else {
      throw UsageError("\(option): found \"\(path)\", expected a name ending in .csv, .jsonl or .tfrecord")
    }
    guard isRecords || compression == .none else {
      throw UsageError("--compression: found \"\(path)\" to write, expected a name ending in .tfrecord")
    }
  }

  /// Starts a file of the schema's features; `check` has passed its name.
  ///
  /// - Parameter writesNull: in JSON Lines, an optional feature is its value or `null`, and not a list.
  init(path: String, schema: Schema, compression: Compression = .none, writesNull: Bool = false)
    throws(FileError)
  {
    let names = schema.features.map(\.name)
    if path.hasSuffix(".csv") {
      self = .csv(try CSVWriter(path: path, names: names))
    } else if path.hasSuffix(".jsonl") {
      self = .jsonLines(try JSONLinesWriter(path: path, schema: schema, writesNull: writesNull))
    } else {
      self = .records(try ExampleWriter(path: path, names: names, compression: compression))
    }
  }

  /// Adds the rows of `batch`.
  func write(_ batch: Batch) throws {
    switch self {
    case .csv(let writer): try writer.write(batch)
    case .jsonLines(let writer): try writer.write(batch)
    case .records(let writer): try writer.write(batch)
    }
  }

  /// Adds every remaining row of `reader`.
  func write(rowsOf reader: inout some BatchReader) throws {
    if case .records(let writer) = self {
      _ = try writer.write(rowsOf: &reader)
    } else {
      try reader.process(threads: Parallelism.processorCount, \.self) { try write($0) }
    }
  }

  /// Puts the file in its place.
  func close() throws {
    switch self {
    case .csv(let writer): try writer.close()
    case .jsonLines(let writer): try writer.close()
    case .records(let writer): try writer.close()
    }
  }
}

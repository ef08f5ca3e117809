/// Writes batches as CSV (RFC 4180): a header, then a line per row.
///
/// Floats have the shortest decimal that reads back as the same float. Several values of a row share a cell, with a space
/// between them: `0.5 0.25`. A row without a value has an empty cell, an empty string is `""`; where the only column has no
/// value, `""` too, for readers pass over empty lines. Strings are written byte for byte; several of a row that have spaces
/// in them cannot be told apart again, which JSON Lines and TFRecord can.
public struct CSVWriter {
  private let file: OutputFile
  private let names: [String]

  /// Starts a file with the header `names`.
  public init(path: String, names: [String]) throws(FileError) {
    self.names = names
    file = try OutputFile(path: path)
    try file.write { bytes in
      for (index, name) in names.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.append(Array(name.utf8)[...], to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// Adds the rows of `batch`, its columns in the header's order.
  ///
  /// - Precondition: the batch has every column of the header.
  public func write(_ batch: Batch) throws(FileError) {
    // Nil for a column without any value, all of whose cells are empty.
    let columns = names.map { name -> FeatureValues? in
      guard let column = batch[name] else { preconditionFailure("the batch has no column \(name)") }
      return column.valueCount == 0 ? nil : column
    }
    for start in stride(from: 0, to: batch.rowCount, by: Self.rowsAtOnce) {
      try file.write { bytes in
        for row in start..<min(start + Self.rowsAtOnce, batch.rowCount) {
          Self.append(columns, row, to: &bytes)
        }
      }
    }
  }

  /// So many rows at once are written to the file's buffer.
  private static let rowsAtOnce = 16

  /// Puts the file in its place.
  public func close() throws(FileError) {
    try file.commit()
  }

  private static func append(_ columns: [FeatureValues?], _ row: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    // In place: a copy of a column costs more than the cell.
    columns.withUnsafeBufferPointer { columns in
      for index in columns.indices {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        if let column = columns[index] { append(column, row, to: &bytes) }
      }
    }
    if bytes.count == start { bytes += [UInt8](repeating: UInt8(ascii: "\""), count: 2) }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func append(_ column: FeatureValues, _ row: Int, to bytes: inout [UInt8]) {
    let range = column.range(ofRow: row)
    guard !range.isEmpty else { return }
    guard case .string(let strings) = column.storage else {
      // Numbers need no quotes.
      for index in range {
        if index > range.lowerBound { bytes.append(UInt8(ascii: " ")) }
        var text = column.text(at: index)
        text.withUTF8 { bytes.append(contentsOf: $0) }
      }
      return
    }
    if range.count == 1 { return append(strings[range.lowerBound], to: &bytes) }
    var cell: [UInt8] = []
    for index in range {
      if index > range.lowerBound { cell.append(UInt8(ascii: " ")) }
      cell += strings[index]
    }
    append(cell[...], to: &bytes)
  }

  private static func append(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    // At the start of a file a byte order mark without quotes would be passed over.
    let needsQuotes =
      text.isEmpty || text.starts(with: [0xEF, 0xBB, 0xBF])
      || text.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }
    guard needsQuotes else { return bytes.append(contentsOf: text) }
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

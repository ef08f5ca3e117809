import Preprocessing
import RawData
import TFRecords

/// Where a row came from.
extension RowSource {
  /// Runs `body`; an operation that fails on a row is reported with the row's place in the file it came from.
  func locatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    switch format {
    case .csv: return try Runner.locatingErrors(in: path, header: header, body)
    case .records:
      do {
        return try body()
      } catch let error as OperationError {
        guard let row = error.row, let place = try place(ofRow: row) else { throw error }
        throw InputError(file: place.file, position: place.position, problem: "\(error)")
      }
    }
  }

  /// The file and the place in it where `row`, counted from 0, starts; nil past the end, and for a pipe, which can be read
  /// only once.
  func place(ofRow row: Int) throws -> (file: String, position: InputError.Position)? {
    switch format {
    case .csv:
      guard Platform.isRegularFile(path) else { return nil }
      return try CSVPlace.position(path: path, row: row, column: nil, header: header).map { (path, $0) }
    case .records(let paths):
      var before = 0
      for path in paths {
        var reader = try RecordReader(path: path, skipsCorrupt: skipped != nil)
        while try reader.next() != nil {
          if before == row { return (path, Self.place(of: reader)) }
          before += 1
        }
      }
      return nil
    }
  }

  /// The place of the record that `reader` has read last.
  static func place(of reader: RecordReader) -> InputError.Position {
    .record(reader.recordIndex - 1, byteOffset: reader.payloadOffset)
  }

  /// The row `number`, counted from 0, with the features of `schema`; other columns are passed over.
  ///
  /// - Throws: `InputError` when there are fewer rows, and whatever reading the rows up to it throws.
  func row(_ number: Int, _ schema: Schema) throws -> Batch {
    var reader = try open(schema, extraColumns: .ignored)
    var before = 0
    while let batch = try reader.next() {
      let index = number - before
      if index < batch.rowCount { return batch.slice(index..<index + 1) }
      before += batch.rowCount
    }
    let found = before == 0 ? "no rows" : before == 1 ? "1 row" : "\(before) rows"
    throw InputError(file: path, problem: "--row: found \(found), counted from 0; expected a row \(number)")
  }
}

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

  /// The row `number`, counted from 0, with the features of `schema`; other columns are passed over, and so are bad rows
  /// before it.
  ///
  /// - Throws: `InputError` when the row cannot be read, or there are fewer rows.
  func row(_ number: Int, _ schema: Schema) throws -> Batch {
    var reader = try open(schema, extraColumns: .ignored)
    var before = 0
    do {
      // One batch at a time: what comes after the row is not read.
      try reader.processStretches(threads: 1, \.self) { stretches in
        for stretch in stretches {
          let index = number - before
          switch stretch {
          case .rows(let batch) where index < batch.rowCount: throw Found(row: batch.slice(index..<index + 1))
          case .rows(let batch): before += batch.rowCount
          case .unreadable(let error) where index == 0: throw error
          case .unreadable: before += 1
          }
        }
      }
    } catch let found as Found {
      return found.row
    }
    let found = before == 0 ? "no rows" : before == 1 ? "1 row" : "\(before) rows"
    throw InputError(file: path, problem: "--row: found \(found), counted from 0; expected a row \(number)")
  }

  /// The end of the search for a row.
  private struct Found: Error {
    let row: Batch
  }
}

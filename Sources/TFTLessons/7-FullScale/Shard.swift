import Preprocessing
import RawData

/// A part of a data set that is worked on by itself, and what tells its rows from others.
public struct Shard: Equatable, Sendable {
  /// Where the rows are.
  public let split: CSVSplit
  /// The hash of their text.
  let hash: UInt64

  /// How many rows there are.
  public var rowCount: Int { split.rowCount ?? 0 }
  /// How many bytes of text they have.
  public var byteCount: Int { split.bytes?.count ?? 0 }

  /// What follows from the rows' text, and differs for others: 16 hexadecimal digits.
  public var fingerprint: String {
    Fingerprint.hexadecimal(Fingerprint.cat64(UInt64(byteCount), hash))
  }

  /// Its rows from the start, with the features of `schema`.
  ///
  /// - Parameter columns: the names of the file's columns.
  func open(_ schema: Schema, columns: [String]) throws -> CSVReader {
    try CSVReader(splits: [split], schema: schema, columns: columns)
  }

  /// Finds out that as many rows were read as the survey has counted.
  ///
  /// - Throws: `FileError` when the file is no longer what it was.
  func checkRows(_ count: Int) throws(FileError) {
    guard count == rowCount else {
      throw FileError(
        path: split.path,
        problem: "has changed while it was read: found \(count) rows, expected \(rowCount); run it again"
      )
    }
  }

  /// Runs `body`; an operation that fails on a row is reported with the row's line and column in the file.
  func locatingErrors<Result>(columns: [String], _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as OperationError {
      guard let row = error.row,
        let position = try split.position(ofRow: row, column: error.feature, columns: columns)
      else { throw error }
      throw InputError(file: split.path, position: position, problem: "\(error)")
    }
  }
}

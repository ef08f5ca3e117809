import Preprocessing
import RawData

/// Runs `body`; an operation that fails on a row is reported with the row's line and column in the CSV file it came from.
func locatingErrors<Result>(
  in csvPath: String,
  header: CSVReader.Header = .firstRecord,
  _ body: () throws -> Result
) throws -> Result {
  do {
    return try body()
  } catch let error as OperationError {
    guard let row = error.row,
      let position = try CSVPlace.position(path: csvPath, row: row, column: error.feature, header: header)
    else { throw error }
    throw InputError(file: csvPath, position: position, problem: "\(error)")
  }
}

import Preprocessing
import RawData

/// Runs `body`; an operation that fails on a row is reported with the row's line and column in the CSV file it came from.
func locatingErrors<Result>(
  in csvPath: String,
  header: CSVReader.Header = .firstRecord,
  _ body: () throws -> Result
) throws -> Result {
  try locatingErrors(in: [csvPath], header: header, body)
}

/// The same for the shards of a data set, whose rows are numbered through.
func locatingErrors<Result>(
  in csvPaths: [String],
  header: CSVReader.Header = .firstRecord,
  _ body: () throws -> Result
) throws -> Result {
  do {
    return try body()
  } catch let error as OperationError {
    guard let row = error.row,
      let place = try CSVPlace.position(paths: csvPaths, row: row, column: error.feature, header: header)
    else { throw error }
    throw InputError(file: place.path, position: place.position, problem: "\(error)")
  }
}

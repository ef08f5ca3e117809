import Embeddings
import RawData
import TFRecords

/// The rows that a model is trained on, or judged by.
enum ModelRows {
  case training, validation
}

extension PipelineRun {
  /// - Throws: `InputError` when there is no row to train on.
  func checkTrainingRows() throws {
    for path in try ShardedRecords.shards(in: directory.rawRecords) {
      var reader = try RecordReader(path: path)
      if try reader.next() != nil { return }
    }
    throw InputError(file: options.data, problem: "found no rows, expected some to train a model on")
  }

  /// - Throws: `InputError` when `examples`, the validation rows, are none.
  func checkValidationRows(_ examples: Examples) throws {
    guard examples.count == 0 else { return }
    throw InputError(
      file: path(of: .validation),
      problem: options.valid == nil
        ? "found too few rows to hold a fifth of them back, expected five or more, or validation rows by --valid"
        : "found no rows, expected some to judge the model by"
    )
  }

  /// The CSV file or files that rows come from. A training's are read from records, which are its rows, one for one.
  private func path(of rows: ModelRows) -> String {
    rows == .validation ? options.valid ?? options.data : options.data
  }

  /// Runs `body`; what fails on a row is reported with the row's place in the CSV file.
  func locatingRows<Result>(_ rows: ModelRows, _ body: () throws -> Result) throws -> Result {
    do {
      return try locatingErrors(in: DataFiles(path(of: rows)).paths, header: options.header, body)
    } catch let error as ModelError {
      let paths = try DataFiles(path(of: rows)).paths
      guard let row = error.row, paths.allSatisfy(Platform.isRegularFile),
        let place = try CSVPlace.position(
          paths: paths,
          row: number(of: row.number, rows),
          column: row.feature,
          header: options.header
        )
      else { throw error }
      throw InputError(
        file: place.path,
        position: place.position,
        problem:
          "\(row.problem); mend this row or take it out, or mend what the preprocessing_fn makes of it"
      )
    }
  }

  /// The number in the file of row `row` of one part: with a file of validation rows every part has its own.
  private func number(of row: Int, _ rows: ModelRows) -> Int {
    guard options.valid == nil else { return row }
    return HeldBackReader.originalRow(of: row, seed: options.seed, isHeldBack: rows == .validation)
  }
}

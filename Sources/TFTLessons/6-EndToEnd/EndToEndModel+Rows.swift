import Embeddings
import Preprocessing
import RawData
import TransformedData

/// Predictions of rows of which some may be bad.
extension EndToEndModel {
  /// The prediction of every row of a batch that has one, and what is wrong with each of the others.
  ///
  /// - Parameters:
  ///   - rawRows: rows of raw features.
  ///   - firstRow: the number of the batch's first row in the data, from 0.
  public func predictEach(_ rawRows: Batch, firstRow: Int = 0) -> PredictedRows {
    finish(outcomes(of: rawRows), firstRow: firstRow)
  }

  /// Predicts a CSV file or TFRecord files from front to back on all cores, in memory that does not grow with the rows.
  ///
  /// ```swift
  /// var reader = try CSVReader(path: "rides.csv", schema: model.inputSchema, extraColumns: .ignored)
  /// try model.predict(rowsOf: &reader) { rows in
  ///   total += rows.predictions.reduce(0, +)
  ///   for failure in rows.failures { print(failure.text) }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - reader: gives the features of `inputSchema`.
  ///   - threads: how many rows are worked on at once; the predictions do not depend on it.
  ///   - body: gets all rows in order, some thousands at a time.
  /// - Throws: `InputError` when the data is so damaged that nobody knows where the next row starts; whatever `body`
  ///   throws.
  public func predict(
    rowsOf reader: inout some ForgivingReader,
    threads: Int = Parallelism.processorCount,
    _ body: (PredictedRows) throws -> Void
  ) throws {
    var rowsRead = 0
    try reader.processStretches(threads: threads) { stretches in
      stretches.flatMap { stretch in
        switch stretch {
        case .rows(let batch): outcomes(of: batch)
        case .unreadable(let error): [Outcome.unreadable(error)]
        }
      }
    } _: { outcomes in
      let rows = finish(outcomes, firstRow: rowsRead)
      rowsRead += rows.predictions.count
      try body(rows)
    }
  }

  /// What became of rows whose number in the data is not known yet.
  private enum Outcome: Sendable {
    case predictions([Float])
    case unreadable(InputError)
    case untransformable(OperationError)
    /// A row whose error needs its number.
    case unpredictable(Batch)
  }

  /// Some row has no prediction.
  private struct NoPrediction: Error {}

  private func outcomes(of rawRows: Batch) -> [Outcome] {
    var outcomes: [Outcome] = []
    rawRows.forEachStretch({ rows in
      guard let features = transformFn.transformIfPossible(rows) else { throw NoPrediction() }
      return try predictor(features)
    }) { rows, result in
      switch result {
      case .success(let predictions): outcomes.append(.predictions(predictions))
      case .failure: outcomes.append(outcome(ofSingle: rows))
      }
    }
    return outcomes
  }

  /// What became of a row that goes the long way.
  private func outcome(ofSingle rawRow: Batch) -> Outcome {
    do {
      return .predictions(try predict(rawRow))
    } catch let error as OperationError {
      return .untransformable(error)
    } catch {
      return .unpredictable(rawRow)
    }
  }

  private func finish(_ outcomes: [Outcome], firstRow: Int) -> PredictedRows {
    var rows = PredictedRows(firstRow: firstRow, classNames: classNames)
    for outcome in outcomes {
      let row = firstRow + rows.predictions.count
      switch outcome {
      case .predictions(let predictions):
        if rows.predictions.isEmpty {
          rows.predictions = predictions
        } else {
          rows.predictions += predictions
        }
      case .unreadable(let error): rows.appendFailure(error)
      case .untransformable(var error):
        error.row = row
        rows.appendFailure(error)
      case .unpredictable(let batch):
        do {
          rows.predictions += try predict(batch, firstRow: row)
        } catch {
          rows.appendFailure(error)
        }
      }
    }
    return rows
  }
}

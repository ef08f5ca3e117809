import EndToEnd
import RawData

/// Works on a directory of a model, `model`, and raw rows, `rides.csv`.
struct Serving {
  private let directory: String
  private let model: EndToEndModel
  /// Raw rows in memory.
  private let rows: [Batch]

  init(_ directory: String, rowCount: Int) throws {
    self.directory = directory
    model = try EndToEndModel(contentsOf: "\(directory)/model")
    var reader = try Self.reader(directory, model)
    rows = try reader.rows(upTo: rowCount)
  }

  private static func reader(_ directory: String, _ model: EndToEndModel) throws -> CSVReader {
    try CSVReader(path: "\(directory)/rides.csv", schema: model.inputSchema, extraColumns: .ignored)
  }

  /// The latency of one row that so many percent of rows do not exceed, in seconds; after a first round.
  func latency(percent: Int) throws -> Double {
    var predict = RowPredictor(model)
    let clock = ContinuousClock()
    for row in rows.prefix(200) { _ = try predict(row) }
    let latencies = try rows.map { row in
      let start = clock.now
      _ = try predict(row)
      return (clock.now - start) / .seconds(1)
    }
    return latencies.sorted()[(latencies.count - 1) * percent / 100]
  }

  var rowCount: Int { rows.count }

  /// Predicts the CSV file into another; how many rows.
  func predictCSV(to output: String) throws -> Int {
    var reader = try Self.reader(directory, model)
    let writer = try CSVWriter(
      path: output,
      names: PredictedRows.schema(model.classNames).features.map(\.name)
    )
    var rows = 0
    try model.predict(rowsOf: &reader) { predicted in
      rows += predicted.predictions.count
      try writer.write(predicted.batch)
    }
    try writer.close()
    return rows
  }
}

import Drawing
import EndToEnd
import RawData

extension PipelineRun {
  /// Loads the model `name` from disk and predicts sample rows, beside their true labels.
  func predict(_ name: String) throws -> String {
    let model = try trace.span("load_model") {
      try EndToEndModel(contentsOf: directory.model(name), layers: pipeline.layers)
    }
    let rows = try sampleRows(5)
    var table = TextTable(columns: [
      ("row", .right), (pipeline.label, .right), ("prediction", .right), ("difference", .right),
    ])
    try trace.span("predict") {
      for (index, row) in rows.enumerated() {
        let prediction = Double(try model.predict(row, firstRow: index)[0])
        let label = row[pipeline.label]?.text(at: 0) ?? ""
        let difference = Double(label).map { fixed(prediction - $0, places: 2) } ?? ""
        table.addRow([String(index), label, fixed(prediction, places: 2), difference])
      }
      trace.add(rows: rows.count)
    }
    let note = options.valid == nil ? "\nrows of the training file: there is no validation file" : ""
    return table.render() + note
  }

  /// Raw rows to predict: the first of the validation file, or of the training file where there is none.
  func sampleRows(_ count: Int) throws -> [Batch] {
    var reader = try openCSV(options.valid ?? options.data)
    return try reader.rows(upTo: count)
  }
}

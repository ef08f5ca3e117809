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
    let isClass = model.predictsClasses
    var table = TextTable(
      columns: [("row", .right), (pipeline.label, isClass ? .left : .right)] + model.predictionColumns
    )
    try trace.span("predict") {
      for (index, row) in rows.enumerated() {
        let prediction = try model.predict(row, firstRow: index)[0]
        let label = row[pipeline.label].flatMap { $0.valueCount > 0 ? $0.text(at: 0) : nil } ?? ""
        table.addRow([String(index), label] + model.cells(prediction, label: label))
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

extension EndToEndModel {
  /// Whether it predicts classes, and not numbers.
  fileprivate var predictsClasses: Bool { predictor.model.architecture.loss.isClassification }

  private var predictsProbability: Bool {
    predictsClasses && predictor.model.architecture.outputShape.size == 1
  }

  /// What a table shows of a prediction.
  fileprivate var predictionColumns: [(String, TextTable.Alignment)] {
    guard predictsClasses else { return [("prediction", .right), ("difference", .right)] }
    guard predictsProbability else { return [("prediction", .left)] }
    let name = classNames?.text(ofClass: 1) ?? "1"
    return [("prediction", .left), ("probability of \(name)", .right)]
  }

  /// The cells of these columns; `label` is the raw row's cell.
  fileprivate func cells(_ prediction: Float, label: String) -> [String] {
    guard predictsClasses else {
      let difference = Double(label).map { fixed(Double(prediction) - $0, places: 2) } ?? ""
      return [fixed(Double(prediction), places: 2), difference]
    }
    let id = predictsProbability ? (prediction > 0.5 ? 1 : 0) : Int(prediction)
    let name = classNames?[prediction] ?? "\(id)"
    return predictsProbability ? [name, fixed(Double(prediction), places: 3)] : [name]
  }
}

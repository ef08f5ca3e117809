import Drawing
import Embeddings
import EndToEnd
import RawData

extension Lesson {
  /// What it costs when the server's features are not quite the training's, and how that is noticed.
  static let skewCost: [Cell] = [
    Cell("wrong-copies", "Our best model, served by five programs: what each costs.") { run in
      let copies = try WrongCopies(run)
      let labels = [copies.rides].floats(copies.model.label)
      var table = TextTable(columns: [
        ("the server's copy of the transform", .left), ("features that differ", .right),
        ("mean error", .right), ("added a ride", .right),
      ])
      var (right, none) = (Batch(), 0.0)
      var bars: [(name: String, value: Double)] = []
      for (index, copy) in try copies.all().enumerated() {
        let predictions = try copies.model.predictor(copy.features)
        let error = RegressionMetrics(predictions: predictions, labels: labels).mae
        if index == 0 { (right, none) = (copy.features, error) }
        let differing = zip(right.columns, copy.features.columns).count { $0 != $1 }
        table.addRow([
          copy.name, "\(differing) of \(right.names.count)", "\(fixed(error, places: 2)) dollars",
          index == 0 ? "" : "\(fixed(error - none, places: 2)) dollars",
        ])
        if index > 0 { bars.append((copy.name, error - none)) }
      }
      let chart = BarChart(
        title: "What a wrong copy of the transform costs",
        valueLabel: "dollars by which the mean error of a ride grows",
        bars: bars
      )
      return "\(table.render())\n\(try run.write([("cost.svg", chart.svg())], to: "6-wrong-copies"))"
    }.onTaxiColumns,
    Cell("caught", "What `lessons skew` says to the copy that moves the hour.") { run in
      let copies = try WrongCopies(run)
      let served = try copies.features(of: ridesInNewYorkTime)
      let report = try copies.model.skew(of: copies.rides, records: served)
      return report.text(input: "the new rides", comparesRecords: true)
    }.onTaxiColumns,
    Cell("bad-rows", "Five rides of which two have no fare, and a reason each.") { run in
      try run.perform(.trainEmbeddingModel)
      let path = "\(run.directory.path)/rides-with-errors.csv"
      defer { try? Platform.remove(path) }
      try OutputFile.write(ridesWithErrors, to: path)
      let model = try run.savedModel("embedding")
      var reader = try CSVReader(path: path, schema: model.inputSchema, extraColumns: .ignored)
      var table = TextTable(columns: [("row", .right), ("prediction", .right), ("error", .left)])
      try model.predict(rowsOf: &reader) { rows in
        for (index, prediction) in rows.predictions.enumerated() {
          let row = rows.firstRow + index
          let failure = rows.failures.first { $0.row == row }
          let number = failure == nil ? fixed(Double(prediction), places: 2) : ""
          table.addRow(["\(row)", number, failure?.text ?? ""])
        }
      }
      return table.render()
    },
  ]

  private static let ridesWithErrors = """
    pickup_datetime,pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude,passenger_count
    2013-11-15 03:18:41 UTC,-73.979904,40.759827,-73.96435,40.773956,2
    2013-02-29 10:00:00 UTC,-73.98,40.76,-73.96,40.77,1
    2013-02-28 10:00:00 UTC,-73.98,40.76,-73.96,40.77,1
    2013-02-28 10:00:00 UTC,-73.98,40.76,-73.96,40.77,many
    2013-02-28 10:00:00 UTC,-73.98,40.76,-73.96,40.77,4

    """
}

import Drawing
import RawData
import TransformedData

extension Lesson {
  /// What differs between training and serving when their constants or their code do, and that nothing does here.
  static let skew: [Cell] = [
    Cell("skew", "One model, asked with three kinds of constants.") { run in
      let scaler = try DistanceScaler(run)
      let training = [try scaler.fitted.transform(scaler.rows)]
      let line = StraightLine(features: training.floats("distance"), labels: training.floats("fare"))
      let new = try run.rowsInMemory(run.options.valid ?? run.options.data)
      let today = new.slice(0..<min(100, new.rowCount))
      let ways: [(String, [Batch])] = [
        ("the training's, from its transform", [try scaler.fitted.transform(new)]),
        ("the first 100 new rides' own", [try scaler.scaled(new, byStatisticsOf: today)]),
        ("each ride's own", try scaler.scaledByOwnStatistics(new.batches(of: 1))),
      ]
      var table = TextTable(
        columns: [
          ("mean and deviation are", .left), ("distance of new ride 1", .right), ("mean error", .right),
        ]
      )
      for (name, batches) in ways {
        let first = batches.floats("distance").first.map { "\($0)" } ?? ""
        table.addRow([name, first, line.meanError(batches)])
      }
      return table.render()
    },
    Cell("one-executor", "All features of new rides, a thousand at a time and one at a time.") { run in
      try run.perform(.transformTFRecords)
      let transformFn = try run.readTransformFn()
      let new = try run.rowsInMemory(run.options.valid ?? run.options.data)
      // snippet: one-executor
      let together = try new.batches(of: 1000).map { try transformFn.transform($0) }
      let alone = try new.batches(of: 1).map { try transformFn.transform($0) }
      // end: one-executor
      let differing = zip(together.flatMap { $0.batches(of: 1) }, alone).count { $0 != $1 }
      let features = transformFn.outputSchema.features.count
      return "\(new.rowCount) rides of \(features) features: \(differing) rides differ"
    },
  ]
}

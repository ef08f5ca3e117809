import Drawing
import RawData

extension Lesson {
  /// What becomes of features, and of a model, when every batch is scaled by its own statistics.
  static let batchStatistics: [Cell] = [
    Cell("same-ride", "One ride in two batches, each scaled by its own mean and deviation.") { run in
      let scaler = try DistanceScaler(run)
      let shown = min(7, scaler.rows.rowCount)
      let (first, second) = (
        scaler.rows.slice(0..<min(4, shown)), scaler.rows.slice(min(3, shown)..<shown)
      )
      let own = try scaler.scaledByOwnStatistics([first, second]).map { $0["distance"] }
      let all = try scaler.fitted.transform(scaler.rows)["distance"]
      var table = TextTable(
        columns: [("ride", .right)]
          + ["in rides 1 to 4", "in rides 4 to 7", "in all rides"].map { ($0, .right) }
      )
      for ride in 0..<shown {
        table.addRow([
          "\(ride + 1)", ride < 4 ? own[0]?.text(at: ride) ?? "" : "",
          ride >= 3 ? own[1]?.text(at: ride - 3) ?? "" : "", all?.text(at: ride) ?? "",
        ])
      }
      return table.render()
    },
    Cell("batch-model", "The same small model, trained on both kinds of features.") { run in
      let scaler = try DistanceScaler(run)
      let training = scaler.rows.batches(of: 32)
      let new = try run.rowsInMemory(run.options.valid ?? run.options.data)
      var table = TextTable(
        columns: [("each ride is scaled by the statistics of", .left)]
          + ["training rides", "new rides, 32 at a time", "new rides, one at a time"].map { ($0, .right) }
      )
      let kinds: [(String, ([Batch]) throws -> [Batch])] = [
        ("all training rides", { try $0.map { try scaler.fitted.transform($0) } }),
        ("the batch it is in", scaler.scaledByOwnStatistics),
      ]
      for (name, scaled) in kinds {
        let features = try scaled(training)
        let line = StraightLine(features: features.floats("distance"), labels: features.floats("fare"))
        let errors = try [features, scaled(new.batches(of: 32)), scaled(new.batches(of: 1))].map { batches in
          line.meanError(batches)
        }
        table.addRow([name] + errors)
      }
      return table.render()
    },
  ]
}

import EndToEnd
import RawData

extension Lesson {
  static let endToEnd = Lesson(
    number: 6,
    title: "End to end",
    summary: "A raw row in, a fare out: transform and model as one.",
    cells: [
      .here(6),
      Cell("predictions", "The saved model predicts raw rows; the true fares stand beside.") { run in
        try run.perform(.trainAndPredictEmbeddingModel)
      },
      Cell(
        "saved",
        "The model in memory and the one loaded from disk agree to the bit, row by row and in a batch."
      ) { run in
        try run.perform(.trainEmbeddingModel)
        return try run.trace.span("compare_predictions") { try comparePredictions(run) }
      },
      Cell("one-ride", "One ride, one call.") { run in
        try run.perform(.trainEmbeddingModel)
        return try predictOneRide(run)
      },
    ] + journey + skewCost + serving
  )

  private static func comparePredictions(_ run: PipelineRun) throws -> String {
    guard let model = run.trained["embedding"]?.model else { return "no model" }
    let inMemory = try EndToEndModel(run.readTransformFn(), model)
    let loaded = try EndToEndModel(contentsOf: run.directory.model("embedding"))
    var reader = try run.openCSV(run.options.valid ?? run.options.data, batchSize: 1000)
    guard let batch = try reader.next() else { return "no rows" }
    let together = try loaded.predict(batch)
    let same = try (0..<batch.rowCount).count { row in
      let alone = try inMemory.predict(batch.slice(row..<row + 1), firstRow: row)
      return alone[0].bitPattern == together[row].bitPattern
    }
    return "\(same) of \(batch.rowCount) rows: the same prediction to the last bit"
  }

  private static func predictOneRide(_ run: PipelineRun) throws -> String {
    let model = try run.savedModel("embedding")
    guard let row = try run.exampleRide() else { return "no rows" }
    let prediction = try run.trace.span("predict_one_row") { try model.predict(row)[0] }
    let cells = model.inputSchema.features.compactMap { feature in
      row[feature.name].map { "\(feature.name): \($0.text(at: 0))" }
    }
    return (cells + ["predicted \(model.label): \(fixed(Double(prediction), places: 2))"]).joined(
      separator: "\n"
    )
  }
}

import Drawing
import Embeddings
import RawData

extension Lesson {
  static let embeddings = Lesson(
    number: 5,
    title: "Embeddings",
    summary: "Two models on the same features: ids as one-hot vectors, and as embeddings.",
    cells: [
      Cell("non-embedding", "Without embeddings: every id is a one-hot vector.") { run in
        try run.perform(.trainNonEmbeddingModel)
      },
      Cell("embedding", "With embeddings: every id has a short vector, learned with the rest.") { run in
        try run.perform(.trainEmbeddingModel)
      },
      Cell("comparison", "Both beside the guess that knows nothing of the ride: the mean fare, always.") {
        run in
        try run.perform(.trainNonEmbeddingModel)
        try run.perform(.trainEmbeddingModel)
        return comparison(run.trained)
      },
    ] + modelMistakes
  )

  private static func comparison(_ trained: [String: TrainingResult]) -> String {
    var table = TextTable(columns: [
      ("model", .left), ("validation RMSE", .right), ("validation MAE", .right),
    ])
    func add(_ name: String, _ metrics: RegressionMetrics?) {
      guard let metrics else { return }
      table.addRow([name, fixed(metrics.rmse, places: 3), fixed(metrics.mae, places: 3)])
    }
    add("always the mean", trained.values.first?.meanPredictor)
    for (name, result) in trained.sorted(by: { $0.key > $1.key }) {
      if case .regression(let metrics)? = result.validation { add(name, metrics) }
    }
    return table.render()
  }
}

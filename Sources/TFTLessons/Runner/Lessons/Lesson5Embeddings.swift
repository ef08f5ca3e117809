import Drawing
import Embeddings
import RawData

extension Lesson {
  static let embeddings = Lesson(
    number: 5,
    title: "Embeddings",
    summary:
      "Two models on the same features, ids as one-hot vectors and as embeddings, and a third on better features.",
    cells: [
      .here(5),
      Cell("non-embedding", "Without embeddings: every id is a one-hot vector.") { run in
        try run.perform(.trainNonEmbeddingModel)
      },
      Cell("embedding", "With embeddings: every id has a short vector, learned with the rest.") { run in
        try run.perform(.trainEmbeddingModel)
      },
      Cell("fare", "Our own: kilometres, the price list and the clock in place of degrees and ids.") { run in
        try run.perform(.trainFareModel)
        return run.trained["fare"].map { PipelineRun.describe("fare", $0) } ?? ""
      },
      Cell("comparison", "All three beside guesses that know less: the mean fare always, and weighted sums.")
      { run in
        comparison(try reports(run))
      },
      Cell("errors", "Where our model errs, by the hour and by the distance: too dear is positive.") { run in
        guard let report = try reports(run).last else { return "" }
        return report.groupings.indices.map(report.errors).joined(separator: "\n")
      },
      Cell(
        "importance",
        "What our model goes by: how much it errs when one feature is dealt out to the rides anew."
      ) {
        run in try reports(run).last?.importanceTable ?? ""
      },
      Cell("figures", "All of it in pictures, below the working directory.") { run in try figures(run) },
    ] + rideInModel + modelMistakes + keptModels
  )

  private static let models: [(task: PipelineTask, name: String)] = [
    (.trainNonEmbeddingModel, "non_embedding"), (.trainEmbeddingModel, "embedding"),
    (.trainFareModel, "fare"),
  ]

  /// The reports on all models, ours last.
  private static func reports(_ run: PipelineRun) throws -> [ModelReport] {
    for model in models { try run.perform(model.task) }
    return models.compactMap { run.reports[$0.name] }
  }

  private static func comparison(_ reports: [ModelReport]) -> String {
    var table = TextTable(columns: [
      ("predictions", .left), ("validation RMSE", .right), ("validation MAE", .right),
    ])
    func add(_ name: String, _ metrics: RegressionMetrics?) {
      guard let metrics else { return }
      table.addRow([name, fixed(metrics.rmse, places: 3), fixed(metrics.mae, places: 3)])
    }
    add("always the mean", reports.first?.meanPredictor)
    add("linear regression, the original's numbers", reports.first?.linearMetrics)
    add("linear regression, our features", reports.last?.linearMetrics)
    table.startGroup()
    for report in reports { add(report.name, report.metrics) }
    return table.render()
  }

  /// Draws the three trainings in one picture; the names of all pictures.
  private static func figures(_ run: PipelineRun) throws -> String {
    _ = try reports(run)
    let place = run.directory.figures(of: "all_models")
    try OutputDirectory.write(to: place) { staging in
      let svg = try validationErrors(run)
      try OutputFile.write(svg, to: "\(staging)/validation-mae.svg")
    }
    let lines = try models.map { try run.figureList(of: $0.name) }
    return (["figures/all_models: validation-mae.svg"] + lines).joined(separator: "\n")
  }

  /// How far each of the three models is off after each epoch.
  static func validationErrors(_ run: PipelineRun) throws -> String {
    for model in models { try run.perform(model.task) }
    let results = models.compactMap { run.trained[$0.name] }
    return LineChart(
      title: "Validation error of the three models",
      xLabel: "epoch",
      yLabel: "mean absolute error of fare_amount",
      series: results.map { result in
        let points = result.history.map { epoch in
          (
            x: Double(epoch.epoch),
            y: epoch.validation?.metrics.named.first { $0.name == "mae" }?.value ?? .nan
          )
        }
        return (result.model.architecture.name, points)
      }
    ).svg()
  }
}

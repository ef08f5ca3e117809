import Drawing
import EndToEnd
import RawData

extension Lesson {
  /// One ride's way from its cells to its fare, in pictures.
  static let journey: [Cell] = [
    Cell("journey", "One ride from its cells to its fare: pictures of every value on the way.") { run in
      try run.perform(.trainEmbeddingModel)
      guard let ride = try run.exampleRide() else { return "no rows" }
      let figures = try JourneyFigures(run.savedModel("embedding"), of: ride)
      return "\(figures.summary)\n\(try run.write(figures.all, to: "6-journey"))"
    },
    Cell("contributions", "What each feature of the ride adds to its fare.") { run in
      try run.perform(.trainEmbeddingModel)
      let model = try run.savedModel("embedding")
      guard let ride = try run.exampleRide(), let parts = try model.contributions(of: ride) else {
        return "no rows"
      }
      let prediction = RowExplanation.Prediction(
        label: model.label,
        value: parts.prediction,
        className: nil,
        contributions: parts
      )
      let chart = BarChart(
        title: "Why this ride's fare is not a typical one",
        valueLabel: "dollars that the ride's value adds to the fare, in place of the typical value",
        bars: parts.parts.map { ("\($0.feature) = \($0.values.rowText(0))", $0.contribution) }
      )
      let figures = try run.write([("contributions.svg", chart.svg())], to: "6-contributions")
      return "\(prediction.text(Set(parts.parts.map(\.feature))))\(figures)"
    },
  ]
}

extension PipelineRun {
  /// The trained model `name`, read back from its directory.
  func savedModel(_ name: String) throws -> EndToEndModel {
    try EndToEndModel(contentsOf: directory.model(name), layers: pipeline.layers)
  }
}

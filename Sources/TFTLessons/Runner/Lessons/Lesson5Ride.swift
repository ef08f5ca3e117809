import Drawing
import Embeddings
import EndToEnd
import RawData

extension Lesson {
  /// What training does to a model, and what the model does to our ride.
  static let rideInModel: [Cell] = [
    Cell("loss-curves", "How the losses fall, and how the three models get better.") { run in
      try run.perform(.trainFareModel)
      guard let fare = run.trained["fare"] else { return "no model" }
      let loss = ModelFigures(name: "fare", result: fare, report: nil).loss
      return try run.write([("loss.svg", loss), ("models.svg", validationErrors(run))], to: "5-loss-curves")
    }.onTaxiColumns,
    Cell("moves", "The squares of the city in a small model's embedding, before and after training.") { run in
      try run.write([("squares.svg", EmbeddingMoves(run).svg)], to: "5-moves")
    }.onTaxiColumns,
    Cell("ride", "Our ride in the embedding model, layer by layer.") { run in
      try run.perform(.trainEmbeddingModel)
      guard let ride = try run.exampleRide() else { return "no rows" }
      return try layers(of: run.savedModel("embedding"), ride)
    },
  ]

  /// A row for each layer: what it reads, and what it makes of one raw row.
  static func layers(of model: EndToEndModel, _ ride: Batch) throws -> String {
    let features = try model.transformFn.transform(ride)
    let layers = try model.predictor.model.explain(features)
    var table = TextTable(columns: [("layer", .left), ("reads", .left), ("of our ride", .left)])
    for layer in layers {
      let reads = layer.inputs.map { source in
        switch source {
        case .features(let names) where names.count == 1:
          "\(names[0]) \(features[names[0]].map { $0.rowText(0) } ?? "")"
        case .features(let names): "\(names.count) numbers"
        case .layer(let place): layers[place].name
        }
      }
      let sources = reads.count > 3 ? "\(reads.count) layers" : reads.joined(separator: ", ")
      table.addRow([layer.className, sources, layer.shortText])
    }
    return table.render()
  }
}

extension ExplainedLayer {
  /// The first numbers, and how many there are.
  fileprivate var shortText: String {
    let shown = output.prefix(4).map { fixed(Double($0), places: 2) }.joined(separator: ", ")
    guard output.count > 4 else { return shown }
    let zeros = output.count { $0 == 0 }
    return "\(shown), ... \(output.count) in all" + (zeros > 0 ? ", \(zeros) of them 0" : "")
  }
}

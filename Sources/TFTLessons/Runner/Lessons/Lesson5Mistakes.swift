import Drawing
import Embeddings
import RawData

extension Lesson {
  /// What looks like a model and is none: a one-hot vector as a sequence, and numbers of very different sizes.
  static let modelMistakes: [Cell] = [
    Cell(
      "sequence",
      "The hour of the week in two models: its one-hot vector as a sequence, and its embedding."
    ) {
      run in
      try run.perform(.transformTFRecords)
      var table = TextTable(columns: [
        ("the id becomes", .left), ("steps", .right), ("rows of the table used", .right),
        ("multiplications a ride", .right), ("loss", .right),
      ])
      for (name, definition, steps) in [
        ("a sequence of 0 and 1, through an LSTM", sequenceModel, 168),
        ("a row of the table", lookupModel, 1),
      ] {
        let training = try SmallTraining(definition, run, rides: 1000, options: TrainingOptions(epochs: 3))
        let (before, after) = (training.first.weights[0], training.result.model.weights[0])
        let used = (0..<before.rows).count { row in
          (0..<before.columns).contains { before[row, $0] != after[row, $0] }
        }
        // At each step of the LSTM 8 numbers and 8 of its memory meet the kernels of 4 gates of 8 units.
        let multiplications = steps > 1 ? steps * 2 * 8 * 4 * 8 + 8 : 8
        table.addRow([
          name, "\(steps)", "\(used) of \(before.rows)", "\(multiplications)",
          fixed(training.result.history.last?.loss ?? 0, places: 1),
        ])
      }
      return table.render()
    },
    Cell("scaling", "The same model on the same four numbers, scaled in three ways.") { run in
      try run.perform(.transformTFRecords)
      var table = TextTable(columns: [("the numbers are", .left), ("mean error on new rides", .right)])
      let ways: [(String, any Layer)] = [
        ("as they are", Flatten()), ("scaled by mean and deviation", Normalization()),
        ("scaled by median and quartiles", RobustScaling()),
      ]
      for (name, layer) in ways {
        let training = try SmallTraining(numbersModel(layer), run, options: TrainingOptions())
        table.addRow([name, training.meanError])
      }
      return table.render()
    },
  ]

  // snippet: sequence-models
  /// What the original does: the one-hot vector of an id is read like a sentence of 168 words.
  private static let sequenceModel = ModelDefinition(name: "sequence", label: "fare_amount") { inputs in
    let words = OneHotSteps()(try inputs.ids("hour_of_day_of_week"))
    return Dense(1)(LSTM(8)(Embedding(8)(words)))
  }

  /// What was meant: the id's own vector.
  private static let lookupModel = ModelDefinition(name: "lookup", label: "fare_amount") { inputs in
    Dense(1)(Embedding(8)(try inputs.ids("hour_of_day_of_week")))
  }
  // end: sequence-models

  private static func numbersModel(_ scaling: any Layer) -> ModelDefinition {
    ModelDefinition(name: "numbers", label: "fare_amount") { inputs in
      let numbers = try inputs.numeric(["euclidean", "passenger_count", "hour_of_day", "day_of_week"])
      return Dense(1)(Dense(32, activation: .relu)(scaling(numbers)))
    }
  }
}

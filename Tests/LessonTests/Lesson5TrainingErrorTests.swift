import RawData
import Testing

@testable import Embeddings

/// Trainings that cannot begin, or come to no number.
extension Lesson5TrainingTests {
  // MARK: errors

  @Test func `training without examples is an error`() throws {
    let (one, none) = (try Learnable.examples(), try Learnable.examples(count: 0))
    let cases = [
      (none, one, "found no training examples, expected some"),
      (one, none, "found no validation examples, expected some (holding back a fifth takes five rows)"),
    ]
    for (training, validation, description) in cases {
      let error = #expect(throws: ModelError.self) {
        try Trainer.train(
          Learnable.architecture(),
          on: TrainingSource(training),
          validation: validation,
          options: TrainingOptions()
        )
      }
      #expect(error?.description == description)
    }
  }

  @Test(arguments: [
    (true, "epoch 1: the validation loss is infinite"),
    (false, "epoch 2, batch 1: the loss is infinite, its features are not"),
  ])
  func `a training that runs away is an error that says what to do`(isJudged: Bool, found: String) throws {
    let examples = try Learnable.examples()
    let options = TrainingOptions(epochs: 3, optimizer: .adam(.constant(1e30)))
    let error = #expect(throws: ModelError.self) {
      try Trainer.train(
        Learnable.architecture(),
        on: TrainingSource(examples),
        validation: isJudged ? examples : nil,
        options: options
      )
    }
    #expect(error?.description == "\(found); try a smaller learning rate, or clip the gradients")
  }

  @Test func `a feature that is no number in a validation row is named`() throws {
    let examples = try Learnable.examples()
    let rows = Rows([
      "x": FeatureValues([1, .nan] as [Float]), "id": FeatureValues([0, 1] as [Int64]),
      "label": FeatureValues([3, 7] as [Float]),
    ])
    let definition = ModelDefinition(name: "m", label: "label") { Dense(1)(try $0.numeric(["x"])) }
    let architecture = try definition.architecture(Learnable.schema)
    let validation = try Examples(RowsReader(rows.batch, schema: Learnable.schema), for: architecture)
    let training = Examples(inputs: [examples.inputs[0]], labels: examples.labels)
    let error = #expect(throws: ModelError.self) {
      try Trainer.train(
        architecture,
        on: TrainingSource(training),
        validation: validation,
        options: TrainingOptions()
      )
    }
    #expect(
      error?.description
        == "epoch 1: the validation loss is nan; feature \"x\" is nan in one of its examples: fill or clip it in the preprocessing_fn"
    )
  }

  @Test func `a score that is NaN takes the area under the curve away`() {
    let metrics = ClassificationMetrics(scores: [0.1, .nan, 0.9], threshold: 0.5, labels: [0, 1, 1])
    #expect(metrics.auc == nil)
    #expect(metrics.accuracy == 2.0 / 3)
  }

  @Test func `scores that are NaN are for no class`() {
    let scores = Matrix(rows: 4, columns: 2, elements: [.nan, .nan, 1, .nan, 0.5, 0.5, -2, -1])
    #expect(scores.largestColumns == [nil, nil, 0, 1])
    #expect(ClassificationMetrics(classScores: scores, labels: [0, 0, 0, 1]).accuracy == 0.5)
  }

  @Test(arguments: [(0, 8), (3, 0), (-1, 8)])
  func `no epochs and empty batches are errors`(epochs: Int, batchSize: Int) throws {
    let examples = try Learnable.examples()
    let error = #expect(throws: ModelError.self) {
      try Trainer.train(
        Learnable.architecture(),
        on: TrainingSource(examples),
        validation: examples,
        options: TrainingOptions(epochs: epochs, batchSize: batchSize)
      )
    }
    #expect(
      error?.description == "found \(epochs) epochs of batches of \(batchSize), expected 1 or more"
    )
  }

  // Without a layer that fills or cuts it, a feature that is no number makes the loss none.
  @Test(arguments: [
    (Float.nan, "nan", "nan"), (.infinity, "infinite", "inf"), (-.infinity, "infinite", "-inf"),
  ])
  func `a loss that is no number names the batch and the feature`(
    value: Float,
    loss: String,
    found: String
  ) throws {
    let definition = ModelDefinition(name: "m", label: "label", loss: .meanAbsoluteError) { inputs in
      Dense(1, kernelInitializer: .ones)(try inputs.numeric(["x", "y"]))
    }
    var y = [Float](repeating: 1, count: 30)
    y[17] = value
    let rows = Rows([
      "x": FeatureValues(y.indices.map { Float($0) }), "y": FeatureValues(y),
      "label": FeatureValues([Float](repeating: 1, count: 30)),
    ])
    let architecture = try definition.architecture(rows.schema)
    let examples = try Examples(RowsReader(rows.batch, schema: rows.schema), for: architecture)
    var steps = 0
    let error = #expect(throws: ModelError.self) {
      try Trainer.train(
        architecture,
        on: TrainingSource(examples),
        validation: examples,
        options: TrainingOptions(batchSize: 4)
      ) {
        if case .step = $0 { steps += 1 }
      }
    }
    #expect(
      error?.description == "epoch 1, batch \(steps + 1): the loss is \(loss); feature \"y\" is \(found) "
        + "in one of its examples: fill or clip it in the preprocessing_fn"
    )
    #expect((0..<8).contains(steps))
  }
}

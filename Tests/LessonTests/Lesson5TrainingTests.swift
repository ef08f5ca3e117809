import RawData
import Testing

@testable import Embeddings

/// Models that learn.
@Suite("Lesson 5: training", .tags(.lesson5))
struct Lesson5TrainingTests {
  @Test(arguments: IDForm.allCases)
  func `training learns what can be learned`(form: IDForm) throws {
    let examples = try Learnable.examples(form)
    let architecture = try Learnable.architecture(form)
    let options = TrainingOptions(epochs: 40, batchSize: 10, optimizer: .adam(.constant(0.03)), seed: 5)
    var epochs: [EpochResult] = []
    func train() throws -> TrainingResult {
      epochs = []
      let source = TrainingSource(examples)
      return try Trainer.train(architecture, on: source, validation: examples, options: options) {
        if case .epoch(let result) = $0 { epochs.append(result) }
      }
    }
    let result = try train()
    let (first, last) = (try #require(result.history.first), try #require(result.history.last))
    #expect(last.loss < first.loss / 20)
    let mean = try #require(result.meanPredictor)
    guard case .regression(let metrics) = try #require(result.validation) else {
      Issue.record("a regression has other metrics")
      return
    }
    #expect(metrics.rmse < mean.rmse / 5)
    #expect(epochs == result.history)
    #expect(epochs.map(\.epoch) == Array(1...40))
    let again = try train()
    #expect(again.history == result.history)
    #expect(again.model.weights == result.model.weights)
  }

  @Test func `the mean predictor's error is the labels' standard deviation`() throws {
    let rows = Rows([
      "x": FeatureValues([1, 2] as [Float]), "id": FeatureValues([0, 1] as [Int64]),
      "label": FeatureValues([3, 7] as [Float]),
    ])
    let architecture = try Learnable.architecture()
    let examples = try Examples(RowsReader(rows.batch, schema: rows.schema), for: architecture)
    let result = try Trainer.train(
      architecture,
      on: TrainingSource(examples),
      validation: examples,
      options: TrainingOptions(epochs: 1)
    )
    #expect(result.meanPredictor == RegressionMetrics(predictions: [5, 5], labels: [3, 7]))
    #expect(result.meanPredictor?.rmse == 2 && result.meanPredictor?.mae == 2)
  }

  @Test func `a split divides the examples by their number and seed`() throws {
    let examples = try Learnable.examples()
    let (training, validation) = examples.split(fraction: 0.2, seed: 1)
    #expect(training.count == 48 && validation.count == 12)
    #expect((training.labels + validation.labels).sorted() == examples.labels.sorted())
    #expect(examples.split(fraction: 0.2, seed: 1).1.labels == validation.labels)
    #expect(examples.split(fraction: 0.2, seed: 2).1.labels != validation.labels)
  }

  // MARK: errors

  @Test func `training without examples is an error`() throws {
    let (one, none) = try Learnable.examples().split(fraction: 0, seed: 1)
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

  @Test func `a training that runs away is an error that says what to do`() throws {
    let examples = try Learnable.examples()
    let options = TrainingOptions(epochs: 3, optimizer: .adam(.constant(1e30)))
    let error = #expect(throws: ModelError.self) {
      try Trainer.train(
        Learnable.architecture(),
        on: TrainingSource(examples),
        validation: examples,
        options: options
      )
    }
    #expect(
      error?.description == "epoch 2, batch 1: the loss is infinite, its features are not; "
        + "try a smaller learning rate, or clip the gradients"
    )
  }
}

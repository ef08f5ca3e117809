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

  // MARK: threads

  /// 150 rows of 40 numbers and an id; the layers are large enough for their products to be divided.
  private static func large(wholeBatch: Bool) throws -> (Architecture, Examples) {
    let definition = ModelDefinition(name: "large", label: "label") { inputs in
      let numbers = try inputs.numeric(["x"])
      var hidden = Dense(72, activation: .relu)(
        Concatenate()([numbers, Embedding(24)(try inputs.ids("id"))])
      )
      if wholeBatch { hidden = BatchNormalization()(hidden) }
      return Dense(1)(Dropout(0.25)(hidden))
    }
    let schema = Schema([
      FeatureSpec("x", .float32, width: 40),
      FeatureSpec("id", .int64, domain: .init(min: 0, max: 1499)), FeatureSpec("label", .float32),
    ])
    let architecture = try definition.architecture(schema)
    let ids = (0..<150).map { Int32($0 * 97 % 1500) }
    let examples = Examples(
      inputs: [
        .floats(GradientCheck.numbers(150, 40, seed: 1)),
        .ids(IDMatrix(rows: 150, columns: 1, count: 1500, elements: ids)),
      ],
      labels: GradientCheck.numbers(150, 1, seed: 2).elements
    )
    return (architecture, examples)
  }

  @Test(arguments: [false, true])
  func `the weights are the same to the bit whatever the number of threads`(wholeBatch: Bool) throws {
    let (architecture, examples) = try Self.large(wholeBatch: wholeBatch)
    let results = try [1, 2, 3, 8].map { threads in
      let options = TrainingOptions(epochs: 2, batchSize: 128, threads: threads)
      let source = TrainingSource(examples)
      return try Trainer.train(architecture, on: source, validation: examples, options: options)
    }
    for result in results {
      #expect(result.model.weights == results[0].model.weights)
      #expect(result.history == results[0].history)
    }
    #expect(results[0].model.weights != Model(architecture, seed: 1).weights)
  }

  // MARK: early stopping

  // A step that is far too large: the model gets worse again after some epochs.
  @Test func `early stopping goes back to the weights of the best epoch`() throws {
    let examples = try Learnable.examples()
    let (training, validation) = (examples.gather(Array(0..<42)[...]), examples.gather(Array(42..<60)[...]))
    func train(_ stopping: EarlyStopping?, epochs: Int) throws -> TrainingResult {
      let options = TrainingOptions(
        epochs: epochs,
        batchSize: 5,
        optimizer: .adam(.constant(0.3)),
        earlyStopping: stopping
      )
      let source = TrainingSource(training)
      return try Trainer.train(Learnable.architecture(), on: source, validation: validation, options: options)
    }
    let stopped = try train(EarlyStopping(patience: 3), epochs: 200)
    let losses = stopped.validationLosses
    let least = try #require(losses.min())
    #expect(stopped.history.count < 200 && stopped.bestEpoch == stopped.history.count - 3)
    #expect(losses[stopped.bestEpoch - 1] == least && losses.last != least)
    #expect(try Trainer.evaluate(stopped.model, on: validation).loss == least)
    // The same training without early stopping, up to there.
    let plain = try train(nil, epochs: stopped.bestEpoch)
    #expect(plain.model.weights == stopped.model.weights)
    #expect(plain.history == Array(stopped.history.prefix(stopped.bestEpoch)))
    #expect(plain.bestEpoch == stopped.bestEpoch)
  }

  @Test func `what improves by less than minDelta does not count`() throws {
    let examples = try Learnable.examples()
    let options = TrainingOptions(epochs: 50, earlyStopping: EarlyStopping(patience: 2, minDelta: 1e9))
    let source = TrainingSource(examples)
    let result = try Trainer.train(
      Learnable.architecture(),
      on: source,
      validation: examples,
      options: options
    )
    // The first epoch is better than none; nothing after it is by a thousand million.
    #expect(result.bestEpoch == 1 && result.history.count == 3)
  }

  @Test func `the output begins at the labels' mean unless it is told not to`() throws {
    let examples = try Learnable.examples()
    let mean = Float(examples.labels.reduce(0.0) { $0 + Double($1) } / 60)
    for startsAtMean in [true, false] {
      let options = TrainingOptions(
        epochs: 1,
        optimizer: .sgd(.constant(0)),
        startsAtMeanLabel: startsAtMean
      )
      let source = TrainingSource(examples)
      let result = try Trainer.train(
        Learnable.architecture(),
        on: source,
        validation: examples,
        options: options
      )
      #expect(result.model["dense_1.bias"].elements == [startsAtMean ? mean : 0])
    }
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

  @Test(arguments: [1, 7, 60])
  func `one of every five rows is held back, whatever the batches`(batchSize: Int) throws {
    func rows(_ isHeldBack: Bool, seed: UInt64 = 1) throws -> [Float] {
      let all = RowsReader(Learnable.rows(count: 62), schema: Learnable.schema, batchSize: batchSize)
      let reader = HeldBackReader(all, seed: seed, isHeldBack: isHeldBack)
      return try Examples(reader, for: Learnable.architecture()).inputs.flatMap(\.matrix.elements)
    }
    let (kept, heldBack) = (try rows(false), try rows(true))
    // Each row has a number and an id; of the last two rows, one is held back or none.
    #expect([24, 26].contains(heldBack.count))
    #expect(kept.count + heldBack.count == 124)
    #expect(try rows(true) == heldBack)
    #expect(try rows(true, seed: 2) != heldBack)
    // The same rows for any size of batches.
    let single = RowsReader(Learnable.rows(count: 62), schema: Learnable.schema)
    let reader = HeldBackReader(single, seed: 1, isHeldBack: true)
    let expected = try Examples(reader, for: Learnable.architecture())
    #expect(expected.inputs.flatMap(\.matrix.elements) == heldBack)
  }
}

extension TrainingResult {
  /// The mean loss of the validation examples after each epoch.
  fileprivate var validationLosses: [Double] { history.compactMap(\.validation?.loss) }
}

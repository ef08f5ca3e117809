/// How a model is trained.
public struct TrainingOptions: Equatable, Sendable {
  /// How often every example is seen, at most.
  public var epochs: Int
  /// The number of examples in a step.
  public var batchSize: Int
  /// How weights follow their gradients.
  public var optimizer: Optimizer
  /// What first weights, the order of the examples, and what is dropped follow from.
  public var seed: UInt64
  /// When to stop before the last epoch; nil never.
  public var earlyStopping: EarlyStopping?
  /// Whether the output begins at the mean of the labels: the best guess that knows nothing of the example. It does so in a
  /// model of numbers that ends in a `Dense` with a bias and no activation; one that ends in another layer, as in
  /// `Rescaling(scale: 10)(Dense(1)(x))`, begins where its weights put it.
  public var startsAtMeanLabel: Bool
  /// How many threads may work. The weights do not depend on it.
  public var threads: Int

  /// Options with defaults that suit the lessons' data.
  public init(
    epochs: Int = 6,
    batchSize: Int = 64,
    optimizer: Optimizer = .adam(.constant(0.003)),
    seed: UInt64 = 1,
    earlyStopping: EarlyStopping? = nil,
    startsAtMeanLabel: Bool = true,
    threads: Int = 1
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.optimizer = optimizer
    self.seed = seed
    self.earlyStopping = earlyStopping
    self.startsAtMeanLabel = startsAtMeanLabel
    self.threads = threads
  }
}

extension TrainingOptions {
  /// - Throws: `ModelError` when one of them cannot be.
  func check() throws(ModelError) {
    guard epochs > 0, (1...(1 << 30)).contains(batchSize) else {
      throw ModelError("found \(epochs) epochs of batches of \(batchSize), expected 1 or more")
    }
    guard threads > 0 else { throw ModelError("found \(threads) threads, expected 1 or more") }
    if let earlyStopping, earlyStopping.patience < 1 {
      throw ModelError("early stopping: found a patience of \(earlyStopping.patience), expected 1 or more")
    }
    try optimizer.learningRate.check()
  }
}

/// Stops a training that no longer gets better, and goes back to the best weights. Keras: `EarlyStopping`.
public struct EarlyStopping: Equatable, Sendable {
  /// How many epochs in a row may bring nothing.
  public var patience: Int
  /// How much smaller the validation loss must get to count.
  public var minDelta: Double

  /// Stops after `patience` epochs that bring nothing.
  public init(patience: Int, minDelta: Double = 0) {
    (self.patience, self.minDelta) = (patience, minDelta)
  }
}

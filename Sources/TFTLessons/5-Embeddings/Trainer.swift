import RawData

/// How a model is trained.
public struct TrainingOptions: Equatable, Sendable {
  /// How often every example is seen.
  public var epochs: Int
  /// The number of examples in a step.
  public var batchSize: Int
  /// Adam's step size.
  public var learningRate: Float
  /// What first weights and the order of the examples follow from.
  public var seed: UInt64

  /// Options with defaults that suit the lessons' data.
  public init(epochs: Int = 6, batchSize: Int = 64, learningRate: Float = 0.003, seed: UInt64 = 1) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.seed = seed
  }
}

/// What one epoch left behind.
public struct EpochResult: Equatable, Sendable {
  /// Counted from 1.
  public var epoch: Int
  /// The mean squared error over the epoch's training examples, each measured before its step.
  public var loss: Double
  /// The errors on the validation examples.
  public var validation: RegressionMetrics
}

/// A trained model and how it got there.
public struct TrainingResult: Sendable {
  /// The model.
  public var network: Network
  /// One entry per epoch.
  public var history: [EpochResult]
  /// The errors of always predicting the training labels' mean, on the validation examples.
  public var meanPredictor: RegressionMetrics
}

/// Trains networks on examples in memory.
public enum Trainer {
  /// Trains a model and measures it on `validation` after every epoch.
  ///
  /// The result follows from the examples and the options alone.
  ///
  /// - Throws: `ModelError` when there are no examples, or the loss is no number any more.
  public static func train(
    _ configuration: ModelConfiguration,
    on examples: Examples,
    validation: Examples,
    options: TrainingOptions,
    onEpoch: (EpochResult) -> Void = { _ in }
  ) throws -> TrainingResult {
    guard examples.count > 0, validation.count > 0 else {
      throw ModelError(
        "found \(examples.count) training and \(validation.count) validation examples, expected some of both (holding back a fifth takes five rows)"
      )
    }
    let meanLabel = examples.meanLabel
    var network = Network(
      configuration,
      scaler: RobustScaler(fitting: examples.inputs.numeric),
      seed: options.seed
    )
    network.startFrom(meanLabel: meanLabel)
    var adam = Adam(learningRate: options.learningRate)
    var generator = SplitMix64(seed: options.seed &+ 1)
    var history: [EpochResult] = []
    for epoch in 1...max(1, options.epochs) {
      let order = generator.permutation(of: examples.count)
      let loss = runEpoch(&network, &adam, examples, order: order, batchSize: options.batchSize)
      guard loss.isFinite else {
        throw ModelError(
          "epoch \(epoch): the loss is \(loss.isNaN ? "nan" : "infinite"); try a learning rate below \(options.learningRate)"
        )
      }
      let metrics = RegressionMetrics(predictions: network(validation.inputs), labels: validation.labels)
      history.append(EpochResult(epoch: epoch, loss: loss, validation: metrics))
      onEpoch(history[epoch - 1])
    }
    let mean = [Float](repeating: meanLabel, count: validation.count)
    let meanPredictor = RegressionMetrics(predictions: mean, labels: validation.labels)
    return TrainingResult(network: network, history: history, meanPredictor: meanPredictor)
  }

  private static func runEpoch(
    _ network: inout Network,
    _ adam: inout Adam,
    _ examples: Examples,
    order: [Int],
    batchSize: Int
  ) -> Double {
    var squaredError = 0.0
    for start in stride(from: 0, to: order.count, by: batchSize) {
      let indices = order[start..<min(start + batchSize, order.count)]
      squaredError += network.accumulateGradients(
        examples.inputs.gather(indices),
        labels: indices.map { examples.labels[$0] }
      )
      adam.beginStep()
      network.forEachParameter { adam.update(&$0) }
    }
    return squaredError / Double(order.count)
  }
}

import RawData

/// A trained model and how it got there.
public struct TrainingResult: Sendable {
  /// The model.
  public var model: Model
  /// One entry per epoch.
  public var history: [EpochResult]
  /// The number of the epoch that the model's weights are of.
  public var bestEpoch: Int
  /// How good it would be to predict always the mean of the training labels; nil for classes, and without any.
  public var meanPredictor: RegressionMetrics?
  /// How good it would be to predict always the most frequent class; nil for numbers, and where nobody has counted.
  public var majorityClass: MajorityClass?

  /// What a training has come to.
  ///
  /// - Parameters:
  ///   - training: the training, at its end.
  ///   - validation: the examples that it is judged by; nil for none.
  ///   - meanLabel: the mean of all training labels, where it is known; else that of the first window.
  ///   - mostFrequentClass: of the training labels, where it is known.
  public init(
    _ training: Training,
    validation: Examples?,
    meanLabel: Float? = nil,
    mostFrequentClass: Int? = nil
  ) {
    model = training.result
    history = training.history
    bestEpoch = training.bestEpoch ?? history.count
    guard let validation else { return }
    guard !model.architecture.loss.isClassification else {
      majorityClass = mostFrequentClass.map { MajorityClass(id: $0, of: validation.labels) }
      return
    }
    let mean = [Float](repeating: meanLabel ?? training.meanLabel, count: validation.count)
    meanPredictor = RegressionMetrics(predictions: mean, labels: validation.labels)
  }

  /// How good the model's predictions for the validation examples are.
  public var validation: Metrics? { history.first { $0.epoch == bestEpoch }?.validation?.metrics }

  /// Writes `history.json` below `directory`: losses and metrics of every epoch.
  public func writeHistory(to directory: String) throws {
    var members = [JSON.Member("epochs", .array(history.map(\.json))), .init("kept_epoch", .int(bestEpoch))]
    if let meanPredictor {
      let metrics = Metrics.regression(meanPredictor).named.map { name, value in
        JSON.Member("validation_\(name)", .double(value))
      }
      members.append(.init("mean_predictor", .object(metrics)))
    }
    if let majorityClass {
      let facts: [JSON.Member] = [
        .init("class", .int(majorityClass.id)), .init("validation_accuracy", .double(majorityClass.accuracy)),
      ]
      members.append(.init("majority_class", .object(facts)))
    }
    try OutputFile.write(JSON.object(members).text, to: "\(directory)/history.json")
  }
}

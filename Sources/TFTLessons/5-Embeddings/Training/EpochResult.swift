/// What one epoch left behind.
public struct EpochResult: Equatable, Sendable {
  /// Counted from 1.
  public var epoch: Int
  /// How many examples the model has learned from.
  public var examples: Int
  /// Their mean loss, each measured before its step.
  public var loss: Double
  /// How the model did on the validation examples after the epoch; nil when there are none.
  public var validation: Evaluation?
}

/// How a model does on examples.
public struct Evaluation: Equatable, Sendable {
  /// The mean loss.
  public var loss: Double
  /// How good the predictions are.
  public var metrics: Metrics
}

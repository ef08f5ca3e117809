/// What one epoch left behind.
public struct EpochResult: Equatable, Sendable {
  /// Counted from 1.
  public var epoch: Int
  /// The mean loss of the epoch's training examples, each measured before its step.
  public var loss: Double
  /// The mean loss of the validation examples after the epoch.
  public var validationLoss: Double
  /// How good the predictions for the validation examples are.
  public var validation: Metrics
}

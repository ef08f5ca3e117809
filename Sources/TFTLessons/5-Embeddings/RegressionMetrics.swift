/// How far predictions are from the truth, in the label's unit.
public struct RegressionMetrics: Equatable, Sendable {
  /// The root of the mean squared error.
  public var rmse: Double
  /// The mean absolute error.
  public var mae: Double

  /// The errors of `predictions`; 0 when there are none.
  public init(predictions: [Float], labels: [Float]) {
    var (squared, absolute) = (0.0, 0.0)
    for (prediction, label) in zip(predictions, labels) {
      let error = Double(prediction) - Double(label)
      squared += error * error
      absolute += error.magnitude
    }
    let count = Double(max(1, labels.count))
    rmse = (squared / count).squareRoot()
    mae = absolute / count
  }
}

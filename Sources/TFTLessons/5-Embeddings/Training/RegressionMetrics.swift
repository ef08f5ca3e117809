/// How far predictions are from the truth, in the label's unit.
public struct RegressionMetrics: Equatable, Sendable {
  /// The root of the mean squared error.
  public var rmse: Double
  /// The mean absolute error.
  public var mae: Double
  /// The part of the labels' variance that is explained: 1 for perfect predictions, 0 for always the mean.
  public var r2: Double

  init(rmse: Double, mae: Double, r2: Double) {
    (self.rmse, self.mae, self.r2) = (rmse, mae, r2)
  }

  /// The errors of `predictions`; 0 when there are none. Labels that are all the same have an R2 of 0.
  public init(predictions: [Float], labels: [Float]) {
    let count = Double(max(1, labels.count))
    let mean = labels.reduce(0.0) { $0 + Double($1) } / count
    var (squared, absolute, variance) = (0.0, 0.0, 0.0)
    for (prediction, label) in zip(predictions, labels) {
      let error = Double(prediction) - Double(label)
      squared += error * error
      absolute += error.magnitude
      variance += (Double(label) - mean) * (Double(label) - mean)
    }
    rmse = (squared / count).squareRoot()
    mae = absolute / count
    r2 = variance > 0 ? 1 - squared / variance : 0
  }
}

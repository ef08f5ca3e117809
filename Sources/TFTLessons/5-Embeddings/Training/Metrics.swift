/// How good predictions are.
public enum Metrics: Equatable, Sendable {
  /// Of numbers.
  case regression(RegressionMetrics)
  /// Of classes.
  case classification(ClassificationMetrics)

  /// The metrics that suit a loss.
  init(_ loss: Loss, _ output: Matrix, labels: [Float]) {
    switch loss {
    case .meanSquaredError, .meanAbsoluteError, .huber:
      self = .regression(RegressionMetrics(predictions: output.elements, labels: labels))
    case .binaryCrossentropy(let fromLogits):
      let threshold: Float = fromLogits ? 0 : 0.5
      self = .classification(
        ClassificationMetrics(scores: output.elements, threshold: threshold, labels: labels)
      )
    case .sparseCategoricalCrossentropy:
      self = .classification(ClassificationMetrics(classScores: output, labels: labels))
    }
  }

  /// Their names, as in files and charts, and values.
  public var named: [(name: String, value: Double)] {
    switch self {
    case .regression(let metrics): [("rmse", metrics.rmse), ("mae", metrics.mae), ("r2", metrics.r2)]
    case .classification(let metrics):
      [("accuracy", metrics.accuracy)] + (metrics.auc.map { [("auc", $0)] } ?? [])
    }
  }
}

import Drawing
import Embeddings
import RawData

/// The smallest of all models: `label = slope * feature + intercept`.
struct StraightLine {
  let slope: Double
  let intercept: Double

  /// The line with the least squared error; a flat one through the labels' mean where the feature never changes.
  init(features: [Float], labels: [Float]) {
    let count = Double(max(1, features.count))
    let featureMean = features.reduce(0) { $0 + Double($1) } / count
    let labelMean = labels.reduce(0) { $0 + Double($1) } / count
    var (products, squares) = (0.0, 0.0)
    for (feature, label) in zip(features, labels) {
      let distance = Double(feature) - featureMean
      products += distance * (Double(label) - labelMean)
      squares += distance * distance
    }
    slope = squares > 0 ? products / squares : 0
    intercept = labelMean - slope * featureMean
  }

  /// The label it predicts.
  func callAsFunction(_ feature: Float) -> Float {
    Float(slope * Double(feature) + intercept)
  }

  /// By how many dollars it is wrong on average, of fares by distance: `1.79 dollars`.
  func meanError(_ batches: [Batch]) -> String {
    let metrics = RegressionMetrics(
      predictions: batches.floats("distance").map { self($0) },
      labels: batches.floats("fare")
    )
    return "\(metrics.mae.fixed(places: 2)) dollars"
  }
}

extension [Batch] {
  /// All values of a `float32` feature, in order.
  func floats(_ name: String) -> [Float] {
    flatMap { batch -> [Float] in
      if case .float32(let values)? = batch[name]?.storage { values } else { [] }
    }
  }
}

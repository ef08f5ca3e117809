import RawData

/// How much worse a model predicts when one feature's values are dealt out to the rows anew: what it learns from the
/// feature, and no other tells it.
///
/// Rule: permutation importance, Breiman, "Random Forests", 2001. Features that say the same share their importance: each
/// may look idle, as the others stay.
public struct FeatureImportance: Equatable, Sendable {
  /// The transformed feature.
  public var feature: String
  /// By how much the root of the mean squared error grows, in the label's unit; the mean of all repeats.
  public var rmse: Double
  /// By how much the mean absolute error grows.
  public var mae: Double
}

extension Model {
  /// The importance of every feature of a regression model, the one with the largest growth of the MAE first.
  ///
  /// - Parameters:
  ///   - examples: rows that the model has not learned from.
  ///   - repeats: how often each feature is dealt out.
  ///   - seed: what the orders follow from.
  ///   - threads: how many threads may work; the result does not depend on it.
  /// - Throws: `ModelError` when the model predicts classes, or the examples are not made for it.
  public func featureImportance(
    on examples: Examples,
    repeats: Int = 5,
    seed: UInt64,
    threads: Int = 1
  ) throws(ModelError) -> [FeatureImportance] {
    guard !architecture.loss.isClassification else {
      throw ModelError(
        "feature importance: found the loss \(architecture.loss), expected one of numbers: the errors of classes have no size"
      )
    }
    try examples.check(for: architecture)
    let whole = RegressionMetrics(
      predictions: checkedPredictions(for: examples, threads: threads),
      labels: examples.labels
    )
    let importances = architecture.features.enumerated().map { index, feature in
      var importance = FeatureImportance(feature: feature, rmse: 0, mae: 0)
      var generator = SplitMix64(seed: SplitMix64.mixed(seed, UInt64(index)))
      for _ in 0..<repeats {
        let order = generator.permutation(of: examples.count)
        let dealt = examples.dealing(feature, in: order, of: architecture)
        let metrics = RegressionMetrics(
          predictions: checkedPredictions(for: dealt, threads: threads),
          labels: dealt.labels
        )
        importance.rmse += (metrics.rmse - whole.rmse) / Double(repeats)
        importance.mae += (metrics.mae - whole.mae) / Double(repeats)
      }
      return importance
    }
    return importances.enumerated().sorted { ($1.element.mae, $0.offset) < ($0.element.mae, $1.offset) }.map(
      \.element
    )
  }

  /// A regression model's prediction for each example.
  ///
  /// - Throws: `ModelError` when the examples are not made for the model.
  public func predictions(for examples: Examples, threads: Int = 1) throws(ModelError) -> [Float] {
    try examples.checkInputs(for: architecture)
    return checkedPredictions(for: examples, threads: threads)
  }

  /// The same for examples that were looked at already.
  private func checkedPredictions(for examples: Examples, threads: Int) -> [Float] {
    self(examples.inputs, threads: threads).elements
  }
}

extension Examples {
  /// The examples, but with `feature` of example `order[i]` in place i, wherever the architecture reads it.
  fileprivate func dealing(_ feature: String, in order: [Int], of architecture: Architecture) -> Examples {
    let dealt = zip(inputs, architecture.inputs).map { value, input -> TensorValue in
      guard input.features.contains(feature) else { return value }
      guard case .numbers(let widths) = input.kind, case .floats(var matrix) = value else {
        return value.gather(order[...])
      }
      var start = 0
      for (name, width) in zip(input.features, widths) {
        if name == feature {
          let other = matrix.columns(start..<start + width).gather(order[...])
          matrix.setColumns(from: start, to: other)
        }
        start += width
      }
      return .floats(matrix)
    }
    return Examples(inputs: dealt, labels: labels)
  }
}

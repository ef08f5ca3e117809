import Embeddings
import RawData

/// What each feature of a row adds to its prediction, compared with a row that is typical for the training.
public struct Contributions: Sendable {
  /// One feature's part.
  public struct Part: Sendable {
    /// The transformed feature.
    public var feature: String
    /// Its values in the row, and in the typical row: one row each.
    public var values, typical: FeatureValues
    /// By how much the prediction differs for the row's values in place of the typical ones, in the label's unit.
    public var contribution: Double
  }

  /// The prediction for the typical row.
  public var baseline: Float
  /// The prediction for the row: that of `EndToEndModel.predict` to the bit.
  public var prediction: Float
  /// A part for each feature, the largest first; together they are `prediction - baseline`.
  public var parts: [Part]

  /// What all features add together.
  public var sum: Double { parts.reduce(0) { $0 + $1.contribution } }
}

extension EndToEndModel {
  /// Shares out the difference between a row's prediction and that of the typical row among the features.
  ///
  /// The shares are Shapley values of the game in which a team of features has the row's values and the others the
  /// typical ones (baseline Shapley: M. Sundararajan and A. Najmi, "The many Shapley values for model explanation", 2020).
  /// For up to 13 features they are exact; for more they are the mean over 256 orders. In both cases they add up.
  /// The model is asked about rows that mix both, and that may not exist: features that say the same share what they say.
  ///
  /// - Parameters:
  ///   - rawRow: one raw row.
  ///   - firstRow: the row's number in the data, from 0, for errors.
  /// - Returns: nil when the model predicts one of many classes, or its typical row is not known.
  /// - Throws: `OperationError` when the transform has no result for the row.
  public func contributions(of rawRow: Batch, firstRow: Int = 0) throws -> Contributions? {
    guard let typicalRow, predictor.model.architecture.outputShape.size == 1 else { return nil }
    let row = try transformFn.transform(rawRow, firstRow: firstRow)
    let both = zip(typicalRow.columns, row.columns).map { FeatureValues(rows: $0, $1) }
    let shares = try ShapleyValues.shares(of: both.count) { teams in
      let columns = both.enumerated().map { feature, values in
        values.selecting(rows: teams.map { $0[feature] ? 1 : 0 })
      }
      return try predictor(Batch(rowCount: teams.count, names: row.names, columns: columns))
    }
    let parts = row.names.indices.map { index in
      Contributions.Part(
        feature: row.names[index],
        values: row.columns[index],
        typical: typicalRow.columns[index],
        contribution: shares[index]
      )
    }
    return Contributions(
      baseline: try predictor(typicalRow)[0],
      prediction: try predictor(row, firstRow: firstRow)[0],
      parts: parts.enumerated().sorted {
        (-$0.element.contribution.magnitude, $0.offset) < (-$1.element.contribution.magnitude, $1.offset)
      }
      .map(\.element)
    )
  }
}

extension FeatureValues {
  /// Two rows of the first one's type, each given as a column of a single row.
  fileprivate init(rows first: FeatureValues, _ second: FeatureValues) {
    let storage: Storage =
      switch (first.storage, second.storage) {
      case (.float32(let left), .float32(let right)): .float32(left + right)
      case (.int64(let left), .int64(let right)): .int64(left + right)
      default: second.storage
      }
    let isFixed = first.layout == second.layout
    let offsets = [0, first.valueCount, first.valueCount + second.valueCount]
    self.init(storage, layout: isFixed ? first.layout : .ragged(rowOffsets: offsets))
  }
}

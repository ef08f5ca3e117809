import RawData

/// Predicts from transformed rows.
public struct Predictor: Sendable {
  /// The model.
  public let model: Model
  /// The model as it predicts soonest.
  private let folded: Model
  private let inference: Inference

  /// A predictor for rows that have the features `available`.
  ///
  /// - Throws: `ModelError` when the model needs another one.
  public init(_ model: Model, available: Set<String>) throws(ModelError) {
    if let missing = model.architecture.features.first(where: { !available.contains($0) }) {
      throw ModelError("feature \"\(missing)\": the model needs it, but the transform does not give it")
    }
    self.model = model
    folded = try model.folded()
    inference = Inference(folded)
  }

  /// The same predictor for rows that come one at a time; nil when the model's layers need batches.
  ///
  /// - Parameter features: the names of the rows' features, in their order.
  package func forSingleRows(features: [String]) -> RowInference? { RowInference(folded, features: features) }

  /// One prediction per row: the number; the probability of class 1; or, of many classes, the most probable one.
  ///
  /// A row's prediction is the same to the bit alone and among others.
  ///
  /// - Parameters:
  ///   - transformed: rows of transformed features.
  ///   - firstRow: the number of the batch's first row in the data, from 0, for errors.
  ///   - threads: how many threads may work.
  /// - Throws: `ModelError` when a feature is of the wrong type or an id is outside its vocabulary.
  public func callAsFunction(
    _ transformed: Batch,
    firstRow: Int = 0,
    threads: Int = 1
  ) throws(ModelError) -> [Float] {
    let output = inference(
      try model.architecture.values(of: transformed, firstRow: firstRow),
      threads: threads
    )
    switch model.architecture.loss {
    case .meanSquaredError, .meanAbsoluteError, .huber, .binaryCrossentropy(fromLogits: false):
      return output.elements
    case .binaryCrossentropy(fromLogits: true): return output.elements.map(Activation.sigmoid)
    case .sparseCategoricalCrossentropy:
      // Scores that are NaN speak for no class.
      return output.largestColumns.map { $0.map { Float($0) } ?? .nan }
    }
  }
}

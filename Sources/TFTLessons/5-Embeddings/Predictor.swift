import RawData

/// Predicts from transformed rows.
public struct Predictor: Sendable {
  /// The model.
  public let network: Network

  /// A predictor for rows that have the features `available`.
  ///
  /// - Throws: `ModelError` when the model needs another one.
  public init(_ network: Network, available: Set<String>) throws {
    if let missing = network.configuration.features.first(where: { !available.contains($0) }) {
      throw ModelError("feature \"\(missing)\": the model needs it, but the transform does not give it")
    }
    self.network = network
  }

  /// One prediction per row.
  ///
  /// - Throws: `ModelError` when a feature is of the wrong type or an id is outside its vocabulary.
  public func callAsFunction(_ transformed: Batch) throws -> [Float] {
    network(try ModelInputs(transformed, network.configuration))
  }
}

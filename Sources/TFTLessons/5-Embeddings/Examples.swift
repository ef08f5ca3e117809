import RawData

/// Labelled examples in memory, ready for a model.
public struct Examples: Sendable {
  let inputs: ModelInputs
  let labels: [Float]

  /// How many there are.
  public var count: Int { labels.count }

  /// The rows of a stream of transformed batches.
  ///
  /// - Throws: whatever reading throws; `ModelError` when a feature of the model is missing or not as it should be.
  public init(_ reader: some BatchReader, for configuration: ModelConfiguration) throws {
    var reader = reader
    var inputs = try ModelInputs(Batch(empty: configuration), configuration)
    var labels: [Float] = []
    while let batch = try reader.next() {
      inputs.append(try ModelInputs(batch, configuration))
      let batchLabels = try batch.floats(configuration.label)
      if let row = batchLabels.firstIndex(where: { !$0.isFinite }) {
        throw ModelError(
          "row \(labels.count + row): label \"\(configuration.label)\" is \(batchLabels[row]), expected a finite number"
        )
      }
      labels += batchLabels
    }
    self.init(inputs: inputs, labels: labels)
  }

  private init(inputs: ModelInputs, labels: [Float]) {
    self.inputs = inputs
    self.labels = labels
  }

  /// Divides the examples at random: `fraction` of them, rounded down, become the second part.
  public func split(fraction: Double, seed: UInt64) -> (Examples, Examples) {
    var generator = SplitMix64(seed: seed)
    let order = generator.permutation(of: count)
    let cut = count - Int(Double(count) * fraction)
    return (gather(order[..<cut]), gather(order[cut...]))
  }

  private func gather(_ indices: ArraySlice<Int>) -> Examples {
    Examples(inputs: inputs.gather(indices), labels: indices.map { labels[$0] })
  }

  var meanLabel: Float {
    Float(labels.reduce(0.0) { $0 + Double($1) } / Double(max(1, labels.count)))
  }
}

extension Batch {
  /// No rows of the configuration's features.
  fileprivate init(empty configuration: ModelConfiguration) {
    let numeric = configuration.numeric.map { _ in FeatureValues([Float]()) }
    let categorical = configuration.categorical.map { _ in FeatureValues([Int64]()) }
    self.init(rowCount: 0, names: configuration.features, columns: numeric + categorical)
  }
}

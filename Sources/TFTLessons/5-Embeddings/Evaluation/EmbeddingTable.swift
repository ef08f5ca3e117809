import RawData

/// What a model has learned of the ids of one feature, beside what the data says of them.
public struct EmbeddingTable: Sendable {
  /// The transformed feature that has the ids.
  public var feature: String
  /// The ids that occur, ascending.
  public var ids: [Int]
  /// One row for each of `ids`: its vector.
  public var vectors: Matrix
  /// The mean label of the examples that have the id, for each of `ids`.
  public var meanLabels: [Float]
}

extension Model {
  /// The tables of all embeddings of one id an example, with the ids that occur in `examples`.
  public func embeddingTables(on examples: Examples) -> [EmbeddingTable] {
    architecture.calls.compactMap { call in
      guard call.layer is Embedding, let input = call.inputs.first, input < architecture.inputs.count,
        case .ids(let ids) = examples.inputs[input], ids.columns == 1
      else { return nil }
      var sums: [Int: (sum: Double, count: Int)] = [:]
      for (id, label) in zip(ids.elements, examples.labels) {
        let known = sums[Int(id)] ?? (0, 0)
        sums[Int(id)] = (known.sum + Double(label), known.count + 1)
      }
      let known = sums.keys.sorted()
      return EmbeddingTable(
        feature: architecture.inputs[input].features[0],
        ids: known,
        vectors: weights[call.weights.lowerBound].gather(known[...]),
        meanLabels: known.map { id in Float(sums[id].map { $0.sum / Double($0.count) } ?? 0) }
      )
    }
  }
}

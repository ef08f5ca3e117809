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
    var labels = labelsOfIDs
    for index in labels.indices { labels[index].add(examples) }
    return tables(labels)
  }

  /// The same for all examples of a source, a window at a time.
  package func embeddingTables(on windows: inout RepeatedWindows) throws -> [EmbeddingTable] {
    var labels = labelsOfIDs
    try windows.forEach { examples in
      for index in labels.indices { labels[index].add(examples) }
    }
    return tables(labels)
  }

  /// The labels of one feature's ids.
  private struct LabelsOfIDs {
    /// The embedding.
    let call: Architecture.Call
    /// Where the ids are among the model's inputs.
    let input: Int
    /// For each id that occurs.
    private(set) var sums: [Int: (sum: Double, count: Int)] = [:]

    init(call: Architecture.Call, input: Int) {
      (self.call, self.input) = (call, input)
    }

    mutating func add(_ examples: Examples) {
      guard case .ids(let ids) = examples.inputs[input] else { return }
      for (id, label) in zip(ids.elements, examples.labels) {
        let known = sums[Int(id)] ?? (0, 0)
        sums[Int(id)] = (known.sum + Double(label), known.count + 1)
      }
    }
  }

  private var labelsOfIDs: [LabelsOfIDs] {
    architecture.calls.compactMap { call in
      guard call.layer is Embedding, let input = call.inputs.first, input < architecture.inputs.count,
        case .ids(steps: 1, _) = architecture.inputs[input].kind
      else { return nil }
      return LabelsOfIDs(call: call, input: input)
    }
  }

  private func tables(_ labels: [LabelsOfIDs]) -> [EmbeddingTable] {
    labels.map { own in
      let known = own.sums.keys.sorted()
      return EmbeddingTable(
        feature: architecture.inputs[own.input].features[0],
        ids: known,
        vectors: weights[own.call.weights.lowerBound].gather(known[...]),
        meanLabels: known.map { id in Float(own.sums[id].map { $0.sum / Double($0.count) } ?? 0) }
      )
    }
  }
}

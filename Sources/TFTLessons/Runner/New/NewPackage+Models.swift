import RawData

extension NewPackage {
  /// The program's models.
  var models: String {
    let label = LabelCode(plan.label)
    let (numbers, categories) = (codes.flatMap(\.numbers), codes.flatMap(\.categories))
    let hasIDs = !categories.isEmpty
    return """
      import TFTLessons

      /// Every id is a one-hot vector: zeros, and a one in its place.
      let nonEmbeddingModel = ModelDefinition(
        name: "non_embedding",
        label: label,
        loss: \(label.loss),
        training: training
      ) { inputs in
        try layers(on: inputs\(hasIDs ? ", ids: categories.map { OneHot()(try inputs.ids($0.name)) }" : ""))
      }

      /// \(hasIDs ? "Every id has a short vector, learned with the rest: ids that mean the same come to lie side by side." : "The same, for this data has no ids that could have an embedding.")
      let embeddingModel = ModelDefinition(
        name: "embedding",
        label: label,
        loss: \(label.loss),
        training: training
      ) { inputs in
        try layers(on: inputs\(hasIDs ? ", ids: categories.map { Embedding($0.size)(try inputs.ids($0.name), name: $0.name) }" : ""))
      }

      /// How long to learn, and in what steps. It ends early when the validation loss no longer falls, and the best weights count.
      private let training = TrainingOptions(
        epochs: \(epochs),
        batchSize: \(Self.batchSize),
        optimizer: .adam(.constant(0.003)),
        earlyStopping: EarlyStopping(patience: \(max(2, epochs / 8)))
      )

      /// What both models put on top of the features: two hidden layers, each smaller than the one before.
      private func layers(on inputs: ModelInputs\(hasIDs ? ", ids: [Tensor]" : "")) throws -> Tensor {
        let features = \(Self.features(hasNumbers: !numbers.isEmpty, hasIDs: hasIDs))
        let hidden = Dense(16, activation: .relu)(Dense(32, activation: .relu)(features))
      \(label.output.joined(separator: "\n"))
      }

      \(Self.lists(numbers, categories))
      """
  }

  private static let batchSize = 32

  /// Some thousands of steps: often enough over few rows, a few times over many.
  private var epochs: Int { min(100, max(5, 4000 * Self.batchSize / plan.rowCount)) }

  private static func features(hasNumbers: Bool, hasIDs: Bool) -> String {
    switch (hasNumbers, hasIDs) {
    case (true, true): "Concatenate()([try inputs.numeric(numbers)] + ids)"
    case (true, false): "try inputs.numeric(numbers)"
    case (false, _): "Concatenate()(ids)"
    }
  }

  private static func lists(_ numbers: [String], _ categories: [(name: String, size: Int)]) -> String {
    var parts: [String] = []
    if !numbers.isEmpty {
      let lines = numbers.map { "  \(SwiftText.literal($0)),\n" }.joined()
      parts.append("/// The transformed features that are numbers.\nprivate let numbers = [\n\(lines)]\n")
    }
    if !categories.isEmpty {
      let lines = categories.map { "  (\(SwiftText.literal($0.name)), \($0.size)),\n" }.joined()
      parts.append(
        "/// The transformed features that are ids, and how many numbers the embedding of each has.\n"
          + "private let categories: [(name: String, size: Int)] = [\n\(lines)]\n"
      )
    }
    return parts.joined(separator: "\n")
  }
}

import RawData

/// A regression model: scaled numbers and embedded ids, hidden layers, one output.
public struct Network: Sendable {
  /// What it is made of.
  public let configuration: ModelConfiguration
  var scaler: RobustScaler
  private var embeddings: [Embedding]
  private var hidden: [Dense]
  private var output: Dense

  /// A network whose first weights follow from `seed`.
  init(_ configuration: ModelConfiguration, scaler: RobustScaler, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    self.configuration = configuration
    self.scaler = scaler
    embeddings = configuration.categorical.map { feature in
      let size = if case .embedding(let size) = feature.encoding { size } else { configuration.hidden[0] }
      return Embedding(
        feature.name,
        vocabularySize: feature.vocabularySize,
        embeddingSize: size,
        using: &generator
      )
    }
    hidden = []
    var inputSize = configuration.inputSize
    for (index, size) in configuration.hidden.enumerated() {
      hidden.append(
        Dense(
          "hidden_\(index + 1)",
          inputSize: inputSize,
          outputSize: size,
          activation: .relu,
          using: &generator
        )
      )
      inputSize = size
    }
    output = Dense("output", inputSize: inputSize, outputSize: 1, activation: .linear, using: &generator)
  }

  /// One prediction per row.
  func callAsFunction(_ inputs: ModelInputs) -> [Float] {
    forward(inputs).prediction.elements
  }

  /// The output before any training: the mean of the labels is the best guess that knows nothing of the ride.
  mutating func startFrom(meanLabel: Float) {
    output.bias.value.elements = [meanLabel]
  }

  mutating func forEachParameter(_ body: (inout Parameter) throws -> Void) rethrows {
    for index in embeddings.indices { try body(&embeddings[index].table) }
    for index in hidden.indices { try hidden[index].forEachParameter(body) }
    try output.forEachParameter(body)
  }

  /// What the forward pass computes on its way.
  private struct Activations {
    /// The input of each hidden layer and of the output layer, in order.
    var layerInputs: [Matrix]
    var prediction: Matrix
  }

  private func forward(_ inputs: ModelInputs) -> Activations {
    let rows = inputs.numeric.rows
    let scaled = scaler(inputs.numeric)
    var input = Matrix(rows: rows, columns: configuration.inputSize)
    for row in 0..<rows {
      for column in 0..<scaled.columns {
        input.elements[row * input.columns + column] = scaled.elements[row * scaled.columns + column]
      }
    }
    var oneHots = Matrix(rows: rows, columns: configuration.hidden[0])
    for (index, column) in categoricalColumns.enumerated() {
      if let column {
        embeddings[index].add(inputs.ids[index], to: &input, column: column)
      } else {
        embeddings[index].add(inputs.ids[index], to: &oneHots, column: 0)
      }
    }
    var layerInputs = [input]
    for (index, layer) in hidden.enumerated() {
      layerInputs.append(layer(layerInputs[index], added: index == 0 ? oneHots : nil))
    }
    return Activations(layerInputs: layerInputs, prediction: output(layerInputs[hidden.count]))
  }

  /// Adds to all gradients those of the mean squared error on this batch; the sum of the squared errors.
  mutating func accumulateGradients(_ inputs: ModelInputs, labels: [Float]) -> Double {
    let activations = forward(inputs)
    var gradient = activations.prediction
    var squaredError = 0.0
    for row in labels.indices {
      let error = activations.prediction.elements[row] - labels[row]
      squaredError += Double(error) * Double(error)
      gradient.elements[row] = 2 * error / Float(labels.count)
    }
    let inputsOfLayers = activations.layerInputs
    gradient = output.backward(
      x: inputsOfLayers[hidden.count],
      y: activations.prediction,
      gradient: gradient
    )
    gradient = output.inputGradient(gradient)
    for index in hidden.indices.reversed() {
      gradient = hidden[index].backward(
        x: inputsOfLayers[index],
        y: inputsOfLayers[index + 1],
        gradient: gradient
      )
      if index > 0 { gradient = hidden[index].inputGradient(gradient) }
    }
    let inputGradient = hidden[0].inputGradient(gradient)
    for (index, column) in categoricalColumns.enumerated() {
      embeddings[index].backward(
        inputs.ids[index],
        gradient: column == nil ? gradient : inputGradient,
        column: column ?? 0
      )
    }
    return squaredError
  }

  /// For each categorical feature, the column of the input where its embedding starts; nil for a one-hot.
  private var categoricalColumns: [Int?] {
    var next = configuration.numeric.count
    return configuration.categorical.map { feature in
      guard case .embedding(let size) = feature.encoding else { return nil }
      defer { next += size }
      return next
    }
  }
}

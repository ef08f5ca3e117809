/// Brings each feature to mean 0 and variance 1: `(x - mean) / sqrt(variance)`. Keras: `Normalization`.
///
/// Mean and variance are the data's, found before training. A feature without variance is divided by 1e-7, as in Keras.
/// Input and output shape `[features]`. Weights, not learned: `mean [1, features]`, `variance [1, features]`.
public struct Normalization: Sendable {
  /// Normalizes each feature.
  public init() {}
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Normalization: AdaptedLayer {
  public static let className = "Normalization"

  public init?(settings: LayerSettings) {}

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    .floats(try inputs.single().features())
  }

  public func weights(for inputs: [TensorShape]) -> [WeightSpec] {
    var weights = [
      WeightSpec("mean", rows: 1, columns: inputs[0].size, .zeros),
      WeightSpec("variance", rows: 1, columns: inputs[0].size, .ones),
    ]
    for index in weights.indices { weights[index].isLearned = false }
    return weights
  }

  public func adapted(to x: Matrix) -> [Matrix] {
    let count = Double(max(1, x.rows))
    let means = (0..<x.columns).map { column in
      (0..<x.rows).reduce(0.0) { $0 + Double(x[$1, column]) } / count
    }
    let variances = (0..<x.columns).map { column in
      (0..<x.rows).reduce(0.0) { sum, row in
        let distance = Double(x[row, column]) - means[column]
        return sum + distance * distance
      } / count
    }
    return [means, variances].map { Matrix(rows: 1, columns: x.columns, elements: $0.map { Float($0) }) }
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let deviations = Self.deviations(weights[1])
    return LayerOutput(
      inputs[0].matrix.mapColumns { ($0 - weights[0].elements[$1]) / deviations[$1] }
    )
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    let deviations = Self.deviations(weights[1])
    return LayerGradients(inputs: [gradient.mapColumns { $0 / deviations[$1] }])
  }

  /// What each feature is divided by.
  static func deviations(_ variances: Matrix) -> [Float] {
    variances.elements.map { max($0.squareRoot(), 1e-7) }
  }
}

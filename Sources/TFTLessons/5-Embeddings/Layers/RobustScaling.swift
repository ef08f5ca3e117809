/// Brings each feature to the same size: `(x - median) / spread`, cut at +-5; NaN becomes 0, the median.
///
/// The spread is the distance between the quartiles. A mean and a variance would be ruled by the few rides whose
/// coordinates are zero: their "distance" is 84 degrees, where a real ride has 0.02. scikit-learn's `RobustScaler` does
/// the same, but interpolates its quartiles and cuts nothing. Input and output shape `[features]`. Weights, not learned:
/// `center [1, features]`, `scale [1, features]`.
public struct RobustScaling: Sendable {
  package static let limit: Float = 5

  /// Scales each feature.
  public init() {}
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension RobustScaling: AdaptedLayer {
  public static let className = "RobustScaling"

  public init?(settings: LayerSettings) {}

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    .floats(try inputs.single().features())
  }

  public func weights(for inputs: [TensorShape]) -> [WeightSpec] {
    var weights = [
      WeightSpec("center", rows: 1, columns: inputs[0].size, .zeros),
      WeightSpec("scale", rows: 1, columns: inputs[0].size, .ones),
    ]
    for index in weights.indices { weights[index].isLearned = false }
    return weights
  }

  public func adapted(to x: Matrix) -> [Matrix] {
    var (centers, scales): ([Float], [Float]) = ([], [])
    for column in 0..<x.columns {
      let values = (0..<x.rows).map { x[$0, column] }.filter { !$0.isNaN }.sorted()
      let quantile = { (fraction: Int) in
        values.isEmpty ? 0 : values[min(values.count * fraction / 4, values.count - 1)]
      }
      let spread = quantile(3) - quantile(1)
      centers.append(quantile(2))
      scales.append(spread > 0 ? spread : 1)
    }
    return [centers, scales].map { Matrix(rows: 1, columns: x.columns, elements: $0) }
  }

  // snippet: scale
  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let (center, scale) = (weights[0].elements, weights[1].elements)
    return LayerOutput(
      inputs[0].matrix.mapColumns { x, column in
        Self.limited((x - center[column]) / scale[column])
      }
    )
  }

  static func limited(_ scaled: Float) -> Float { scaled.isNaN ? 0 : min(max(scaled, -limit), limit) }
  // end: scale

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    let y = call.output.matrix
    let isInside = y.map { $0.magnitude < Self.limit ? 1 : 0 }
    let slope = gradient.combined(with: isInside) { $0 * $1 }
    return LayerGradients(inputs: [slope.mapColumns { $0 / weights[1].elements[$1] }])
  }
}

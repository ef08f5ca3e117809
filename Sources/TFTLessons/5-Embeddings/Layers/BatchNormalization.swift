/// Brings each feature to mean 0 and variance 1 within the batch, then scales and moves it as learned. Keras:
/// `BatchNormalization`.
///
/// `gamma * (x - mean) / sqrt(variance + epsilon) + beta`. While the model learns, mean and variance are the batch's,
/// and running means of them are kept; when it predicts, those are taken. Output shape: the input's; of a sequence the
/// steps count as examples. Weights: `gamma`, `beta`, and, not learned, `moving_mean`, `moving_variance`, all
/// `[1, features]`.
public struct BatchNormalization: Sendable {
  let momentum: Float
  let epsilon: Float

  /// Normalizes each feature within the batch.
  ///
  /// - Parameters:
  ///   - momentum: how much of the running means stays at each batch.
  ///   - epsilon: what keeps the division away from 0.
  public init(momentum: Float = 0.99, epsilon: Float = 1e-3) {
    (self.momentum, self.epsilon) = (momentum, epsilon)
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension BatchNormalization: Layer {
  public static let className = "BatchNormalization"

  public var settings: [LayerSetting] {
    [LayerSetting("momentum", .float(momentum)), LayerSetting("epsilon", .float(epsilon))]
  }

  public init?(settings: LayerSettings) {
    guard let momentum = settings.float("momentum"), let epsilon = settings.float("epsilon") else {
      return nil
    }
    self.init(momentum: momentum, epsilon: epsilon)
  }

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    guard (0...1).contains(momentum), epsilon > 0 else {
      throw ModelError("found momentum \(momentum) and epsilon \(epsilon), expected 0 to 1 and more than 0")
    }
    return .floats(try inputs.single().floats())
  }

  public func weights(for inputs: [TensorShape]) -> [WeightSpec] {
    guard case .floats(let dimensions) = inputs[0], let features = dimensions.last else { return [] }
    var weights = [
      WeightSpec("gamma", rows: 1, columns: features, .ones),
      WeightSpec("beta", rows: 1, columns: features, .zeros),
      WeightSpec("moving_mean", rows: 1, columns: features, .zeros),
      WeightSpec("moving_variance", rows: 1, columns: features, .ones),
    ]
    weights[2].isLearned = false
    weights[3].isLearned = false
    return weights
  }

  /// Yes: mean and variance are all examples'.
  public var needsWholeBatch: Bool { true }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let x = inputs[0].matrix.reshaped(columns: weights[0].columns)
    let (gamma, beta) = (weights[0].elements, weights[1].elements)
    let (mean, variance) =
      pass.isTraining ? Self.moments(x) : (weights[2].elements, weights[3].elements)
    let scale = variance.map { 1 / ($0 + epsilon).squareRoot() }
    let normalized = x.mapColumns { ($0 - mean[$1]) * scale[$1] }
    let y = normalized.mapColumns { $0 * gamma[$1] + beta[$1] }
    let scales = Matrix(rows: 1, columns: scale.count, elements: scale)
    var output = LayerOutput(y.reshaped(rows: inputs[0].rows), saved: [normalized, scales])
    guard pass.isTraining else { return output }
    output.updates = zip([2, 3], [mean, variance]).map { index, now in
      let moved = zip(weights[index].elements, now).map { $0 * momentum + $1 * (1 - momentum) }
      return (weight: index, value: Matrix(rows: 1, columns: now.count, elements: moved))
    }
    return output
  }

  /// Mean and variance of each column, the variance not corrected.
  private static func moments(_ x: Matrix) -> (mean: [Float], variance: [Float]) {
    let count = Float(max(1, x.rows))
    let mean = x.columnSums().map { $0 / count }
    let squares = x.mapColumns { ($0 - mean[$1]) * ($0 - mean[$1]) }
    return (mean, squares.columnSums().map { $0 / count })
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    let (normalized, scale) = (call.saved[0], call.saved[1].elements)
    let slope = gradient.reshaped(columns: scale.count)
    let (gammaSlope, betaSlope) = (
      slope.combined(with: normalized) { $0 * $1 }.columnSums(), slope.columnSums()
    )
    let gamma = weights[0].elements
    let own = [WeightGradient(row: gammaSlope), WeightGradient(row: betaSlope)]
    guard pass.isTraining else {
      let input = slope.mapColumns { $0 * gamma[$1] * scale[$1] }
      return LayerGradients(inputs: [input.reshaped(rows: gradient.rows)], weights: own)
    }
    // The batch's mean and variance depend on every example too.
    let count = Float(max(1, slope.rows))
    let centered = slope.mapColumns { $0 - betaSlope[$1] / count }
    let share = normalized.mapColumns { $0 * gammaSlope[$1] / count }
    let input = centered.combined(with: share) { $0 - $1 }.mapColumns { $0 * gamma[$1] * scale[$1] }
    return LayerGradients(inputs: [input.reshaped(rows: gradient.rows)], weights: own)
  }
}

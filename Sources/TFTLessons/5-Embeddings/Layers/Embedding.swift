/// A vector for each id, learned: row `id` of a table. Keras: `Embedding`.
///
/// Input: one id an example gives `[size]`; `steps` ids give `[steps, size]`. Weights: `embeddings [ids, size]`. A
/// one-hot vector times a weight matrix is a row of that matrix, so this is also a dense layer on one-hot inputs.
public struct Embedding: Sendable {
  let size: Int
  let initializer: Initializer

  /// Vectors of `size` numbers.
  public init(_ size: Int, initializer: Initializer = .randomUniform()) {
    self.size = size
    self.initializer = initializer
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Embedding: Layer {
  public static let className = "Embedding"

  public var settings: [LayerSetting] {
    [
      LayerSetting("output_dim", .int(size)),
      LayerSetting("embeddings_initializer", .text("\(initializer)")),
    ]
  }

  public init?(settings: LayerSettings) {
    guard let size = settings.size("output_dim"),
      let initializer = settings.initializer("embeddings_initializer", .randomUniform())
    else { return nil }
    self.init(size, initializer: initializer)
  }

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    guard size > 0 else { throw ModelError("found vectors of \(size) numbers, expected 1 or more") }
    let (steps, _) = try inputs.single().ids()
    return .floats(steps == 1 ? [size] : [steps, size])
  }

  public func weights(for inputs: [TensorShape]) -> [WeightSpec] {
    guard case .ids(_, let count) = inputs[0] else { return [] }
    return [WeightSpec("embeddings", rows: count, columns: size, initializer)]
  }

  // snippet: embedding
  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    guard case .ids(let ids) = inputs[0] else { preconditionFailure("an embedding needs ids") }
    return LayerOutput(weights[0].gather(ids.elements).reshaped(rows: ids.rows))
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    guard case .ids(let ids) = call.inputs[0] else { preconditionFailure("an embedding needs ids") }
    let table = WeightGradient(gradient.reshaped(columns: size), of: ids.elements)
    return LayerGradients(inputs: [nil], weights: [table])
  }
  // end: embedding
}

/// All numbers of an example in one row. Keras: `Flatten`.
///
/// Input shape `[steps, features]`, output shape `[steps * features]`.
public struct Flatten: Sendable {
  /// All numbers in one row.
  public init() {}
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Flatten: Layer {
  public static let className = "Flatten"

  public init?(settings: LayerSettings) {}

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    let input = try inputs.single()
    _ = try input.floats()
    return .floats([input.size])
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    LayerOutput(inputs[0])
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients { LayerGradients(inputs: [gradient]) }
}

/// An activation function as a layer of its own. Keras: `Activation`.
///
/// Input and output shape `[features]`.
public struct ActivationLayer: Sendable {
  let activation: Activation

  /// A layer that applies `activation`.
  public init(_ activation: Activation) {
    self.activation = activation
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ActivationLayer: Layer {
  public static let className = "Activation"

  public var settings: [LayerSetting] { [LayerSetting("activation", .text(activation.rawValue))] }

  public init?(settings: LayerSettings) {
    guard let activation = settings.activation else { return nil }
    self.init(activation)
  }

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    .floats(try inputs.single().features())
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let x = inputs[0].matrix
    return LayerOutput(activation(x))
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    LayerGradients(inputs: [
      activation.backward(gradient, x: call.inputs[0].matrix, y: call.output.matrix)
    ])
  }
}

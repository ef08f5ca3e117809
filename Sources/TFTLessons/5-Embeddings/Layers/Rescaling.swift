/// Every number times `scale`, plus `offset`. Keras: `Rescaling`.
///
/// After the last dense layer it turns numbers of about 1, which a network learns easily, into the label's unit. Output
/// shape: the input's.
public struct Rescaling: Sendable {
  let scale: Float
  let offset: Float

  /// `x * scale + offset`.
  public init(scale: Float, offset: Float = 0) {
    (self.scale, self.offset) = (scale, offset)
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Rescaling: Layer {
  public static let className = "Rescaling"

  public var settings: [LayerSetting] {
    [LayerSetting("scale", .float(scale)), LayerSetting("offset", .float(offset))]
  }

  public init?(settings: LayerSettings) {
    guard let scale = settings.float("scale"), let offset = settings.float("offset") else { return nil }
    self.init(scale: scale, offset: offset)
  }

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    .floats(try inputs.single().floats())
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    LayerOutput(inputs[0].matrix.map { $0 * scale + offset })
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    LayerGradients(inputs: [gradient.map { $0 * scale }])
  }
}

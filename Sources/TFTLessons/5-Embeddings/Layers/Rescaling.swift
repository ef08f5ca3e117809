/// Every number times `scale`, plus `offset`. Keras: `Rescaling`.
///
/// After the last dense layer it turns numbers of about 1, which a network learns easily, into the label's unit. Output
/// shape: the input's.
public struct Rescaling: Layer {
  /// `Rescaling`.
  public static let className = "Rescaling"
  let scale: Float
  let offset: Float

  /// `x * scale + offset`.
  public init(scale: Float, offset: Float = 0) {
    (self.scale, self.offset) = (scale, offset)
  }

  /// `scale` and `offset`.
  public var settings: [LayerSetting] {
    [LayerSetting("scale", .float(scale)), LayerSetting("offset", .float(offset))]
  }

  /// A layer with the `scale` and `offset` of a file.
  public init?(settings: LayerSettings) {
    guard let scale = settings.float("scale"), let offset = settings.float("offset") else { return nil }
    self.init(scale: scale, offset: offset)
  }

  /// That of the only input.
  ///
  /// - Throws: `ModelError` when the input is ids, or there are more.
  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    .floats(try inputs.single().floats())
  }

  /// `x * scale + offset`.
  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    LayerOutput(inputs[0].matrix.map { $0 * scale + offset })
  }

  /// The gradient times `scale`.
  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    adding gradients: inout [Gradient],
    _ pass: Pass
  ) -> [Matrix?] {
    [gradient.map { $0 * scale }]
  }
}

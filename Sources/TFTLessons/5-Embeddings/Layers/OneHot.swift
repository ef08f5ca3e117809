/// For each id a vector of zeros with a one at the id. Keras: `CategoryEncoding(output_mode: "one_hot")`.
///
/// Input: one id an example; output shape `[ids]`. The vector is not built where a `Dense` or a `Concatenate` before one
/// takes it: those are content with the id.
public struct OneHot: Sendable {
  /// One-hot vectors as long as there are ids.
  public init() {}
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension OneHot: Layer {
  public static let className = "CategoryEncoding"

  public init?(settings: LayerSettings) {}

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    let (steps, count) = try inputs.single().ids()
    guard steps == 1 else { throw ModelError("found \(steps) ids an example, expected 1") }
    return .floats([count])
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    guard case .ids(let ids) = inputs[0] else { preconditionFailure("one-hot vectors need ids") }
    return LayerOutput(.blocks([.oneHot(ids: ids.elements, count: ids.count)]))
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients { LayerGradients(inputs: [nil]) }
}

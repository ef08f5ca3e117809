/// The inputs' numbers side by side. Keras: `Concatenate`.
///
/// Input shapes `[a]`, `[b]`, ...; output shape `[a + b + ...]`.
public struct Concatenate: Sendable {
  /// The inputs side by side.
  public init() {}

  /// The numbers of `inputs`, side by side.
  public func callAsFunction(
    _ inputs: [Tensor],
    name: String? = nil,
    fileID: String = #fileID,
    line: Int = #line
  ) -> Tensor {
    Tensor(self, inputs, name: name, fileID: fileID, line: line)
  }
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Concatenate: Layer {
  public static let className = "Concatenate"

  public init?(settings: LayerSettings) {}

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    guard !inputs.isEmpty else { throw ModelError("found no inputs, expected one or more") }
    var width = 0
    for input in inputs {
      let dimensions = try input.floats()
      guard dimensions.count == 1 else {
        throw ModelError("found an input of shape \(input), expected one dimension: put Flatten() before it")
      }
      width += dimensions[0]
    }
    return .floats([width])
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    let isPlain = inputs.allSatisfy { if case .floats = $0 { true } else { false } }
    guard isPlain else { return LayerOutput(.blocks(inputs.flatMap(\.blocks))) }
    return LayerOutput(Matrix(sideBySide: inputs.map(\.matrix)))
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients {
    var start = 0
    let parts = call.shapes.indices.map { index -> Matrix? in
      defer { start += call.shapes[index].size }
      guard call.wantsGradient[index] else { return nil }
      return gradient.columns(start..<start + call.shapes[index].size)
    }
    return LayerGradients(inputs: parts)
  }
}

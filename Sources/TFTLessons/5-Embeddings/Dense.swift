import RawData

/// A fully connected layer: `activation(x * weight + bias)`. Keras: `Dense`.
///
/// Input shape `[batch, inputSize]`, output shape `[batch, outputSize]`.
public struct Dense: Sendable {
  /// What is applied to each output.
  public enum Activation: String, Sendable {
    /// Nothing.
    case linear
    /// Negative values become 0.
    case relu
  }

  /// Shape `[inputSize, outputSize]`.
  public internal(set) var weight: Parameter
  /// Shape `[1, outputSize]`.
  public internal(set) var bias: Parameter
  /// What is applied to each output.
  public let activation: Activation

  /// A layer with Glorot-uniform weights and zero bias.
  init(
    _ name: String,
    inputSize: Int,
    outputSize: Int,
    activation: Activation,
    using generator: inout SplitMix64
  ) {
    weight = .glorotUniform("\(name).weight", rows: inputSize, columns: outputSize, using: &generator)
    bias = Parameter("\(name).bias", Matrix(rows: 1, columns: outputSize))
    self.activation = activation
  }

  /// The layer's output. `added`, when given, is added before the activation.
  func callAsFunction(_ x: Matrix, added: Matrix? = nil) -> Matrix {  // [batch, in] -> [batch, out]
    var y = added ?? Matrix(rows: x.rows, columns: weight.value.columns)
    for index in y.elements.indices { y.elements[index] += bias.value.elements[index % y.columns] }
    y.add(x, times: weight.value)
    if activation == .relu {
      for index in y.elements.indices where y.elements[index] < 0 { y.elements[index] = 0 }
    }
    return y
  }

  /// Adds to the gradients of weight and bias; the gradient before the activation.
  ///
  /// - Parameters:
  ///   - x: the input of the forward call, `y` its output.
  ///   - gradient: the loss's gradient for `y`.
  mutating func backward(x: Matrix, y: Matrix, gradient: Matrix) -> Matrix {
    var gradient = gradient
    if activation == .relu {
      for index in gradient.elements.indices where y.elements[index] <= 0 { gradient.elements[index] = 0 }
    }
    weight.gradient.add(transposed: x, times: gradient)
    for index in gradient.elements.indices {
      bias.gradient.elements[index % gradient.columns] += gradient.elements[index]
    }
    return gradient
  }

  /// The loss's gradient for the input, from the gradient before the activation.
  func inputGradient(_ gradient: Matrix) -> Matrix {
    gradient.times(transposed: weight.value)
  }

  mutating func forEachParameter(_ body: (inout Parameter) throws -> Void) rethrows {
    try body(&weight)
    try body(&bias)
  }
}

import Embeddings

extension Dense: ONNXLayer {
  /// A one-hot vector times the kernel is a row of it, here as in the model.
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let graph = call.graph
    let units = call.weights[0].columns
    var (row, sum): (Int, ONNXValue?) = (0, nil)
    for block in call.inputs[0].blocks {
      let product: ONNXValue
      switch block {
      case .floats(let x):
        let kernel = call.matrix(0, rows: row..<row + x.width)
        product = graph.node(
          "MatMul",
          [x, kernel],
          type: .float,
          shape: x.shape.dropLast() + [.fixed(units)]
        )
        row += x.width
      case .oneHot(let ids, let count):
        product = graph.reshape(graph.gather(call.matrix(0, rows: row..<row + count), ids), [nil, units])
        row += count
      }
      sum = sum.map { graph.add($0, product) } ?? product
    }
    guard var result = sum else { preconditionFailure("a dense layer has an input") }
    if call.weights.count > 1 { result = graph.add(result, call.vector(1)) }
    return .floats(graph.activation(LayerSettings(settings).activation ?? .linear, result))
  }
}

extension ActivationLayer: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    .floats(call.graph.activation(LayerSettings(settings).activation ?? .linear, call.floats))
  }
}

extension ONNXGraph {
  /// What is applied to each number of a layer's output.
  func activation(_ activation: Activation, _ x: ONNXValue) -> ONNXValue {
    let one = number(Float(1))
    switch activation {
    case .linear: return x
    // Not Relu, which may make a number of NaN.
    case .relu: return select(less(x, number(Float(0))), number(Float(0)), else: x)
    case .gelu:
      let below = add(one, unary("Erf", multiply(x, number(Float(0.5).squareRoot()))))
      return multiply(multiply(number(Float(0.5)), x), below)
    case .tanh: return unary("Tanh", x)
    // Not Sigmoid, which may be cut for small probabilities.
    case .sigmoid: return divide(one, add(one, unary("Exp", unary("Neg", x))))
    case .softmax:
      return node("Softmax", [x], [ONNXAttribute("axis", .int(-1))], type: .float, shape: x.shape)
    }
  }
}

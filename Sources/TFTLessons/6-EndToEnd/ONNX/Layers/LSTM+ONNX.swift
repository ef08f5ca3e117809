import Embeddings

extension LSTM: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let graph = call.graph
    let x = call.floats
    let units = call.weights[1].rows
    guard case .fixed(let steps) = x.shape[1] else {
      preconditionFailure("a sequence has as many steps in every row")
    }
    let inputs = [
      transposed(graph, x, [1, 0, 2]), gates(call, 0), gates(call, 1), bias(call),
    ]
    let results = graph.nodes(
      "LSTM",
      inputs,
      [ONNXAttribute("hidden_size", .int(units))],
      results: [
        (.float, [.fixed(steps), .fixed(1), .batch, .fixed(units)]),
        (.float, [.fixed(1), .batch, .fixed(units)]),
      ]
    )
    let isSequence = LayerSettings(settings).flag("return_sequences", default: false) ?? false
    guard isSequence else {
      return .floats(graph.reshape(transposed(graph, results[1], [1, 0, 2]), [nil, units]))
    }
    return .floats(graph.reshape(transposed(graph, results[0], [2, 0, 1, 3]), [nil, steps, units]))
  }

  private func transposed(_ graph: ONNXGraph, _ x: ONNXValue, _ order: [Int]) -> ONNXValue {
    graph.node(
      "Transpose",
      [x],
      [ONNXAttribute("perm", .ints(order))],
      type: x.type,
      shape: order.map { x.shape[$0] }
    )
  }

  /// Where each of ONNX's gates, input, output, forget and candidate, is among Keras's: input, forget, candidate, output.
  private static let gateOrder = [0, 3, 1, 2]

  /// A kernel with ONNX's gates one below the other, each transposed.
  private func gates(_ call: ONNXLayerCall, _ weight: Int) -> ONNXValue {
    let kernel = call.weights[weight]
    let units = kernel.columns / 4
    let elements = Self.gateOrder.flatMap { gate in
      (gate * units..<(gate + 1) * units).flatMap { column in (0..<kernel.rows).map { kernel[$0, column] } }
    }
    return call.graph.constant(.float(elements), [1, kernel.columns, kernel.rows])
  }

  /// Keras has one bias, ONNX a second one for the last output, which is zero.
  private func bias(_ call: ONNXLayerCall) -> ONNXValue {
    let bias = call.weights[2].elements
    let units = bias.count / 4
    let own = Self.gateOrder.flatMap { bias[$0 * units..<($0 + 1) * units] }
    return call.graph.constant(.float(own + [Float](repeating: 0, count: bias.count)), [1, 2 * bias.count])
  }
}

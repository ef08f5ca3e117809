import Embeddings

extension Embedding: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    guard case .ids(let ids, _) = call.inputs[0] else { preconditionFailure("an embedding needs ids") }
    let vectors = call.graph.gather(call.matrix(0), ids)
    return .floats(ids.width == 1 ? call.graph.reshape(vectors, [nil, call.weights[0].columns]) : vectors)
  }
}

extension OneHot: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    guard case .ids(let ids, let count) = call.inputs[0] else {
      preconditionFailure("one-hot vectors need ids")
    }
    return .blocks([.oneHot(ids, count: count)])
  }
}

extension OneHotSteps: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    guard case .ids(let ids, let count) = call.inputs[0] else { preconditionFailure("a sequence needs ids") }
    let steps = call.graph.reshape(call.graph.oneHot(ids, depth: count, as: .int64), [nil, count])
    return .ids(steps, count: max(2, count))
  }
}

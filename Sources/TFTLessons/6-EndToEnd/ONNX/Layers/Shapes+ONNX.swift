import Embeddings

extension Concatenate: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let blocks = call.inputs.flatMap(\.blocks)
    let floats = blocks.compactMap { if case .floats(let value) = $0 { value } else { nil } }
    return floats.count == blocks.count ? .floats(call.graph.concatenate(floats)) : .blocks(blocks)
  }
}

extension Flatten: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let x = call.floats
    return .floats(call.graph.reshape(x, [nil, x.size]))
  }
}

extension Dropout: ONNXLayer {
  /// Nothing is dropped when the model predicts.
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue { call.inputs[0] }
}

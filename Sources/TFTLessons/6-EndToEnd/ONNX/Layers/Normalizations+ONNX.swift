import Embeddings

extension Normalization: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let deviations = call.vector(1) { max($0.squareRoot(), 1e-7) }
    return .floats(call.graph.divide(call.graph.subtract(call.floats, call.vector(0)), deviations))
  }
}

extension RobustScaling: ONNXLayer {
  /// NaN becomes the median, and what is far away is cut.
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let graph = call.graph
    let scaled = graph.divide(graph.subtract(call.floats, call.vector(0)), call.vector(1))
    let known = graph.select(graph.isNaN(scaled), graph.number(Float(0)), else: scaled)
    let limits = [-Self.limit, Self.limit].map { graph.constant(.float([$0]), []) }
    return .floats(graph.node("Clip", [known] + limits, type: .float, shape: known.shape))
  }
}

extension Rescaling: ONNXLayer {
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let settings = LayerSettings(settings)
    let scaled = call.graph.multiply(call.floats, call.graph.number(settings.float("scale") ?? 1))
    return .floats(call.graph.add(scaled, call.graph.number(settings.float("offset") ?? 0)))
  }
}

extension BatchNormalization: ONNXLayer {
  /// With the running means and variances, as the model predicts.
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue {
    let graph = call.graph
    let epsilon = LayerSettings(settings).float("epsilon") ?? 0
    let scale = call.vector(3) { 1 / ($0 + epsilon).squareRoot() }
    let normalized = graph.multiply(graph.subtract(call.floats, call.vector(2)), scale)
    return .floats(graph.add(graph.multiply(normalized, call.vector(0)), call.vector(1)))
  }
}

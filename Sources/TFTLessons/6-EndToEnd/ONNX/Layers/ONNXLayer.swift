import Embeddings

/// A layer that can be said in ONNX.
protocol ONNXLayer: Layer {
  /// Writes the layer into the graph.
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue
}

import Embeddings

/// A layer alone as an ONNX file: what a runtime makes of it can be looked at by itself.
package enum ONNXLayerFile {
  /// The file. The inputs are `input_0`, `input_1`, ...; the output is `output`, with all numbers of an example in one row.
  ///
  /// - Parameters:
  ///   - inputs: the shape of each, for one example.
  ///   - weights: those of the layer, in their order.
  /// - Returns: nil when ONNX cannot say the layer.
  package static func encoded(_ layer: any Layer, _ inputs: [TensorShape], _ weights: [Matrix])
    throws(ModelError)
    -> [UInt8]?
  {
    guard let exportable = layer as? any ONNXLayer else { return nil }
    let names = inputs.indices.map { "input_\($0)" }
    let graph = ONNXGraph(reserving: names + ["output"])
    let values = zip(names, inputs).map { name, shape in value(shape, name, graph) }
    _ = try layer.outputShape(of: inputs)
    let result = exportable.export(ONNXLayerCall(graph: graph, inputs: values, weights: weights))
    if case .ids(let ids, _) = result {
      graph.output(ids, as: "output")
    } else {
      let floats = result.floats(in: graph)
      graph.output(graph.reshape(floats, [nil, floats.size]), as: "output")
    }
    return graph.encoded(named: type(of: layer).className, metadata: [])
  }

  private static func value(_ shape: TensorShape, _ name: String, _ graph: ONNXGraph) -> ONNXLayerValue {
    switch shape {
    case .ids(let steps, let count): return .ids(graph.input(name, .int64, width: steps), count: count)
    case .floats(let dimensions):
      let flat = graph.input(name, .float, width: shape.size)
      return .floats(graph.reshape(flat, [nil] + dimensions))
    }
  }
}

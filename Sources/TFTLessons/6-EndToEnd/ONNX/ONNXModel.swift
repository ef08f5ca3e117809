import Embeddings
import Preprocessing
import RawData

/// A model in a graph: transformed features in, predictions out.
struct ONNXModel {
  let graph: ONNXGraph
  let model: Model

  /// The prediction for each row: a number, the probability of class 1, or the most probable class.
  ///
  /// - Throws: `OperationError` for a feature, `ModelError` for a layer that ONNX cannot say.
  func prediction(_ features: ONNXTransform) throws -> ONNXValue {
    var values: [ONNXLayerValue] = []
    for input in model.architecture.inputs { values.append(try value(input, features)) }
    for layer in model.architecture.layers {
      values.append(try output(layer, layer.inputs.map { values[$0] }))
    }
    graph.scope = ""
    let output = values[values.count - 1].floats(in: graph)
    switch model.architecture.loss {
    case .meanSquaredError, .meanAbsoluteError, .huber, .binaryCrossentropy(fromLogits: false): return output
    case .binaryCrossentropy(fromLogits: true): return graph.activation(.sigmoid, output)
    case .sparseCategoricalCrossentropy:
      let best = graph.node(
        "ArgMax",
        [output],
        [ONNXAttribute("axis", .int(1))],
        type: .int64,
        shape: [.batch, .fixed(1)]
      )
      return graph.cast(best, to: .float)
    }
  }

  private func value(_ input: ModelInput, _ features: ONNXTransform) throws -> ONNXLayerValue {
    switch input.kind {
    case .numbers:
      return .floats(graph.concatenate(try input.features.map { try features.numbers(of: $0) }))
    case .ids(_, let count):
      let ids = try features.feature(input.features[0])
      // An id that the model does not know would stop the whole batch.
      let isKnown = graph.isInside(ids, 0...Int64(count - 1))
      graph.fail(where: graph.not(isKnown))
      return .ids(graph.select(isKnown, ids, else: graph.number(Int64(0))), count: count)
    }
  }

  private func output(
    _ layer: Architecture.PlacedLayer,
    _ inputs: [ONNXLayerValue]
  ) throws(ModelError) -> ONNXLayerValue {
    guard let exportable = layer.layer as? any ONNXLayer else {
      let className = type(of: layer.layer).className
      throw ModelError(
        "layer \"\(layer.name)\": cannot be exported to ONNX: nothing says how \(className) is said there"
      )
    }
    graph.scope = layer.name
    let weights = Array(model.weights[layer.weights])
    return exportable.export(
      ONNXLayerCall(graph: graph, inputs: inputs, weights: weights, shape: layer.shape)
    )
  }
}

import Embeddings
import Preprocessing
import RawData

/// A model in a graph: transformed features in, predictions out.
struct ONNXModel {
  let graph: ONNXGraph
  let model: Model

  /// The prediction for each row: a number, the probability of class 1, or the most probable class.
  ///
  /// - Parameter inputs: one for each of the architecture's inputs.
  /// - Throws: `ModelError` for a layer that ONNX cannot say.
  func prediction(_ inputs: [ONNXLayerValue]) throws(ModelError) -> ONNXValue {
    var values = inputs
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
      // Scores that are NaN speak for no class; of them ArgMax takes any.
      let hasNoClass = graph.any(graph.isNaN(output))
      return graph.select(hasNoClass, graph.number(Float.nan), else: graph.cast(best, to: .float))
    }
  }

  /// What the model reads of transformed features.
  ///
  /// - Throws: `OperationError` for a feature that ONNX cannot say.
  func inputs(_ features: ONNXTransform) throws(OperationError) -> [ONNXLayerValue] {
    var values: [ONNXLayerValue] = []
    for input in model.architecture.inputs {
      switch input.kind {
      case .ids(let steps, let count):
        values.append(ids(try features.ids(of: input.features[0], steps: steps), count))
      case .numbers(let widths):
        var columns: [ONNXValue] = []
        for (name, width) in zip(input.features, widths) {
          columns.append(try features.numbers(of: name, width: width))
        }
        values.append(.floats(graph.concatenate(columns)))
      }
    }
    return values
  }

  /// The same where the transformed features come from outside, each as a graph's input of its name.
  func inputs() -> [ONNXLayerValue] {
    var columns: [String: ONNXValue] = [:]
    // A feature can be read as ids and as a number; then it comes as an integer.
    for input in model.architecture.inputs {
      guard case .ids(let steps, _) = input.kind, columns[input.features[0]] == nil else { continue }
      columns[input.features[0]] = graph.input(input.features[0], .int64, width: steps)
    }
    func number(_ name: String, _ width: Int) -> ONNXValue {
      let column = columns[name] ?? graph.input(name, .float, width: width)
      columns[name] = column
      return graph.cast(column, to: .float)
    }
    var values: [ONNXLayerValue] = []
    for input in model.architecture.inputs {
      switch input.kind {
      case .ids(_, let count):
        guard let column = columns[input.features[0]] else { preconditionFailure("ids are an input") }
        values.append(ids(column, count))
      case .numbers(let widths):
        values.append(.floats(graph.concatenate(zip(input.features, widths).map(number))))
      }
    }
    return values
  }

  /// An id that the model does not know would stop the whole batch.
  private func ids(_ ids: ONNXValue, _ count: Int) -> ONNXLayerValue {
    let isKnown = graph.isInside(ids, 0...Int64(count - 1))
    graph.fail(where: graph.not(isKnown))
    return .ids(graph.select(isKnown, ids, else: graph.number(Int64(0))), count: count)
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
    return exportable.export(ONNXLayerCall(graph: graph, inputs: inputs, weights: weights))
  }
}

import Embeddings

extension Dense: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    let settings = LayerSettings(settings)
    let kernel = call.weights[0]
    var sums: [TensorReference] = []
    if case .blocks(let blocks) = call.inputs[0] {
      var row = 0
      for block in blocks {
        switch block {
        case .floats(let part, let width):
          sums.append(graph.product(part, graph.weight(kernel, rows: row..<row + width)))
          row += width
        case .oneHot(let ids, let count):
          // A one-hot vector times the kernel is a row of it.
          sums.append(graph.gather(graph.weight(kernel, rows: row..<row + count), ids))
          row += count
        }
      }
    } else {
      sums.append(graph.product(graph.matrix(call, width: kernel.rows), graph.weight(kernel)))
    }
    var x = sums.dropFirst().reduce(sums[0]) { graph.calculate(.add, $0, $1) }
    if call.weights.count > 1 {
      x = graph.add(
        "BiasAdd",
        [x, graph.vector(call.weights[1].elements)],
        ["T": .type(.float), "data_format": .string("NHWC")],
        .float,
        x.shape
      )
    }
    let y = graph.activate(x, settings.activation ?? .linear)
    return .floats(graph.reshape(y, [nil, call.shape.size]))
  }
}

extension Embedding: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    guard case .ids(let ids, _, _) = call.inputs[0] else { preconditionFailure("an embedding needs ids") }
    let vectors = graph.gather(graph.weight(call.weights[0]), graph.list(ids))
    return .floats(graph.reshape(vectors, [nil, call.shape.size]))
  }
}

extension OneHot: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    guard case .ids(let ids, _, let count) = call.inputs[0] else {
      preconditionFailure("one-hot vectors need ids")
    }
    return .blocks([.oneHot(graph.list(ids), count: count)])
  }
}

extension OneHotSteps: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    guard case .ids(let ids, _, let count) = call.inputs[0] else {
      preconditionFailure("a sequence needs ids")
    }
    let steps = graph.cast(graph.hot(graph.list(ids), depth: count), .int64)
    return .ids(steps, steps: count, count: Swift.max(2, count))
  }
}

extension Concatenate: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    var blocks: [LayerValue.Block] = []
    for (input, shape) in zip(call.inputs, call.inputShapes) {
      if case .blocks(let own) = input {
        blocks += own
      } else {
        blocks.append(.floats(graph.matrix(input, width: shape.size), width: shape.size))
      }
    }
    let hasOneHot = blocks.contains { if case .oneHot = $0 { true } else { false } }
    return hasOneHot ? .blocks(blocks) : .floats(graph.matrix(.blocks(blocks), width: call.shape.size))
  }
}

extension Flatten: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue { call.inputs[0] }
}

extension Dropout: TensorFlowLayer {
  /// Nothing is dropped when a model predicts.
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue { call.inputs[0] }
}

extension Normalization: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    let deviations = call.weights[1].elements.map { max($0.squareRoot(), 1e-7) }
    let centered = graph.calculate(.subtract, graph.matrix(call), graph.vector(call.weights[0].elements))
    return .floats(graph.calculate(.divide, centered, graph.vector(deviations)))
  }
}

extension RobustScaling: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    let centered = graph.calculate(.subtract, graph.matrix(call), graph.vector(call.weights[0].elements))
    let scaled = graph.calculate(.divide, centered, graph.vector(call.weights[1].elements))
    let known = graph.select(graph.isNaN(scaled), graph.number(Float(0)), scaled)
    let above = graph.calculate(.maximum, known, graph.number(-Self.limit))
    return .floats(graph.calculate(.minimum, above, graph.number(Self.limit)))
  }
}

extension Rescaling: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    let settings = LayerSettings(settings)
    let scaled = graph.calculate(.multiply, graph.matrix(call), graph.number(settings.float("scale") ?? 1))
    return .floats(graph.calculate(.add, scaled, graph.number(settings.float("offset") ?? 0)))
  }
}

extension BatchNormalization: TensorFlowLayer {
  /// With the running means, as when a model predicts.
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    let epsilon = LayerSettings(settings).float("epsilon") ?? 1e-3
    let width = call.weights[0].columns
    let scale = call.weights[3].elements.map { 1 / ($0 + epsilon).squareRoot() }
    let x = graph.matrix(call, width: width)
    let centered = graph.calculate(.subtract, x, graph.vector(call.weights[2].elements))
    let normalized = graph.calculate(.multiply, centered, graph.vector(scale))
    let scaled = graph.calculate(.multiply, normalized, graph.vector(call.weights[0].elements))
    let y = graph.calculate(.add, scaled, graph.vector(call.weights[1].elements))
    return .floats(graph.reshape(y, [nil, call.shape.size]))
  }
}

extension ActivationLayer: TensorFlowLayer {
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    .floats(graph.activate(graph.matrix(call), LayerSettings(settings).activation ?? .linear))
  }
}

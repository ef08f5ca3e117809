import Embeddings

/// A layer that can be said in ONNX.
protocol ONNXLayer: Layer {
  /// Writes the layer into the graph.
  func export(_ call: ONNXLayerCall) -> ONNXLayerValue
}

/// A layer in its place in a graph.
struct ONNXLayerCall {
  let graph: ONNXGraph
  let inputs: [ONNXLayerValue]
  let weights: [Matrix]
  /// Of one example.
  let shape: TensorShape

  /// The numbers of the first input.
  var floats: ONNXValue { inputs[0].floats(in: graph) }

  /// A weight, or a part of its rows, as a constant.
  func matrix(_ weight: Int, rows: Range<Int>? = nil) -> ONNXValue {
    let matrix = weights[weight]
    let rows = rows ?? 0..<matrix.rows
    let elements = matrix.elements[rows.lowerBound * matrix.columns..<rows.upperBound * matrix.columns]
    return graph.constant(.float(Array(elements)), [rows.count, matrix.columns])
  }

  /// A weight of one row, which meets every example.
  func vector(_ weight: Int, _ body: (Float) -> Float = { $0 }) -> ONNXValue {
    graph.constant(.float(weights[weight].elements.map(body)), [weights[weight].columns])
  }
}

/// What flows from layer to layer.
enum ONNXLayerValue {
  /// `[batch, features]` or `[batch, steps, features]`.
  case floats(ONNXValue)
  /// `[batch, steps]`, each in `0 ..< count`.
  case ids(ONNXValue, count: Int)
  /// Numbers side by side, of which one-hot vectors are kept as ids.
  case blocks([Block])

  /// Some columns of the numbers.
  enum Block {
    case floats(ONNXValue)
    case oneHot(ONNXValue, count: Int)
  }

  /// The numbers as blocks.
  var blocks: [Block] {
    switch self {
    case .floats(let value): [.floats(value)]
    case .blocks(let blocks): blocks
    case .ids: preconditionFailure("ids are no numbers")
    }
  }

  /// The numbers, every zero of them.
  func floats(in graph: ONNXGraph) -> ONNXValue {
    if case .floats(let value) = self { return value }
    return graph.concatenate(
      blocks.map { block in
        switch block {
        case .floats(let value): value
        case .oneHot(let ids, let count): graph.reshape(graph.oneHot(ids, depth: count, as: .float), [nil, count])
        }
      }
    )
  }
}

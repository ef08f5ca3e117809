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
        case .oneHot(let ids, let count):
          graph.reshape(graph.oneHot(ids, depth: count, as: .float), [nil, count])
        }
      }
    )
  }
}

import Embeddings

/// A layer in its place in a graph.
struct ONNXLayerCall {
  let graph: ONNXGraph
  let inputs: [ONNXLayerValue]
  let weights: [Matrix]

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

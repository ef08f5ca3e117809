/// A value of the graph: its name, and what is known of it.
struct ONNXValue: Equatable, Sendable {
  let name: String
  let type: ONNXType
  let shape: [ONNXDimension]

  /// How many values a row has: the last dimension.
  var width: Int {
    guard case .fixed(let width)? = shape.last else {
      preconditionFailure("\(name) has no fixed last dimension")
    }
    return width
  }

  /// Whether it differs from row to row.
  var isByRow: Bool { shape.first == .batch || shape.first == .batchAndOne }

  /// How many values a row has in all dimensions.
  var size: Int {
    shape.dropFirst(isByRow ? 1 : 0).reduce(1) { product, dimension in
      guard case .fixed(let size) = dimension else { preconditionFailure("\(name) has two open dimensions") }
      return product * size
    }
  }
}

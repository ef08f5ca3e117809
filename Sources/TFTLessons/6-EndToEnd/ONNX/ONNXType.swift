import RawData

/// The types of numbers and texts in a graph, with their codes in `TensorProto.DataType`.
enum ONNXType: Int, Sendable {
  case float = 1
  case int64 = 7
  case string = 8
  case bool = 9
  case double = 11
  case uint64 = 13

  init(_ type: FeatureType) {
    switch type {
    case .float32: self = .float
    case .int64: self = .int64
    case .string: self = .string
    }
  }
}

/// One dimension of a value.
enum ONNXDimension: Equatable, Sendable {
  /// As many as the batch has rows.
  case batch
  /// One more: a row was put behind the batch, so that there is one.
  case batchAndOne
  /// The same in every batch.
  case fixed(Int)

  /// The dimension of two operands that meet element by element; nil when they cannot.
  func broadcast(_ other: ONNXDimension) -> ONNXDimension? {
    switch (self, other) {
    case (.fixed(1), _): other
    case (_, .fixed(1)): self
    default: self == other ? self : nil
    }
  }
}

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
}

extension [ONNXDimension] {
  /// The shape of two operands that meet element by element; nil when they cannot. Rule: NumPy's broadcasting.
  func broadcast(_ other: [ONNXDimension]) -> [ONNXDimension]? {
    let rank = Swift.max(count, other.count)
    let padded = [self, other].map {
      [ONNXDimension](repeating: .fixed(1), count: rank - $0.count) + $0
    }
    var result: [ONNXDimension] = []
    for (left, right) in zip(padded[0], padded[1]) {
      guard let dimension = left.broadcast(right) else { return nil }
      result.append(dimension)
    }
    return result
  }
}

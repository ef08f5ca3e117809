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

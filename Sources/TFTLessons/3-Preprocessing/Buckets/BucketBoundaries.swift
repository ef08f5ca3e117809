import RawData

/// Boundaries between buckets, checked and made ready for searching.
enum BucketBoundaries: Sendable {
  case floats(BoundarySearch)
  case integers([Int64])

  /// - Throws: `RowError` when the boundaries do not ascend.
  init(checking values: FeatureValues) throws(RowError) {
    switch values.storage {
    case .float32(let boundaries): self = .floats(BoundarySearch(try Self.check(boundaries)))
    case .int64(let boundaries): self = .integers(try Self.check(boundaries))
    case .string: throw RowError("found boundaries of type string, expected float32 or int64")
    }
  }

  /// The boundaries as they are.
  ///
  /// - Throws: `RowError` when they do not ascend or one is NaN.
  static func check<Value: Comparable>(_ boundaries: [Value]) throws(RowError) -> [Value] {
    // NaN does not equal itself, and so not even one alone passes.
    guard boundaries.allSatisfy({ $0 == $0 }), zip(boundaries, boundaries.dropFirst()).allSatisfy(<=) else {
      throw RowError("found boundaries \(boundaries), expected ascending ones")
    }
    return boundaries
  }

  /// How many there are.
  var count: Int {
    switch self {
    case .floats(let search): search.count
    case .integers(let boundaries): boundaries.count
    }
  }

  /// The bucket of each value; integers meet `float32` boundaries as the nearest `float32`, as in TensorFlow.
  func buckets(of values: FeatureValues.Storage) throws(RowError) -> [Int64] {
    switch (self, values) {
    case (.floats(let search), .float32(let values)): return search.buckets(of: values)
    case (.floats(let search), .int64(let values)): return search.buckets(of: values.map { Float($0) })
    case (.integers(let boundaries), .int64(let values)):
      return values.map { value in Int64(boundaries.partition { $0 > value }) }
    default: throw RowError("the values and the boundaries are not of types that can be compared")
    }
  }
}

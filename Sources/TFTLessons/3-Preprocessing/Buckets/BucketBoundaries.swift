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

  /// The search for the bucket of values of `type`: nil for those that cannot be compared with these boundaries.
  func kernel(for type: FeatureType) -> Kernel? {
    switch (self, type) {
    case (.floats(let search), .float32), (.floats(let search), .int64): Kernel(.int64, search)
    case (.integers(let boundaries), .int64): Kernel(.int64, IntegerBoundaries(boundaries: boundaries))
    default: nil
    }
  }

  /// The bucket of each value; integers meet `float32` boundaries as the nearest `float32`, as in TensorFlow.
  func buckets(of values: FeatureValues) throws(RowError) -> FeatureValues {
    guard let kernel = kernel(for: values.type) else {
      throw RowError("the values and the boundaries are not of types that can be compared")
    }
    return try kernel.results(for: [Operand(values, isConstant: false)], layout: values.layout)
  }
}

/// Counts the ascending boundaries that are not above each integer.
private struct IntegerBoundaries: ElementKernel {
  let boundaries: [Int64]

  func evaluate(_ elements: Elements) throws(RowError) {
    elements.map { (value: Int64) in Int64(boundaries.partition { $0 > value }) }
  }
}

extension BoundarySearch: ElementKernel {
  func evaluate(_ elements: Elements) throws(RowError) {
    if elements.type(0) == .float32 {
      return search(elements.input(0, as: Float.self), into: elements.output())
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: elements.count) { floats in
      let integers = elements.input(0, as: Int64.self)
      for index in floats.indices { floats[index] = Float(integers[index]) }
      search(UnsafeBufferPointer(floats), into: elements.output())
    }
  }
}

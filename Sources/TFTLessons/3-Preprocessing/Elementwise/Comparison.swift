import RawData

extension Bool: ColumnScalar {
  /// `int64`: 1 for true and 0 for false, since a feature is a number or a string.
  public static var featureType: FeatureType { .int64 }
}

/// Whether something holds between two columns, element by element: 1 or 0.
struct Comparison: ElementwiseMapper, ElementKernel {
  enum Operator: String, CaseIterable, Sendable {
    case less, lessEqual = "less_equal", equal, notEqual = "not_equal"
  }

  let operation: Operator
  var name: String { operation.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes.count == 2 && inputTypes[0] == inputTypes[1]
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(.int64, self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    switch elements.type(0) {
    case .float32: compare(elements, Float.self)
    case .int64: compare(elements, Int64.self)
    case .string: compareStrings(elements)
    }
  }

  @inline(__always)
  private func compare<Number: Comparable & BitwiseCopyable>(_ elements: Elements, _ type: Number.Type) {
    switch operation {
    case .less: elements.combine { (a: Number, b: Number) -> Int64 in a < b ? 1 : 0 }
    case .lessEqual: elements.combine { (a: Number, b: Number) -> Int64 in a <= b ? 1 : 0 }
    case .equal: elements.combine { (a: Number, b: Number) -> Int64 in a == b ? 1 : 0 }
    case .notEqual: elements.combine { (a: Number, b: Number) -> Int64 in a == b ? 0 : 1 }
    }
  }

  /// Strings are in the order of their bytes.
  private func compareStrings(_ elements: Elements) {
    typealias Bytes = UnsafeRawBufferPointer
    switch operation {
    case .less: elements.combine { (a: Bytes, b: Bytes) -> Int64 in a.lexicographicallyPrecedes(b) ? 1 : 0 }
    case .lessEqual:
      elements.combine { (a: Bytes, b: Bytes) -> Int64 in b.lexicographicallyPrecedes(a) ? 0 : 1 }
    case .equal: elements.combine { (a: Bytes, b: Bytes) -> Int64 in a.elementsEqual(b) ? 1 : 0 }
    case .notEqual: elements.combine { (a: Bytes, b: Bytes) -> Int64 in a.elementsEqual(b) ? 0 : 1 }
    }
  }
}

/// Conditions put together, element by element.
struct Logic: ElementwiseMapper, ElementKernel {
  enum Operator: String, CaseIterable, Sendable {
    case and = "logical_and"
    case or = "logical_or"
    case not = "logical_not"
  }

  let operation: Operator
  var name: String { operation.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == (operation == .not ? [.int64] : [.int64, .int64])
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(.int64, self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    switch operation {
    case .not: elements.map { (a: Int64) -> Int64 in a == 0 ? 1 : 0 }
    case .and: elements.combine { (a: Int64, b: Int64) -> Int64 in a != 0 && b != 0 ? 1 : 0 }
    case .or: elements.combine { (a: Int64, b: Int64) -> Int64 in a != 0 || b != 0 ? 1 : 0 }
    }
  }
}

/// Whether each value is NaN: 1 or 0. TensorFlow: `tf.math.is_nan`.
struct IsNaN: ElementwiseMapper, ElementKernel {
  let name = "is_nan"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32] }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(.int64, self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    elements.map { (x: Float) -> Int64 in x.isNaN ? 1 : 0 }
  }
}

import RawData

extension Bool: ColumnScalar {
  /// `int64`: 1 for true and 0 for false, since a feature is a number or a string.
  public static var featureType: FeatureType { .int64 }
}

/// Whether something holds between two columns, element by element: 1 or 0.
struct Comparison: Mapper {
  enum Operator: String, CaseIterable, Sendable {
    case less, lessEqual = "less_equal", equal, notEqual = "not_equal"
  }

  let operation: Operator
  var name: String { operation.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes.count == 2 && inputTypes[0] == inputTypes[1]
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let aligned = try Broadcast(inputs, rowCount: rowCount)
    let results: [Int64]
    switch (aligned.values(0).storage, aligned.values(1).storage) {
    case (.float32(let a), .float32(let b)): results = compare(aligned, a, b)
    case (.int64(let a), .int64(let b)): results = compare(aligned, a, b)
    case (.string(let a), .string(let b)):
      results = compare(aligned, (0..<a.count).map { Bytes(a[$0]) }, (0..<b.count).map { Bytes(b[$0]) })
    case (let left, let right):
      throw RowError("found \(left.type.rawValue) and \(right.type.rawValue), expected two alike")
    }
    return FeatureValues(.int64(results), layout: aligned.layout)
  }

  @inline(__always)
  private func compare<Element: Comparable>(
    _ aligned: Broadcast,
    _ a: [Element],
    _ b: [Element]
  ) -> [Int64] {
    switch operation {
    case .less: aligned.combine(a, b) { $0 < $1 ? 1 : 0 }
    case .lessEqual: aligned.combine(a, b) { $0 <= $1 ? 1 : 0 }
    case .equal: aligned.combine(a, b) { $0 == $1 ? 1 : 0 }
    case .notEqual: aligned.combine(a, b) { $0 != $1 ? 1 : 0 }
    }
  }

  /// A string in the order of its bytes.
  private struct Bytes: Comparable {
    let bytes: ArraySlice<UInt8>
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
    static func < (left: Bytes, right: Bytes) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
    static func == (left: Bytes, right: Bytes) -> Bool { left.bytes.elementsEqual(right.bytes) }
  }
}

/// Conditions put together, element by element.
struct Logic: Mapper {
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

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    if operation == .not {
      return FeatureValues(
        .int64(try inputs[0].int64s().map { $0 == 0 ? 1 : 0 }),
        layout: inputs[0].values.layout
      )
    }
    let aligned = try Broadcast(inputs, rowCount: rowCount)
    guard case .int64(let a) = aligned.values(0).storage, case .int64(let b) = aligned.values(1).storage
    else {
      throw RowError("found other types, expected two conditions")
    }
    let results: [Int64] =
      operation == .and
      ? aligned.combine(a, b) { $0 != 0 && $1 != 0 ? 1 : 0 }
      : aligned.combine(a, b) { $0 != 0 || $1 != 0 ? 1 : 0 }
    return FeatureValues(.int64(results), layout: aligned.layout)
  }
}

/// Whether each value is NaN: 1 or 0. TensorFlow: `tf.math.is_nan`.
struct IsNaN: Mapper {
  let name = "is_nan"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    FeatureValues(.int64(try inputs[0].floats().map { $0.isNaN ? 1 : 0 }), layout: inputs[0].values.layout)
  }
}

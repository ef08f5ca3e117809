import RawData

extension Node {
  /// - Throws: `OperationError` when the values differ from row to row.
  func checkIsConstant(
    as role: String,
    operation: String,
    _ location: SourceLocation
  ) throws(OperationError) {
    if isConstant { return }
    throw OperationError(
      location: location,
      operation: operation,
      problem: "found \(role) that depend on the row, expected the same ones for every row"
    )
  }

  /// The column as `float32`: itself, or cast.
  func asFloat(_ location: SourceLocation) -> Node {
    type == .float32 ? self : Column<Float>(Cast(target: .float32), [self], location: location).node
  }
}

extension FeatureValues {
  /// Column `index` of rows with `count` values each.
  ///
  /// - Throws: `RowError` when the rows have another number of values.
  func column(_ index: Int, of count: Int) throws(RowError) -> FeatureValues {
    guard layout == .fixed(width: count) else {
      throw RowError("the rows do not have \(count) values each")
    }
    func pick<Value>(_ values: [Value]) -> [Value] {
      stride(from: index, to: values.count, by: count).map { values[$0] }
    }
    switch storage {
    case .float32(let values): return FeatureValues(pick(values))
    case .int64(let values): return FeatureValues(pick(values))
    case .string: throw RowError("found string, expected float32 or int64")
    }
  }
}

extension NumericColumnScalar {
  /// The values as a constant column's content, a single row.
  static func constants(_ values: [Self]) -> FeatureValues {
    let layout = FeatureValues.Layout.fixed(width: max(1, values.count))
    // Not a cast of the array: that of an empty one succeeds for every type.
    switch featureType {
    case .float32: return FeatureValues(.float32(values.compactMap { $0 as? Float }), layout: layout)
    case .int64: return FeatureValues(.int64(values.compactMap { $0 as? Int64 }), layout: layout)
    case .string: preconditionFailure("a numeric column holds strings")
    }
  }
}

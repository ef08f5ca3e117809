import RawData

/// The smallest value of a column over all rows.
///
/// `min([3, -1, 7])` is -1. One NaN makes it NaN; missing values are passed over. Without any values it is +inf, or the largest
/// `int64`. TFT: `min`.
public func min<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  Column(node: extreme(.min, x.node, nil, SourceLocation(fileID: fileID, line: line)))
}

/// The smallest value of a column, or with `elementwise` that of each element of its vectors.
///
/// `min` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[3, 1]`. TFT: `min` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise minimum of a ragged column.
public func min<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Scalar> {
  let location = SourceLocation(fileID: fileID, line: line)
  return Column(
    node: extreme(.min, x.node, elementwise ? try x.node.elements("min", location) : nil, location)
  )
}

/// The largest value of a column over all rows.
///
/// `max([3, -1, 7])` is 7. One NaN makes it NaN; missing values are passed over. Without any values it is -inf, or the negative
/// of the largest `int64`. TFT: `max`.
public func max<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  Column(node: extreme(.max, x.node, nil, SourceLocation(fileID: fileID, line: line)))
}

/// The largest value of a column, or with `elementwise` that of each element of its vectors.
///
/// `max` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[4, 5]`. TFT: `max` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise maximum of a ragged column.
public func max<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Scalar> {
  let location = SourceLocation(fileID: fileID, line: line)
  return Column(
    node: extreme(.max, x.node, elementwise ? try x.node.elements("max", location) : nil, location)
  )
}

private func extreme(_ which: Extreme, _ x: Node, _ elements: Int?, _ location: SourceLocation) -> Node {
  let name = which.rawValue
  if x.type == .int64 {
    return .analysis(name, Extremes<Int64>.self, [which], of: x, elements: elements, location: location)
  }
  return .analysis(name, Extremes<Float>.self, [which], of: x, elements: elements, location: location)
}

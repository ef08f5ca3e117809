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
  Column(node: smallest.of(x.node, fileID, line))
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
  Column(node: try smallest.of(x.node, elementwise: elementwise, fileID, line))
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
  Column(node: largest.of(x.node, fileID, line))
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
  Column(node: try largest.of(x.node, elementwise: elementwise, fileID, line))
}

private let smallest = ColumnStatistic("min", Extremes<Float>.self, Extremes<Int64>.self, [.min])
private let largest = ColumnStatistic("max", Extremes<Float>.self, Extremes<Int64>.self, [.max])

import RawData

/// The sum of a column over all rows.
///
/// `sum([1, 2, 4])` is 7, and 0 without any values; missing ones are passed over. A NaN, or infinities of both signs, make it
/// NaN. The sum of `float32` is exact and rounded at the end; integers wrap modulo 2^64 as TensorFlow's. TFT: `sum`.
public func sum<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  Column(node: sumStatistic.of(x.node, fileID, line))
}

/// The sum of a column, or with `elementwise` that of each element of its vectors.
///
/// `sum` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[7, 6]`. TFT: `sum` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise sum of a ragged column.
public func sum<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Scalar> {
  Column(node: try sumStatistic.of(x.node, elementwise: elementwise, fileID, line))
}

/// How many values a column has in all rows, NaN among them; missing ones do not count.
///
/// `size` of the rows `[3, 5]`, `[4, 1]` is 4. TFT: `size`.
public func size<Scalar: ColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Int64> {
  Column(node: sizeStatistic.of(x.node, fileID, line))
}

/// How many values a column has in all rows, or with `elementwise` each element of its vectors.
///
/// `size` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[2, 2]`. TFT: `size` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise size of a ragged column.
public func size<Scalar: ColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  Column(node: try sizeStatistic.of(x.node, elementwise: elementwise, fileID, line))
}

private let sumStatistic = ColumnStatistic("sum", FloatSum.self, IntegerSum.self, [.sum])
private let sizeStatistic = ColumnStatistic("size") { x, elements, location in
  .analysis(
    SizeAnalyzer(elements: elements),
    of: [x],
    type: .int64,
    shape: .fixed(width: elements ?? 1),
    location: location
  )
}

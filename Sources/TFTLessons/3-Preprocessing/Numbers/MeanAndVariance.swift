import RawData

/// The mean of a column over all rows.
///
/// `mean([1, 2, 6])` is 3. NaN, infinities and missing values are left out; without any numbers it is 0. Exact: rounded at the
/// end, whatever the order of the rows. TFT: `mean`.
public func mean<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  Column(node: meanStatistic.of(x.node, fileID, line))
}

/// The mean of a column, or with `elementwise` that of each element of its vectors.
///
/// `mean` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[3.5, 3]`. TFT: `mean` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise mean of a ragged column.
public func mean<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  Column(node: try meanStatistic.of(x.node, elementwise: elementwise, fileID, line))
}

/// The variance of a column over all rows, as that of a population: the mean squared distance from the mean.
///
/// `variance([1, 2, 6])` is 14/3. NaN, infinities and missing values are left out; without any numbers it is 0. Exact: rounded
/// at the end, whatever the order of the rows. TFT: `var`, which Swift keeps for itself.
public func variance<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  Column(node: varianceStatistic.of(x.node, fileID, line))
}

/// The variance of a column, or with `elementwise` that of each element of its vectors.
///
/// `variance` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[0.25, 4]`. TFT: `var` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise variance of a ragged column.
public func variance<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  Column(node: try varianceStatistic.of(x.node, elementwise: elementwise, fileID, line))
}

private let meanStatistic = ColumnStatistic(
  "mean",
  MomentsSummary<Float>.self,
  MomentsSummary<Int64>.self,
  [.mean]
)
private let varianceStatistic = ColumnStatistic(
  "var",
  MomentsSummary<Float>.self,
  MomentsSummary<Int64>.self,
  [.variance]
)

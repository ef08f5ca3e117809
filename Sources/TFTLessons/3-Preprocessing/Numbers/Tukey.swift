import RawData

/// Where the Tukey HH distribution that fits a column best has its middle.
///
/// (x - `tukeyLocation`) / `tukeyScale` is distributed as a standard normal variable whose tails are stretched by
/// `tukeyHParams`: x = u · exp(h · u² / 2). Computed over the whole column, whatever the order of the rows; TFT's depends on how
/// the data are split into batches. NaN, infinities and missing values are left out; without any numbers it is 0.
///
/// `tukeyLocation([1, 2, 3, 4, 5])` is 3. Exact up to 65,536 distinct numbers; beyond them they are truncated, and a notice
/// states the error. TFT: `tukey_location`.
public func tukeyLocation<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  Column(node: locationStatistic.of(x.node, fileID, line))
}

/// The location of a column, or with `elementwise` that of each element of its vectors. TFT: `tukey_location` with
/// `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise location of a ragged column.
public func tukeyLocation<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  Column(node: try locationStatistic.of(x.node, elementwise: elementwise, fileID, line))
}

/// How wide the Tukey HH distribution that fits a column best is: of a normal column, its standard deviation.
///
/// `tukeyScale([1, 2, 3, 4, 5])` is 1.7724538. 1 for a constant column and without any numbers. See `tukeyLocation`.
/// TFT: `tukey_scale`.
public func tukeyScale<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  Column(node: scaleStatistic.of(x.node, fileID, line))
}

/// The scale of a column, or with `elementwise` that of each element of its vectors. TFT: `tukey_scale` with
/// `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise scale of a ragged column.
public func tukeyScale<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  Column(node: try scaleStatistic.of(x.node, elementwise: elementwise, fileID, line))
}

/// How much longer the tails of a column are than a normal distribution's, left and right of its location: 0 for a tail that
/// is not.
///
/// `tukeyHParams([1, 2, 3, 4, 5])` is `(0, 0)`. Both are 0 for fewer than four numbers, and for a column whose tails together are
/// no longer than normal ones. See `tukeyLocation`. TFT: `tukey_h_params`.
public func tukeyHParams<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> (left: Column<Float>, right: Column<Float>) {
  tails(hParams.of(x.node, fileID, line))
}

/// The tails of a column, or with `elementwise` those of each element of its vectors. TFT: `tukey_h_params` with
/// `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for elementwise tails of a ragged column.
public func tukeyHParams<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> (left: Column<Float>, right: Column<Float>) {
  tails(try hParams.of(x.node, elementwise: elementwise, fileID, line))
}

private func tails(_ hParams: Node) -> (left: Column<Float>, right: Column<Float>) {
  let parts = hParams.parts([.float32, .float32])
  return (Column(node: parts[0]), Column(node: parts[1]))
}

private let locationStatistic = tukey("tukey_location", [.location])
private let scaleStatistic = tukey("tukey_scale", [.scale])
private let hParams = tukey("tukey_h_params", [.left, .right])

private func tukey(_ name: String, _ figures: [TukeyFigure]) -> ColumnStatistic {
  ColumnStatistic(name, TukeySummary<Float>.self, TukeySummary<Int64>.self, figures)
}

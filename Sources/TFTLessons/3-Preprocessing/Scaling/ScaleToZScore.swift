import RawData

/// The distance of each value from the mean over the whole data set, in standard deviations.
///
/// `scaleToZScore([1, 3])` is `[-1, 1]`. NaN, infinities and missing values are left out of mean and deviation, which are exact
/// whatever the order of the rows. Of a constant column only the mean is subtracted, and the analysis says so; after an
/// empty one values stay as they are. TFT: `scale_to_z_score`.
public func scaleToZScore<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  ZScoreScaling().column(x, SourceLocation(fileID: fileID, line: line))
}

/// Scales a column, or with `elementwise` each element of its vectors apart, to z-scores; see `scaleToZScore`.
///
/// Of the rows `[1, 10]`, `[3, 30]` it is, elementwise, `[-1, -1]`, `[1, 1]`. TFT: `scale_to_z_score` with `elementwise=True`.
///
/// - Throws: `OperationError` for elementwise scaling of a ragged column.
public func scaleToZScore<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try ZScoreScaling().column(x, elementwise: elementwise, SourceLocation(fileID: fileID, line: line))
}

/// Scales the values of each key apart to z-scores; see `scaleToZScore`.
///
/// Of the values `[1, 7, 3]` with the keys `["a", "b", "a"]` it is `[-1, 0, 1]`. A value whose key was not analyzed stays as it is.
/// TFT: `scale_to_z_score_per_key`, whose variances cancel and may be negative.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - key: a key for each row, or one for each value of a ragged column.
///   - elementwise: whether each element of the vectors is scaled apart.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the keys do not fit, or for elementwise scaling of a ragged column.
public func scaleToZScorePerKey<Scalar: NumericColumnScalar, Key: CategoricalScalar>(
  _ x: Column<Scalar>,
  key: Column<Key>,
  elementwise: Bool = false,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try ZScoreScaling()
    .column(x, key: key, elementwise: elementwise, SourceLocation(fileID: fileID, line: line))
}

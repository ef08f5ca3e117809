import RawData

/// Makes a column with long tails as good as normal, with mean 0 and variance 1.
///
/// The column is taken for a Tukey HH distribution, (x - location) / scale = u · exp(h · u² / 2) with a parameter h for each
/// tail, and the result is u; see `tukeyLocation`. A column whose tails are no longer than normal ones gets its z-score, with the
/// L-moments' location, which is the mean: `scaleToGaussian([1, 3])` is `[-1, 1]`.
///
/// NaN and infinities are left out of the analysis and stay what they are. Of a constant column only the location is
/// subtracted; after an empty one values stay as they are. TFT: `scale_to_gaussian`, whose parameters depend on how the
/// data are split into batches.
public func scaleToGaussian<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  GaussianScaling().column(x, SourceLocation(fileID: fileID, line: line))
}

/// Makes a column, or with `elementwise` each element of its vectors apart, as good as normal; see `scaleToGaussian`. TFT:
/// `scale_to_gaussian` with `elementwise=True`.
///
/// - Throws: `OperationError` for elementwise scaling of a ragged column.
public func scaleToGaussian<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try GaussianScaling().column(x, elementwise: elementwise, SourceLocation(fileID: fileID, line: line))
}

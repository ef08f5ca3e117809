import RawData

/// The density of the column's own distribution at each value, estimated from a histogram of the whole data set.
///
/// `estimatedProbabilityDensity([0, 0, 0, 3], boundaries: [0, 2, 4])` is `[0.375, 0.375, 0.375, 0.125]`: the share of all
/// values that are in the same bin, divided by the bins' mean width, 2. Where values are rare, the density is low, which
/// is one way to tell outliers. `histogram` says to which bin a value belongs, and what about NaN. The result has the shape
/// of `x`; without values in the analysis it is NaN, and a notice says so. TFT: `estimated_probability_density`, for
/// columns of one value in each row only.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: ascending; one more than there are bins.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when there are fewer than 2 boundaries or they do not ascend.
public func estimatedProbabilityDensity<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: [Float] = HistogramBins.defaultBoundaries,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  return density(x.node, try HistogramBins(boundaries, operation: EstimatedDensity.name, location), location)
}

/// The density of the column's own distribution at each value, with boundaries that an analysis finds.
///
/// Everything else is as with boundaries that are written down. TFT: `estimated_probability_density`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: the same for every row, ascending, as many as are known before the analysis.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries depend on the row, or are fewer than 2.
public func estimatedProbabilityDensity<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  return density(x.node, try HistogramBins(boundaries, operation: EstimatedDensity.name, location), location)
}

/// The density of the column's own distribution at each value, with bins of equal width from the smallest to the largest.
///
/// It takes two passes over the data. Everything else is as with boundaries that are written down.
/// TFT: `estimated_probability_density` with an int as `boundaries`.
///
/// - Throws: `OperationError` for fewer than 2 boundaries.
public func estimatedProbabilityDensity<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaryCount: Int,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let bins = try HistogramBins(of: x.node, boundaryCount, operation: EstimatedDensity.name, location)
  return density(x.node, bins, location)
}

/// The share that each value of a column of ids or texts has of all values of the data set.
///
/// `estimatedProbabilityDensity(categorical: ["b", "a", "b", "b"])` is `[0.75, 0.25, 0.75, 0.75]`. A value that the
/// analysis has not seen gives 0, and so does every value when it has seen none. Memory grows with the distinct values. TFT: `estimated_probability_density` with
/// `categorical=True`.
public func estimatedProbabilityDensity<Scalar: CategoricalScalar>(
  categorical x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  let (keys, counts) = countPerKey(x, fileID: fileID, line: line)
  return Column(
    EstimatedProbability(),
    [x.node, keys.node, counts.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

private func density(_ x: Node, _ bins: HistogramBins, _ location: SourceLocation) -> Column<Float> {
  let (counts, boundaries) = bins.histogram(x, location)
  return Column(EstimatedDensity(), [x, counts.node, boundaries.node], location: location)
}

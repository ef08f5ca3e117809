import RawData

/// How many of a column's values lie in each of the bins between `boundaries`, over the whole data set.
///
/// `histogram([-3, 0.05, 0.2, 0.5, 7], boundaries: [0, 0.1, 1])` gives the counts `[2, 3]` and the boundaries
/// `[-0.0001, 0.0999, 0.9999]`, the same in every row: all boundaries are moved down by 0.0001, so that a value on one
/// belongs to the bin on its right in spite of small errors, as in TFT. What is below the first boundary is counted in
/// the first bin, and so is NaN; what is above the last, in the last. What is missing is not counted. TFT: `histogram`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: ascending; one more than there are bins.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when there are fewer than 2 boundaries or they do not ascend.
public func histogram<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: [Float] = HistogramBins.defaultBoundaries,
  fileID: String = #fileID,
  line: Int = #line
) throws -> (counts: Column<Int64>, boundaries: Column<Float>) {
  let location = SourceLocation(fileID: fileID, line: line)
  return try HistogramBins(boundaries, operation: "histogram", location).histogram(x.node, location)
}

/// How many of a column's values lie in each of the bins between boundaries that an analysis finds.
///
/// `histogram(x, boundaries: quantiles(y, buckets: 10))` counts by the deciles of another column. Everything else is as
/// with boundaries that are written down. TFT: `histogram`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - boundaries: the same for every row, ascending, as many as are known before the analysis.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries depend on the row, or are fewer than 2.
public func histogram<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaries: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> (counts: Column<Int64>, boundaries: Column<Float>) {
  let location = SourceLocation(fileID: fileID, line: line)
  return try HistogramBins(boundaries, operation: "histogram", location).histogram(x.node, location)
}

/// How many of a column's values lie in each of `boundaryCount - 1` bins of equal width, from the smallest to the largest
/// value.
///
/// `histogram([0, 1, 2, 8], boundaryCount: 3)` gives the counts `[3, 1]` and the boundaries
/// `[-0.0001, 3.9999, 7.9999]`. It takes two passes over the data: the first finds the ends. Everything else is as with
/// boundaries that are written down. Without values, or with a NaN among them, there are no ends, and the boundaries are
/// not numbers: all is counted in the first bin, and a notice says so. TFT: `histogram` with an int as `boundaries`.
///
/// - Throws: `OperationError` for fewer than 2 boundaries.
public func histogram<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  boundaryCount: Int,
  fileID: String = #fileID,
  line: Int = #line
) throws -> (counts: Column<Int64>, boundaries: Column<Float>) {
  let location = SourceLocation(fileID: fileID, line: line)
  return try HistogramBins(of: x.node, boundaryCount, operation: "histogram", location)
    .histogram(x.node, location)
}

/// How often each value of a column of ids or texts occurs, over the whole data set.
///
/// `histogram(categorical: ["b", "a", "b"])` gives the counts `[1, 2]` and the values `["a", "b"]`, the same in every
/// row. It is `countPerKey` with the results the other way round; see there. TFT: `histogram` with `categorical=True`.
public func histogram<Scalar: CategoricalScalar>(
  categorical x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> (counts: Column<Int64>, values: Column<Scalar>) {
  let (keys, counts) = countPerKey(x, fileID: fileID, line: line)
  return (counts, keys)
}

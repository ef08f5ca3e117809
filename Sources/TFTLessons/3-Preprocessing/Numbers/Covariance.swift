import RawData

/// The covariance of every two elements of the vectors in a column.
///
/// Of the rows `[1, 2]`, `[3, 6]` it is `[1, 2, 2, 4]`: the matrix row by row, so that element i · width + j is the mean of
/// (x(i) - mean(i)) · (x(j) - mean(j)). Without any rows all are 0. A NaN or an infinity makes the covariances of its
/// element NaN. Exact: the one rounding is that of the result. TFT: `covariance`.
///
/// - Throws: `OperationError` when the column is ragged.
public func covariance<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let width = try x.node.elements("covariance", location)
  return Column(
    node: .analysis(
      CovarianceAnalyzer(width: width, kind: .covariance),
      of: [x.node.asFloat(location)],
      type: .float32,
      shape: .fixed(width: width * width),
      location: location
    )
  )
}

/// The directions in which the vectors of a column vary most: vectors of length 1 at right angles to each other, the one of
/// the largest variance first.
///
/// Of the rows `[-1, -1]`, `[1, 1]` the first is `[0.70710677, 0.70710677]`. The result is the matrix of `width` rows and
/// `outputDim` columns, row by row: each column is a direction. `matmul(x, pca(x, outputDim: 1))` gives each row's place along
/// the first one; as in TFT nothing is subtracted.
///
/// A direction's sign is arbitrary: here its largest element is positive, the first one of those that are as large to nine
/// digits. Where variances are equal, and without any rows, the axes keep their order. TFT: `pca`, whose signs and order
/// of equal variances are LAPACK's. After a NaN or an infinity all elements are NaN, and the analysis says so.
///
/// - Parameters:
///   - x: vectors of one width.
///   - outputDim: how many directions.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the column is ragged or has fewer elements than `outputDim`.
public func pca<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  outputDim: Int,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let width = try x.node.elements("pca", location)
  guard 1...width ~= outputDim else {
    let problem = "found an output dimension of \(outputDim), expected 1 ... \(width)"
    throw OperationError(location: location, operation: "pca", problem: problem)
  }
  return Column(
    node: .analysis(
      CovarianceAnalyzer(width: width, kind: .principalComponents(outputDim)),
      of: [x.node.asFloat(location)],
      type: .float32,
      shape: .fixed(width: width * outputDim),
      location: location
    )
  )
}

import RawData

/// Moves and stretches a column so that its values over the whole data set lie between 0 and 1.
///
/// `scaleTo01([1, 2, 5])` is `[0, 0.25, 1]`. A value outside the range of the analyzed data gives a result outside 0...1.
/// Where the column was constant or empty, or had a NaN, there is no range to stretch: the result is `sigmoid(x)`, and
/// the analysis says so. TFT: `scale_to_0_1`.
public func scaleTo01<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  MinMaxScaling().column(x, SourceLocation(fileID: fileID, line: line))
}

/// Scales a column, or with `elementwise` each element of its vectors apart, to 0...1; see `scaleTo01`.
///
/// Of the rows `[1, 10]`, `[2, 10]`, `[5, 30]` it is, elementwise, `[0, 0]`, `[0.25, 0]`, `[1, 1]`. TFT: `scale_to_0_1` with
/// `elementwise=True`.
///
/// - Throws: `OperationError` for elementwise scaling of a ragged column.
public func scaleTo01<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try MinMaxScaling().column(x, elementwise: elementwise, SourceLocation(fileID: fileID, line: line))
}

/// Scales the values of each key apart to 0...1; see `scaleTo01`.
///
/// Of the values `[1, 0, 3]` with the keys `["a", "b", "a"]` it is `[0, 0.5, 1]`: "b" has no range, and its value gets the sigmoid.
/// So does a value whose key was not analyzed. TFT: `scale_to_0_1_per_key`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - key: a key for each row, or one for each value of a ragged column.
///   - elementwise: whether each element of the vectors is scaled apart.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the keys do not fit, or for elementwise scaling of a ragged column.
public func scaleTo01PerKey<Scalar: NumericColumnScalar, Key: CategoricalScalar>(
  _ x: Column<Scalar>,
  key: Column<Key>,
  elementwise: Bool = false,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try MinMaxScaling()
    .column(x, key: key, elementwise: elementwise, SourceLocation(fileID: fileID, line: line))
}

import RawData

/// Moves and stretches a column so that its values over the whole data set lie between `outputMin` and `outputMax`.
///
/// `scaleByMinMax([1, 2, 5], outputMin: -1, outputMax: 1)` is `[-1, -0.5, 1]`. A value outside the range of the analyzed data
/// gives a result outside the outputs. Where the column was constant or empty, or had a NaN, there is no range to
/// stretch: the sigmoid of x is taken to the outputs, and the analysis says so. TFT: `scale_by_min_max`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - outputMin: the result of the smallest value.
///   - outputMax: the result of the largest value, above `outputMin`.
///   - elementwise: whether each element of the vectors is scaled apart.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the outputs do not ascend, or for elementwise scaling of a ragged column.
public func scaleByMinMax<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  outputMin: Float = 0,
  outputMax: Float = 1,
  elementwise: Bool = false,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  return try scaling(outputMin, outputMax, MinMaxScaling.rangeName, location)
    .column(x, elementwise: elementwise, location)
}

/// Scales the values of each key apart to `outputMin ... outputMax`; see `scaleByMinMax`.
///
/// Of the values `[1, 0, 3]` with the keys `["a", "b", "a"]` and the outputs 0 ... 10 it is `[0, 5, 10]`: "b" has no range, and its
/// value gets the sigmoid. So does a value whose key was not analyzed. TFT: `scale_by_min_max_per_key`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - key: a key for each row, or one for each value of a ragged column.
///   - outputMin: the result of the smallest value.
///   - outputMax: the result of the largest value, above `outputMin`.
///   - elementwise: whether each element of the vectors is scaled apart.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the outputs do not ascend, the keys do not fit, or for elementwise scaling of a
///   ragged column.
public func scaleByMinMaxPerKey<Scalar: NumericColumnScalar, Key: CategoricalScalar>(
  _ x: Column<Scalar>,
  key: Column<Key>,
  outputMin: Float = 0,
  outputMax: Float = 1,
  elementwise: Bool = false,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  return try scaling(outputMin, outputMax, "\(MinMaxScaling.rangeName)_per_key", location)
    .column(x, key: key, elementwise: elementwise, location)
}

private func scaling(
  _ outputMin: Float,
  _ outputMax: Float,
  _ operation: String,
  _ location: SourceLocation
) throws(OperationError) -> MinMaxScaling {
  do throws(RowError) {
    return try MinMaxScaling(outputMin: outputMin, outputMax: outputMax)
  } catch {
    throw OperationError(location: location, operation: operation, problem: error.problem)
  }
}

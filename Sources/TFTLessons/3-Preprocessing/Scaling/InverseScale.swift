import RawData

/// Takes a scaling back: the values that `scaled` was made of, from values like its own. With the same constants, from the same
/// analysis.
///
/// After `let fare = scaleToZScore(try inputs.float("fare"))`, `inverseScale(y, of: fare)` is `y · standard deviation + mean`: a
/// prediction in dollars again. For `scaleTo01` and `scaleByMinMax` it is the value at that part of the range, for `scaleToGaussian`
/// the tails are stretched again, and for `applyBucketsWithInterpolation` it is the value that far between the boundaries;
/// per-key forms take the row's key. Where there was nothing to scale by, it takes back
/// what was done instead: the logit of what was a sigmoid, the mean added.
///
/// - Parameters:
///   - y: scaled numbers, a model's predictions for example; of any shape.
///   - scaled: the result of one of these functions.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for any other column.
public func inverseScale(
  _ y: Column<Float>,
  of scaled: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  guard case .mapper(let mapper) = scaled.node.kind, let invertible = mapper as? any InvertibleMapper else {
    throw OperationError(
      location: location,
      operation: "inverseScale",
      problem: "found a column that is no scaling's result, expected one of scaleToZScore or its like"
    )
  }
  return Column<Float>(invertible.inverse, [y.node] + scaled.node.inputs.dropFirst(), location: location)
}

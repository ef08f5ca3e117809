import RawData

/// The lower and the upper edge of each bucket: the inverse of `applyBuckets`, as far as there is one.
///
/// `bucketRange([0, 1, 3], boundaries: [0, 10, 100])` is `[-inf, 0], [0, 10], [100, inf]`: the first bucket reaches down to
/// -inf and the last up to +inf. A value is in its bucket when it is not below the lower edge and below the upper one;
/// NaN, which `applyBuckets` puts into the last bucket, has no way back.
///
/// The result is a vector of 2 in every row, of 2 n for rows of n buckets; what is missing stays missing. scikit-learn:
/// `KBinsDiscretizer.bin_edges_`.
///
/// - Parameters:
///   - bucket: ids from 0 to the number of boundaries.
///   - boundaries: ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries do not ascend or there are none; when it runs, for an id that is no
///   bucket's.
public func bucketRange(
  _ bucket: Column<Int64>,
  boundaries: [Float],
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try inverse(.range, bucket, boundaries, SourceLocation(fileID: fileID, line: line))
}

/// The lower and the upper edge of each bucket, with boundaries that an analysis finds.
///
/// With `let edges = quantiles(x, buckets: 10)`, `bucketRange(applyBuckets(x, boundaries: edges), boundaries: edges)`
/// says between which two deciles each value lies. Everything else is as with boundaries that are written down.
///
/// - Parameters:
///   - bucket: ids from 0 to the number of boundaries.
///   - boundaries: the same for every row, ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries depend on the row; when it runs, for an id that is no bucket's.
public func bucketRange(
  _ bucket: Column<Int64>,
  boundaries: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try inverse(.range, bucket, boundaries, SourceLocation(fileID: fileID, line: line))
}

/// The middle of each bucket, a single number to stand for the values in it.
///
/// `bucketCenter([0, 1, 2, 3], boundaries: [0, 10, 100])` is `[0, 5, 55, 100]`: half-way between the bucket's edges; the
/// first and the last bucket, which have one edge only, are represented by that. The result has the shape of `bucket`.
/// scikit-learn: `KBinsDiscretizer.inverse_transform`.
///
/// - Parameters:
///   - bucket: ids from 0 to the number of boundaries.
///   - boundaries: ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries do not ascend or there are none; when it runs, for an id that is no
///   bucket's.
public func bucketCenter(
  _ bucket: Column<Int64>,
  boundaries: [Float],
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try inverse(.center, bucket, boundaries, SourceLocation(fileID: fileID, line: line))
}

/// The middle of each bucket, with boundaries that an analysis finds.
///
/// - Parameters:
///   - bucket: ids from 0 to the number of boundaries.
///   - boundaries: the same for every row, ascending.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when the boundaries depend on the row; when it runs, for an id that is no bucket's.
public func bucketCenter(
  _ bucket: Column<Int64>,
  boundaries: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try inverse(.center, bucket, boundaries, SourceLocation(fileID: fileID, line: line))
}

private func inverse(
  _ result: BucketInverse.Result,
  _ bucket: Column<Int64>,
  _ boundaries: [Float],
  _ location: SourceLocation
) throws -> Column<Float> {
  do throws(RowError) {
    _ = try BucketInverse.values(result, boundaries)
  } catch {
    throw OperationError(location: location, operation: result.rawValue, problem: error.problem)
  }
  let constant = Column<Float>(node: .constant(Float.constants(boundaries)))
  return try inverse(result, bucket, constant, location)
}

private func inverse(
  _ result: BucketInverse.Result,
  _ bucket: Column<Int64>,
  _ boundaries: Column<Float>,
  _ location: SourceLocation
) throws -> Column<Float> {
  try boundaries.node.checkIsConstant(as: "boundaries", operation: result.rawValue, location)
  return Column(BucketInverse(result), [bucket.node, boundaries.node], location: location)
}

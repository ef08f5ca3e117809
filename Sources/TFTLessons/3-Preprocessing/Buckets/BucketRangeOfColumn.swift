import RawData

/// The lower and the upper edge of each bucket, with the boundaries that made `bucketized`: those of `bucketize`, of
/// `bucketizePerKey` or of `applyBuckets`.
///
/// After `let decile = try bucketize(fare, buckets: 10)`, `bucketRange(decile, of: decile)` says between which two fares each
/// row's fare lies. Of `bucketizePerKey` it is the row's key whose boundaries count; of a key that was not analyzed
/// nothing is known, and the range is -inf ... inf. See the form with `boundaries`.
///
/// - Throws: `OperationError` when `bucketized` is no such function's result; when it runs, for an id that is no bucket's.
public func bucketRange(
  _ bucket: Column<Int64>,
  of bucketized: Column<Int64>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try inverse(.range, bucket, bucketized.node, SourceLocation(fileID: fileID, line: line))
}

/// The middle of each bucket, with the boundaries that made `bucketized`: those of `bucketize`, of `bucketizePerKey` or of
/// `applyBuckets`.
///
/// With it, a model that predicts deciles predicts fares: `bucketCenter(decile, of: decile)`. Of a key that was not
/// analyzed there is no middle, and the result is NaN. See the form with `boundaries`.
///
/// - Throws: `OperationError` when `bucketized` is no such function's result; when it runs, for an id that is no bucket's.
public func bucketCenter(
  _ bucket: Column<Int64>,
  of bucketized: Column<Int64>,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  try inverse(.center, bucket, bucketized.node, SourceLocation(fileID: fileID, line: line))
}

private func inverse(
  _ result: BucketInverse.Result,
  _ bucket: Column<Int64>,
  _ bucketized: Node,
  _ location: SourceLocation
) throws(OperationError) -> Column<Float> {
  if case .mapper(let mapper) = bucketized.kind {
    if mapper is ApplyBucketsPerKey {
      let inverse = BucketInversePerKey(result)
      return Column(inverse, [bucket.node] + bucketized.inputs.dropFirst(), location: location)
    }
    if let mapper = mapper as? ApplyBuckets {
      let boundaries = mapper.given.map { [Node.constant($0).asFloat(location)] }
      let inverse = BucketInverse(result, columns: mapper.columns ?? 1)
      let constants = boundaries ?? Array(bucketized.inputs.dropFirst())
      return Column(inverse, [bucket.node] + constants, location: location)
    }
  }
  throw OperationError(
    location: location,
    operation: result.rawValue,
    problem: "found a column that is no buckets, expected the result of bucketize or its like"
  )
}

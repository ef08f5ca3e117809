import RawData

/// The bucket of each value, of `buckets` that hold equally many of the values with the same key.
///
/// `bucketizePerKey([1, 2, 10, 20], key: ["a", "a", "b", "b"], buckets: 2)` is `[0, 1, 0, 1]`. Each key has the
/// boundaries that `quantiles` finds for its values; see there for weights, limits, NaN and missing values. A key that
/// the analysis has not seen gives -1, which is outside of the result's domain of ids, 0 to `buckets - 1`.
///
/// TFT squeezes the boundaries of all keys into one list of `float32`, which can move a value near a boundary; here each
/// key keeps its own as they are. Memory grows with the number of keys, and for each with its distinct values, up to
/// `distinctLimit` of them. TFT: `bucketize_per_key`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - key: as many keys in every row as `x` has values.
///   - buckets: how many parts, 2 or more.
///   - weights: one for each value of `x`, or one for each row.
///   - distinctLimit: how many distinct values are kept exactly, 4096 or more.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for fewer than 2 buckets or a limit below 4096; when it runs, for a row with more or fewer
///   keys than values, or an infinite weight.
public func bucketizePerKey<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  key: Column<String>,
  buckets: Int,
  weights: Column<Float>? = nil,
  distinctLimit: Int = ValueCounts.defaultLimit,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    try QuantilesAnalyzer.check(buckets: buckets, distinctLimit: distinctLimit)
  } catch {
    throw OperationError(location: location, operation: ApplyBucketsPerKey.name, problem: error.problem)
  }
  let found = Node.analysis(
    QuantilesPerKeyAnalyzer(buckets: buckets, distinctLimit: distinctLimit, isWeighted: weights != nil),
    of: [x.node, key.node] + (weights.map { [$0.node] } ?? []),
    type: .string,
    shape: .ragged,
    location: location
  )
  return Column(
    ApplyBucketsPerKey(),
    [
      x.node, key.node, found.part(0, type: .string, shape: .ragged),
      found.part(1, type: .float32, shape: .ragged),
    ],
    domain: .init(min: 0, max: Int64(buckets) - 1),
    location: location
  )
}

import RawData

/// The boundaries that divide a column's values into `buckets` parts of equal size, over the whole data set.
///
/// `quantiles([1, 2, 3, 4, 5, 6, 7, 8], buckets: 4)` is `[3, 5, 7]` in every row. Boundary k is the value at place
/// `floor(k * N / buckets)` of all N values in ascending order, so each is one of the values, without interpolation, and
/// a value that occurs often may be several boundaries. With weights, it is the value at which the weight of all smaller
/// ones and its own exceeds k / `buckets` of the whole. TFT: `quantiles`.
///
/// The boundaries are exact while there are at most `distinctLimit` distinct values. Beyond that, low bits of the values'
/// mantissas are dropped until there are no more, in a way that does not depend on the order of the rows; the
/// transform's notices then say how large the error is. Without such a notice the boundaries are exact: TFT's, of which
/// `epsilon` bounds the error, are not.
///
/// Infinities are values like others. NaN, what is missing, and what has no weight above 0 are passed over; without any
/// value all boundaries are 0, and a notice says so. Memory: at most 64 bytes for each of `distinctLimit` values, or 130
/// with weights, in every thread.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - buckets: how many parts, 2 or more.
///   - weights: one for each value of `x`, or one for each row.
///   - elementwise: for rows of several values: the boundaries of each column on its own, one column's after the other's.
///     TFT: `reduce_instance_dims=False`.
///   - distinctLimit: how many distinct values are kept exactly, 4096 or more.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for fewer than 2 buckets, a limit below 4096, or `elementwise` with rows that differ in how
///   many values they have; when it runs, for an infinite weight.
public func quantiles<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  buckets: Int,
  weights: Column<Float>? = nil,
  elementwise: Bool = false,
  distinctLimit: Int = ValueCounts.defaultLimit,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    let columns = elementwise ? try x.node.shape.columnCount() : 1
    let analyzer = try QuantilesAnalyzer(buckets: buckets, columns: columns, distinctLimit: distinctLimit)
    return Column(node: analyzer.node(x.node, weights?.node, location))
  } catch {
    throw OperationError(location: location, operation: "quantiles", problem: error.problem)
  }
}

/// The bucket of each value, of `buckets` that hold equally many values of the whole data set.
///
/// `bucketize([1, 2, 3, 4, 5, 6, 7, 8], buckets: 4)` is `[0, 0, 1, 1, 2, 2, 3, 3]`: it is `applyBuckets` with the
/// boundaries that `quantiles` finds; see there for weights, limits, NaN and missing values. NaN goes to the last bucket.
/// Where values repeat, some buckets may stay empty. TFT: `bucketize`.
///
/// - Parameters:
///   - x: the numbers; of any shape.
///   - buckets: how many parts, 2 or more.
///   - weights: one for each value of `x`, or one for each row.
///   - elementwise: for rows of several values: each column with boundaries of its own.
///   - distinctLimit: how many distinct values are kept exactly, 4096 or more.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` for fewer than 2 buckets, and as `quantiles` does.
public func bucketize<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  buckets: Int,
  weights: Column<Float>? = nil,
  elementwise: Bool = false,
  distinctLimit: Int = ValueCounts.defaultLimit,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    let columns = elementwise ? try x.node.shape.columnCount() : nil
    let analyzer = try QuantilesAnalyzer(
      buckets: buckets,
      columns: columns ?? 1,
      distinctLimit: distinctLimit
    )
    return Column(
      ApplyBuckets(columns: columns),
      [x.node, analyzer.node(x.node, weights?.node, location)],
      domain: .init(min: 0, max: Int64(buckets) - 1),
      location: location
    )
  } catch {
    throw OperationError(location: location, operation: "bucketize", problem: error.problem)
  }
}

extension ColumnShape {
  /// How many values every row has.
  ///
  /// - Throws: `RowError` when rows differ in that.
  func columnCount() throws(RowError) -> Int {
    guard case .fixed(let width) = self else {
      throw RowError("found rows of any number of values, expected the same number in each when elementwise")
    }
    return width
  }
}

import RawData

/// The distinct values of a column of ids or texts, and how often each occurs, over the whole data set.
///
/// `countPerKey(["b", "a", "b"])` gives the keys `["a", "b"]` and the counts `[1, 2]`, the same in every row. The keys are
/// in the order of their bytes; ids in that of their decimals, as in TFT: -1, 0, 10, 2. The empty text is a key like
/// others; what is missing is not counted. Without values there are no keys. Memory grows with the distinct keys.
/// TFT: `count_per_key`.
public func countPerKey<Scalar: CategoricalScalar>(
  _ key: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> (keys: Column<Scalar>, counts: Column<Int64>) {
  let location = SourceLocation(fileID: fileID, line: line)
  let found = Node.analysis(
    CountPerKeyAnalyzer(type: Scalar.featureType),
    of: [key.node],
    type: Scalar.featureType,
    shape: .ragged,
    location: location
  )
  return (
    Column(node: found.part(0, type: Scalar.featureType, shape: .ragged)),
    Column(node: found.part(1, type: .int64, shape: .ragged))
  )
}

/// The distinct values of a column and how often each occurs.
struct CountPerKeyAnalyzer: Analyzer {
  let name = "count_per_key"
  let resultNames = ["keys", "counts"]
  let type: FeatureType

  func makeAccumulator() -> any Accumulator {
    if type == .int64 { IntegerCountsAccumulator() } else { TextCountsAccumulator() }
  }
}

extension StateDecoder {
  /// Reads how often a key occurs.
  mutating func readKeyCount() throws(StateError) -> Int {
    let count = try readInt()
    // No data has so many rows, and sums of such counts do not overflow.
    guard 1...(1 << 56) ~= count else { throw StateError("found a count of \(count)") }
    return count
  }
}

import RawData

/// How many values lie in each bin. Inputs: the values and the bins' boundaries, the same for every row.
struct HistogramAnalyzer: Analyzer {
  let name = "histogram"
  let binCount: Int

  var parameters: [(name: String, value: FeatureValues)] { [("bins", FeatureValues([Int64(binCount)]))] }

  func makeAccumulator() -> any Accumulator { HistogramAccumulator(binCount: binCount) }
}

/// The number of values seen so far, by bin.
struct HistogramAccumulator: Accumulator {
  private var counts: [Int]
  /// Where the boundaries are, once a batch has brought them.
  private var search: BoundarySearch?

  init(binCount: Int) {
    counts = [Int](repeating: 0, count: binCount)
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    try inputs[0].checkVariesByRow()
    let search: BoundarySearch
    if let known = self.search { search = known } else { search = try makeSearch(inputs[1]) }
    self.search = search
    switch inputs[0].values.storage {
    case .float32(let values): count(search.buckets(of: values))
    case .int64(let values): count(search.buckets(of: values.map { Float($0) }))
    case .string: throw RowError("found string, expected float32 or int64")
    }
  }

  private mutating func count(_ bins: [Int64]) {
    for bin in bins { counts[Int(bin)] += 1 }
  }

  private func makeSearch(_ boundaries: Operand) throws(RowError) -> BoundarySearch {
    let edges = try boundaries.floats()
    guard boundaries.isConstant, edges.count == counts.count + 1 else {
      throw RowError(
        "found \(edges.count) boundaries, expected \(counts.count + 1) that are the same for every row"
      )
    }
    return HistogramBins.search(edges)
  }

  mutating func merge(_ other: HistogramAccumulator) {
    for bin in counts.indices { counts[bin] += other.counts[bin] }
  }

  func finish() -> [FeatureValues] { [Int64.constants(counts.map { Int64($0) })] }

  var notices: [String] { counts.allSatisfy { $0 == 0 } ? ["no values, all counts are 0"] : [] }

  func encode(to encoder: inout StateEncoder) {
    for count in counts { encoder.write(count) }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    for bin in counts.indices {
      counts[bin] = try decoder.readInt()
      // No data has so many rows, and sums of such counts do not overflow.
      guard 0...(1 << 56) ~= counts[bin] else { throw StateError("found a count of \(counts[bin])") }
    }
  }
}

/// Picks index `i` with a probability in proportion to `weights[i]`, in constant time.
///
/// Rule: Vose's alias method (1991), with whole numbers, so that it is the same on every machine. The weights
/// fill columns of equal height, each with at most two owners; one draw picks a column and a height in it.
struct WeightedChoice: Sendable {
  private struct Column {
    /// Heights below this, out of 2^32, belong to the column's own index; the others to `alias`.
    var threshold: UInt64
    var alias: Int
  }

  private var columns: [Column]

  /// - Precondition: no weight is negative, one is positive, and all together are below 2^24.
  init(weights: [Int]) {
    let total = weights.reduce(0, +)
    precondition(total > 0 && total < 1 << 24, "weights need a positive sum below 2^24")
    columns = weights.indices.map { Column(threshold: 1 << 32, alias: $0) }
    // Times the count, the mean weight is `total`: every column ends with exactly that height.
    var heights = weights.map { $0 * weights.count }
    var low = heights.indices.filter { heights[$0] < total }
    var high = heights.indices.filter { heights[$0] >= total }
    while let receiver = low.popLast(), let giver = high.popLast() {
      columns[receiver] = Column(threshold: UInt64((heights[receiver] << 32) / total), alias: giver)
      heights[giver] -= total - heights[receiver]
      if heights[giver] < total { low.append(giver) } else { high.append(giver) }
    }
  }

  /// The index that 64 random bits stand for.
  func index(for bits: UInt64) -> Int {
    let column = Int(truncatingIfNeeded: ((bits >> 32) * UInt64(columns.count)) >> 32)
    let height = bits & 0xFFFF_FFFF
    return height < columns[column].threshold ? column : columns[column].alias
  }
}

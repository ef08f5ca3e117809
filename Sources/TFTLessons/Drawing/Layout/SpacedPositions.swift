/// Positions as near as possible to wanted ones, in the given order and with the given least distances.
///
/// Minimises `Σ weightᵢ · (positionᵢ - wantedᵢ)²` exactly. Taking off the distances that precede each
/// position leaves an isotonic regression, which pooling adjacent violators solves.
///
/// - Complexity: O(count).
package struct SpacedPositions {
  package private(set) var values: [Double]

  /// - Parameters:
  ///   - wanted: where each would like to be.
  ///   - weights: how much each matters; all above zero.
  ///   - gaps: the least distance between each and its successor; one fewer than `wanted`.
  ///   - range: where all have to be, if they fit in it; if not, they start at its lower bound.
  package init(
    wanted: [Double],
    weights: [Double],
    gaps: [Double],
    within range: ClosedRange<Double>? = nil
  ) {
    var shifts: [Double] = []
    var shift = 0.0
    for index in wanted.indices {
      shifts.append(shift)
      shift += index < gaps.count ? gaps[index] : 0
    }
    var pools: [(mean: Double, weight: Double, count: Int)] = []
    for index in wanted.indices {
      var pool = (mean: wanted[index] - shifts[index], weight: weights[index], count: 1)
      while let last = pools.last, last.mean >= pool.mean {
        pools.removeLast()
        let weight = last.weight + pool.weight
        pool.mean = (last.mean * last.weight + pool.mean * pool.weight) / weight
        pool.weight = weight
        pool.count += last.count
      }
      pools.append(pool)
    }
    let lowest = range?.lowerBound ?? -.infinity
    // Cutting an isotonic solution off at two bounds gives the solution within those bounds.
    let highest = max(lowest, (range?.upperBound ?? .infinity) - (shifts.last ?? 0))
    let unshifted = pools.flatMap { pool in
      Array(repeating: min(max(pool.mean, lowest), highest), count: pool.count)
    }
    values = zip(unshifted, shifts).map { $0 + $1 }
  }
}

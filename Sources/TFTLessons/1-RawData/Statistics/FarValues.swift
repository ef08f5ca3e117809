/// The numbers beyond a fence: those that occur often, and the others.
struct FarValues {
  let fence: Fence
  let spikes: [(value: Double, count: Int)]
  let outliers: [(value: Double, count: Int)]
  /// How many interquartile ranges away the fence is.
  let distance: Double

  init(_ statistics: NumericStatistics, _ fence: Fence, _ thresholds: AnomalyThresholds) {
    let distribution = statistics.distribution
    let enough = max(5, thresholds.spike * Double(distribution.count))
    let far = distribution.values.indices.filter { !fence.contains(distribution.values[$0]) }
      .map { (value: distribution.values[$0], count: distribution.count(at: $0)) }
    self.fence = fence
    distance = thresholds.interquartileRanges
    spikes = far.filter { Double($0.count) >= enough }
    outliers = far.filter { Double($0.count) < enough }
  }
}

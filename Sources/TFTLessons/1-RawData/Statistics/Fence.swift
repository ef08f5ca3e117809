/// The range around the median beyond which a number is far from all others.
///
/// median ± k · (third quartile - first quartile). When the quartiles are equal, the first and the ninth
/// decile take their place; when those are equal too, there is no scale to say what is far, and no fence.
struct Fence: Equatable {
  let median: Double
  /// What `k` multiplies.
  let spread: Double
  let low: Double
  let high: Double
  /// The name of what `k` counts.
  let unit: String

  init?(_ statistics: NumericStatistics, thresholds: AnomalyThresholds) {
    guard statistics.finiteCount >= thresholds.fewestValues else { return nil }
    let (quartiles, deciles) = (statistics.quantiles(4), statistics.deciles)
    let hasQuartiles = quartiles[3] > quartiles[1]
    let spread = hasQuartiles ? quartiles[3] - quartiles[1] : deciles[9] - deciles[1]
    guard spread > 0 else { return nil }
    median = statistics.median
    self.spread = spread
    low = median - thresholds.interquartileRanges * spread
    high = median + thresholds.interquartileRanges * spread
    unit = hasQuartiles ? "interquartile ranges" : "ranges from the first to the ninth decile"
  }

  func contains(_ value: Double) -> Bool { low <= value && value <= high }

  func overlaps(_ other: Fence) -> Bool { low <= other.high && other.low <= high }
}

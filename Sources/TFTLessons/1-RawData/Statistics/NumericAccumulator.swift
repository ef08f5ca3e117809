/// Gathers `NumericStatistics`, batch by batch.
struct NumericAccumulator: Equatable, Sendable {
  private var moments = Moments()
  private var counts = ValueCounts()
  private var zeroCount = 0
  private var negativeCount = 0

  mutating func add(_ values: [Float]) {
    moments.add(values)
    counts.add(values)
    for value in values where value.isFinite {
      zeroCount += value == 0 ? 1 : 0
      negativeCount += value < 0 ? 1 : 0
    }
  }

  mutating func add(_ values: [Int64]) {
    moments.add(values)
    counts.add(values)
    for value in values {
      zeroCount += value == 0 ? 1 : 0
      negativeCount += value < 0 ? 1 : 0
    }
  }

  mutating func merge(_ other: NumericAccumulator) {
    moments.merge(other.moments)
    counts.merge(other.counts)
    zeroCount += other.zeroCount
    negativeCount += other.negativeCount
  }

  func finish() -> NumericStatistics {
    NumericStatistics(
      nanCount: moments.nanCount,
      infiniteCount: moments.infiniteCount,
      zeroCount: zeroCount,
      negativeCount: negativeCount,
      mean: moments.mean,
      standardDeviation: moments.standardDeviation,
      distribution: counts.finish()
    )
  }
}

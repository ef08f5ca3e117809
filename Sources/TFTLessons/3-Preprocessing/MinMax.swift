import RawData

/// The smallest and the largest value of a column over all rows.
///
/// Gives two `float32`: minimum and maximum. Without any values they are +inf and -inf; one NaN makes both NaN.
/// TFT: `min`, `max`.
struct MinMaxAnalyzer: Analyzer {
  let name = "min_max"

  func makeAccumulator() -> any Accumulator { MinMaxAccumulator() }
}

/// The smallest and the largest value seen so far.
struct MinMaxAccumulator: Accumulator {
  private var minimum = Float.infinity
  private var maximum = -Float.infinity
  private var hasNaN = false

  mutating func add(_ inputs: [Operand]) {
    guard case .float32(let values) = inputs[0].values.storage else { return }
    for element in values {
      // -0 and 0 compare equal, so which one stays would depend on the order; adding 0 makes both 0.
      let value = element + 0
      if value < minimum { minimum = value }
      if value > maximum { maximum = value }
      if value.isNaN { hasNaN = true }
    }
  }

  mutating func merge(_ other: MinMaxAccumulator) {
    minimum = Swift.min(minimum, other.minimum)
    maximum = Swift.max(maximum, other.maximum)
    hasNaN = hasNaN || other.hasNaN
  }

  func finish() -> FeatureValues {
    FeatureValues(.float32(hasNaN ? [.nan, .nan] : [minimum, maximum]), layout: .fixed(width: 2))
  }
}

import RawData

/// The smallest and the largest value of a column over all rows.
///
/// Without any values they are +inf and -inf; one NaN makes both NaN. TFT: `min`, `max`.
struct MinMaxAnalyzer: Analyzer {
  let name = "min_max"
  let resultNames = ["min", "max"]

  func makeAccumulator() -> any Accumulator { MinMaxAccumulator() }
}

/// The smallest and the largest value seen so far.
struct MinMaxAccumulator: Accumulator {
  private var minimum = Float.infinity
  private var maximum = -Float.infinity
  private var hasNaN = false

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    for element in try inputs[0].floats() {
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

  func finish() -> [FeatureValues] {
    (hasNaN ? [.nan, .nan] : [minimum, maximum]).map { FeatureValues([$0 as Float]) }
  }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(minimum)
    encoder.write(maximum)
    encoder.write(hasNaN)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    minimum = try decoder.readFloat()
    maximum = try decoder.readFloat()
    hasNaN = try decoder.readBool()
  }
}

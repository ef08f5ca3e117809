/// An exact sum of positive `float32` weights: an integer, counted in units of 2^-149, the smallest of them.
///
/// 254 exponents and 24 bits make 277 bits; the sum has 384, so that 2^64 weights and a factor of 2^32 find room. It is
/// a tenth of the size of an `ExactSum`, of which there cannot be one for each distinct number.
package struct WeightSum: Equatable, Sendable {
  /// The integer in base 2^128, lowest limb first.
  private var low: UInt128 = 0
  private var middle: UInt128 = 0
  private var high: UInt128 = 0

  /// The sum of nothing: 0.
  package init() {}

  private init(low: UInt128, middle: UInt128, high: UInt128) {
    (self.low, self.middle, self.high) = (low, middle, high)
  }

  /// Whether there is no weight.
  package var isZero: Bool { self == WeightSum() }

  /// Adds one weight.
  ///
  /// - Precondition: it is finite and not negative.
  package mutating func add(_ weight: Float) {
    let exponent = Int(truncatingIfNeeded: weight.bitPattern >> 23) & 0xFF
    precondition(exponent != 0xFF && weight >= 0, "the weight is \(weight)")
    let mantissa = UInt128(weight.bitPattern & 0x7F_FFFF | (exponent == 0 ? 0 : 1 << 23))
    let shift = max(exponent, 1) - 1
    let lower = mantissa << UInt128(shift % 128)
    let upper = mantissa >> UInt128(128 - shift % 128)
    merge(
      shift < 128
        ? WeightSum(low: lower, middle: upper, high: 0) : WeightSum(low: 0, middle: lower, high: upper)
    )
  }

  /// Adds another sum.
  package mutating func merge(_ other: WeightSum) {
    let first = low.addingReportingOverflow(other.low)
    let second = middle.addingReportingOverflow(other.middle)
    let carried = second.partialValue.addingReportingOverflow(first.overflow ? 1 : 0)
    low = first.partialValue
    middle = carried.partialValue
    high = high &+ other.high &+ (second.overflow ? 1 : 0) &+ (carried.overflow ? 1 : 0)
  }

  /// The sum taken `factor` times.
  package func multiplied(by factor: UInt32) -> WeightSum {
    let lower = low.multipliedFullWidth(by: UInt128(factor))
    let upper = middle.multipliedFullWidth(by: UInt128(factor))
    var product = WeightSum(low: UInt128(lower.low), middle: lower.high, high: high &* UInt128(factor))
    product.merge(WeightSum(low: 0, middle: UInt128(upper.low), high: upper.high))
    return product
  }

  /// Writes all bits.
  package func encode(to encoder: inout StateEncoder) {
    for limb in [low, middle, high] { encoder.write(limb) }
  }

  /// The sum that `encode(to:)` has written.
  package init(from decoder: inout StateDecoder) throws(StateError) {
    low = try decoder.readInteger()
    middle = try decoder.readInteger()
    high = try decoder.readInteger()
    // 2^56 weights, each below 2^277: sums of such sums still have room.
    guard high < 1 << (277 + 56 - 256) else { throw StateError("found a sum of weights that is too large") }
  }
}

extension WeightSum: Comparable {
  /// Whether the left sum is the smaller one.
  package static func < (left: WeightSum, right: WeightSum) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

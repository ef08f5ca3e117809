/// An exact sum of `float32` numbers: an integer, counted in units of 2^-149, the smallest of them. It is rounded when it
/// is read, and then once.
///
/// 254 exponents and 24 bits make 277 bits, and a sign; the sum has 384, so that 2^64 weights and a factor of 2^32 find
/// room. It is a tenth of the size of an `ExactSum` of doubles, of which there cannot be one for each distinct number.
package struct WeightSum: Equatable, Sendable {
  private static let unitExponent = -149
  /// The integer as two's complement in base 2^128, lowest limb first.
  private var low: UInt128 = 0
  private var middle: UInt128 = 0
  private var high: UInt128 = 0

  /// The sum of nothing: 0.
  package init() {}

  private init(low: UInt128, middle: UInt128, high: UInt128) {
    (self.low, self.middle, self.high) = (low, middle, high)
  }

  private var isNegative: Bool { Int128(truncatingIfNeeded: high) < 0 }

  /// Adds one weight.
  ///
  /// - Precondition: it is finite.
  package mutating func add(_ weight: Float) {
    let exponent = Int(truncatingIfNeeded: weight.bitPattern >> 23) & 0xFF
    precondition(exponent != 0xFF, "the weight is \(weight)")
    let mantissa = UInt128(weight.bitPattern & 0x7F_FFFF | (exponent == 0 ? 0 : 1 << 23))
    let shift = max(exponent, 1) - 1
    let lower = mantissa << UInt128(shift % 128)
    let upper = mantissa >> UInt128(128 - shift % 128)
    let magnitude =
      shift < 128
      ? WeightSum(low: lower, middle: upper, high: 0) : WeightSum(low: 0, middle: lower, high: upper)
    merge(weight.sign == .plus ? magnitude : magnitude.negated)
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

  private var negated: WeightSum {
    var result = WeightSum(low: ~low, middle: ~middle, high: ~high)
    result.merge(WeightSum(low: 1, middle: 0, high: 0))
    return result
  }

  /// The sum taken `factor` times.
  package func multiplied(by factor: UInt32) -> WeightSum {
    let lower = low.multipliedFullWidth(by: UInt128(factor))
    let upper = middle.multipliedFullWidth(by: UInt128(factor))
    var product = WeightSum(low: UInt128(lower.low), middle: lower.high, high: high &* UInt128(factor))
    product.merge(WeightSum(low: 0, middle: UInt128(upper.low), high: upper.high))
    return product
  }

  /// The nearest double, ties to even.
  package var value: Double {
    var limbs = isNegative ? negated : self
    var exponent = Self.unitExponent + 256
    while limbs.high == 0, exponent > Self.unitExponent {
      limbs = WeightSum(low: 0, middle: limbs.low, high: limbs.middle)
      exponent -= 128
    }
    guard limbs.high != 0 else { return 0 }
    let shift = UInt128(limbs.high.leadingZeroBitCount)
    let top = limbs.high << shift | limbs.middle >> (128 - shift)
    // The top 64 bits, of which the lowest stands for all bits below it too: enough to round to 53 as if all were there.
    var significand = UInt64(truncatingIfNeeded: top >> 64)
    if UInt64(truncatingIfNeeded: top) != 0 || limbs.middle << shift != 0 || limbs.low != 0 {
      significand |= 1
    }
    return Double(
      sign: isNegative ? .minus : .plus,
      exponent: exponent + 64 - Int(shift),
      significand: Double(significand)
    )
  }

  /// Writes all bits.
  package func encode(to encoder: inout StateEncoder) {
    for limb in [low, middle, high] { encoder.write(limb) }
  }

  /// The sum that `encode(to:)` has written.
  ///
  /// - Throws: `StateError` for one that is too large to be a sum of weights.
  package init(from decoder: inout StateDecoder) throws(StateError) {
    low = try decoder.readInteger()
    middle = try decoder.readInteger()
    high = try decoder.readInteger()
    // 2^56 weights, each below 2^277: sums of such sums still have room.
    let bound: Int128 = 1 << (277 + 56 - 256)
    guard -bound..<bound ~= Int128(truncatingIfNeeded: high) else {
      throw StateError("found a sum of weights that is too large")
    }
  }
}

extension WeightSum: Comparable {
  /// Whether the left sum is the smaller one.
  package static func < (left: WeightSum, right: WeightSum) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

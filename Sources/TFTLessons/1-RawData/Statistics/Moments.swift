/// Mean and variance of numbers, from the exact sums of the numbers and of their squares.
///
/// - mean = S1 / N
/// - variance = (N · S2 - S1²) / N², that of a population, as in TFT and TFDV
///
/// Taken with doubles, the difference N · S2 - S1² can lose every digit. Here both sums are exact integers,
/// the difference is exact, and the one rounding is that of the quotient: mean and variance are the doubles
/// nearest to the true values. The standard deviation is the square root of that variance, within one unit in
/// the last place.
public struct Moments: Equatable, Sendable {
  /// How many finite numbers were added.
  public internal(set) var count = 0
  var sum = ExactSum()
  var squares = ExactSum()

  /// The moments of nothing.
  public init() {}

  /// Adds every value; NaN and infinities are counted apart.
  public mutating func add(_ values: [Float]) {
    guard values.count > 64 else {
      for value in values { add(value) }
      return
    }
    var bins = MantissaBins()
    for start in stride(from: 0, to: values.count, by: MantissaBins.capacity) {
      let range = start..<min(start + MantissaBins.capacity, values.count)
      bins.add(values, range)
      count += range.count
      if bins.hasNotFinite {
        for value in values[range] where !value.isFinite {
          add(value)
          count -= 1
        }
      }
      bins.removeAll(into: &sum, &squares)
    }
  }

  /// Adds a value; NaN and infinities are counted apart.
  public mutating func add(_ value: Float) {
    sum.add(Double(value))
    squares.add(Double(value) * Double(value))
    if value.isFinite { count += 1 }
  }

  /// Adds a value.
  public mutating func add(_ value: Int64) {
    sum.add(value)
    squares.add(squareOf: value)
    count += 1
  }

  /// Adds every value.
  public mutating func add(_ values: [Int64]) {
    for value in values { add(value) }
  }

  /// Adds all that `other` has seen.
  public mutating func merge(_ other: Moments) {
    count += other.count
    sum.merge(other.sum)
    squares.merge(other.squares)
  }

  /// How many NaN were added.
  public var nanCount: Int { sum.nanCount }
  /// How many infinities were added.
  public var infiniteCount: Int { sum.positiveInfinityCount + sum.negativeInfinityCount }

  /// The mean of the finite numbers, exactly rounded; NaN when there are none.
  public var mean: Double {
    guard count > 0 else { return .nan }
    return sum.wideInteger.rounded(dividedBy: [UInt64(count)], scaledBy: ExactSum.unitExponent)
  }

  /// The variance of the finite numbers, exactly rounded; NaN when there are none.
  public var variance: Double {
    guard count > 0 else { return .nan }
    let divisor = UInt64(count)
    return squaredDeviations.rounded(dividedBy: [divisor, divisor], scaledBy: 2 * ExactSum.unitExponent)
  }

  /// N · S2 - S1², in units of 2^-2148: S1² has the sums' unit twice over, and so must N · S2.
  var squaredDeviations: WideInteger {
    squares.wideInteger.multiplied(by: UInt64(count)).shiftedLeft(by: -ExactSum.unitExponent)
      - sum.wideInteger.squared
  }

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }
}

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
    let notFinite = notFiniteCount
    sum.add(values)
    squares.add(squaresOf: values)
    count += values.count - (notFiniteCount - notFinite)
  }

  /// Adds every value.
  public mutating func add(_ values: [Int64]) {
    for value in values {
      sum.add(value)
      squares.add(squareOf: value)
    }
    count += values.count
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
  private var notFiniteCount: Int { nanCount + infiniteCount }

  /// The mean of the finite numbers, exactly rounded; NaN when there are none.
  public var mean: Double {
    guard count > 0 else { return .nan }
    return sum.wideInteger.rounded(dividedBy: [UInt64(count)], scaledBy: ExactSum.unitExponent)
  }

  /// The variance of the finite numbers, exactly rounded; NaN when there are none.
  public var variance: Double {
    guard count > 0 else { return .nan }
    let divisor = UInt64(count)
    // S1² has the unit twice over, and so must N · S2.
    let scaled = squares.wideInteger.multiplied(by: divisor).shiftedLeft(by: -ExactSum.unitExponent)
    return scaled.subtracting(sum.wideInteger.squared)
      .rounded(dividedBy: [divisor, divisor], scaledBy: 2 * ExactSum.unitExponent)
  }

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }
}

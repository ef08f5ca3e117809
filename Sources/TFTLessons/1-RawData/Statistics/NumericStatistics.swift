/// What the numbers of one feature are like. TFDV: `NumericStatistics`.
///
/// NaN and infinities are counted apart; everything else is about the finite numbers. Without any, `min`,
/// `max`, `mean` and `standardDeviation` are NaN and the lists are empty.
public struct NumericStatistics: Equatable, Sendable {
  /// How many are NaN.
  public let nanCount: Int
  /// How many are infinite.
  public let infiniteCount: Int
  /// How many are 0.
  public let zeroCount: Int
  /// How many are below 0.
  public let negativeCount: Int
  /// The mean, exactly rounded.
  public let mean: Double
  /// The standard deviation of the population, within one unit in the last place.
  public let standardDeviation: Double
  /// The distinct numbers and their counts; quantiles and histogram follow from them.
  public let distribution: ValueDistribution

  /// How many are finite.
  public var finiteCount: Int { distribution.count }
  /// The smallest, exact.
  public var min: Double { distribution.values.first ?? .nan }
  /// The largest, exact.
  public var max: Double { distribution.values.last ?? .nan }
  /// Boundaries between ten parts of equal size, from the smallest to the largest number.
  public var deciles: [Double] { quantiles(10) }
  /// The number in the middle; NaN without numbers.
  public var median: Double { quantiles(2).dropFirst().first ?? .nan }
  /// Ten bins of equal width.
  public var histogram: Histogram { Histogram(distribution) }

  /// Boundaries between `parts` parts of equal size; see `ValueDistribution.quantiles`.
  public func quantiles(_ parts: Int) -> [Double] { distribution.quantiles(parts) }
}

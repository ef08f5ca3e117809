/// From where on something counts as an anomaly.
public struct AnomalyThresholds: Equatable, Sendable {
  /// The largest L-infinity distance of two samples of strings: 0.01, as in TFDV's guide.
  public var infinityNorm = 0.01
  /// The largest Jensen-Shannon divergence of two samples of numbers, in bits, from 0 to 1: 0.01.
  public var jensenShannonDivergence = 0.01
  /// How many standard deviations beyond what chance explains a distance must be: 5. Small samples differ by
  /// chance; TFDV leaves it to the user to raise the thresholds for them.
  public var chance = 5.0
  /// Strings with more distinct values than this are no categories, and nothing is compared: 100.
  public var mostCategories = 100
  /// The largest share of numbers outside the range of the earlier data: 0.001.
  public var outsideRange = 0.001
  /// A value is far when it is more than so many interquartile ranges from the median: 20. Normal numbers
  /// never are, and of log-normal ones with sigma 1 fewer than 1 in 1000.
  public var interquartileRanges = 20.0
  /// A far value is a spike when it has this share of all values: 0.001, and occurs at least five times.
  public var spike = 0.001
  /// Zeros and negative values are odd when they are fewer than this share, and nearly all others positive:
  /// 0.05.
  public var oddSigns = 0.05
  /// Features with fewer values than this are not judged: 20.
  public var fewestValues = 20

  /// The defaults.
  public init() {}
}

/// How many numbers lie in each of several bins of equal width.
///
/// TFDV: the `STANDARD` histogram. A number on a boundary counts in the upper bin, the largest one in the
/// last. When all numbers are equal, there is one bin of no width.
public struct Histogram: Equatable, Sendable {
  /// One bin.
  public struct Bin: Equatable, Sendable {
    /// The smallest number that belongs to it.
    public let low: Double
    /// Where the next bin begins.
    public let high: Double
    /// How many numbers it has.
    public let count: Int
  }

  /// The bins, in ascending order; none when there are no numbers.
  public let bins: [Bin]

  /// Bins from the smallest to the largest number of a distribution, or over `range`.
  public init(_ distribution: ValueDistribution, bins: Int = 10, over range: ClosedRange<Double>? = nil) {
    guard let first = distribution.values.first, let last = distribution.values.last else {
      self.bins = []
      return
    }
    let (low, high) = (range?.lowerBound ?? first, range?.upperBound ?? last)
    guard low < high else {
      self.bins = [Bin(low: low, high: high, count: distribution.count(in: low...high))]
      return
    }
    let width = (high - low) / Double(bins)
    let edges = (0..<bins).map { Double($0) * width + low } + [high]
    self.bins = (0..<bins).map { index in
      let (low, high) = (edges[index], edges[index + 1])
      let end = index == bins - 1 ? distribution.count(upTo: high) : distribution.count(below: high)
      return Bin(low: low, high: high, count: end - distribution.count(below: low))
    }
  }
}

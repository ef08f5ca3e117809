import RawData

extension TukeyHH {
  /// The distribution with these L-moments: the normal one where the kurtosis is not above that of a normal one, which is
  /// 0.1226017.
  ///
  /// Alternates between the difference of the parameters, which sets the skewness, and the larger one, which sets the
  /// kurtosis, and narrows the bounds of both by bisection. TFT: `compute_tukey_hh_params`, with doubles.
  init(skewness: Double, kurtosis: Double) {
    self.init()
    guard kurtosis >= 0.1226017 else { return }
    var search = Search(skewness: skewness.magnitude, kurtosis: Swift.min(kurtosis, 1 - 1e-5))
    let (larger, difference) = search.run()
    (left, right) = skewness < 0 ? (larger, larger - difference) : (larger - difference, larger)
  }

  /// The search for the larger parameter and its distance from the smaller one.
  private struct Search {
    private static let tolerance = 1e-6
    let skewness: Double
    let kurtosis: Double
    private var larger: ClosedRange<Double>
    private var difference: ClosedRange<Double>

    init(skewness: Double, kurtosis: Double) {
      self.skewness = skewness
      self.kurtosis = kurtosis
      // Without skewness both parameters are this one.
      let both = 3 - 1 / Platform.cos(.pi / 15 * (kurtosis - 6))
      larger = both...Swift.max(both, 1 - 1e-7)
      difference = 0...Swift.max(0, both)
    }

    mutating func run() -> (larger: Double, difference: Double) {
      var found = (larger: larger.lowerBound, difference: 0.0)
      var previous = (larger: 0.0, difference: 0.0)
      for _ in 0..<20 {
        step(&found)
        let (skewness, kurtosis) = errors(found.larger, found.difference)
        let isSolved = Swift.max(skewness.magnitude, kurtosis.magnitude) < Self.tolerance
        let change = Swift.max(
          (found.larger - previous.larger).magnitude,
          (found.difference - previous.difference).magnitude
        )
        if isSolved || change < Self.tolerance { break }
        previous = found
      }
      return found
    }

    private mutating func step(_ found: inout (larger: Double, difference: Double)) {
      let h = found.larger
      guard errors(h, difference.upperBound).skewness > 0 else {
        // No difference up to here is enough, so the larger parameter has to grow.
        found.difference = difference.upperBound
        let low = bisectLarger(found.difference).lowerBound
        found.larger = low
        larger = low...larger.upperBound
        difference = Swift.min(found.difference, low)...Swift.max(found.difference, low)
        return
      }
      // Both from above, then both from below.
      found.difference = bisectDifference(h).upperBound
      difference = difference.lowerBound...found.difference
      found.larger = bisectLarger(found.difference).upperBound
      larger = larger.lowerBound...found.larger
      found.difference = bisectDifference(found.larger).lowerBound
      difference = found.difference...difference.upperBound
      found.larger = bisectLarger(found.difference).lowerBound
      larger = found.larger...larger.upperBound
    }

    private func bisectDifference(_ h: Double) -> ClosedRange<Double> {
      Self.bisect(difference) { errors(h, $0).skewness }
    }

    private func bisectLarger(_ difference: Double) -> ClosedRange<Double> {
      Self.bisect(larger) { errors($0, difference).kurtosis }
    }

    /// How far a distribution's skewness and kurtosis are above those wanted.
    private func errors(_ larger: Double, _ difference: Double) -> (skewness: Double, kurtosis: Double) {
      let distribution = TukeyHH(left: larger - difference, right: larger)
      return (distribution.skewness - skewness, distribution.kurtosis - kurtosis)
    }

    /// Halves a range, at whose ends `error` is below and above 0, up to eleven times.
    private static func bisect(
      _ range: ClosedRange<Double>,
      _ error: (Double) -> Double
    ) -> ClosedRange<Double> {
      var (low, high) = (range.lowerBound, range.upperBound)
      for _ in 0..<11 {
        let middle = (low + high) / 2
        let found = error(middle)
        if found < 0 { low = middle } else { high = middle }
        if found.magnitude < tolerance || high - low < tolerance { break }
      }
      return low...high
    }
  }
}

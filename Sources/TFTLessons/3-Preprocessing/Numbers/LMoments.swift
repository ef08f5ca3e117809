import RawData

/// The first four L-moments of some numbers: what mean, variance, skewness and kurtosis are, from the numbers in ascending
/// order instead of their powers, so that a long tail does not drown the rest.
///
/// The moment r is a sum of the sorted numbers times weights, which are a polynomial of the rank. The numbers that are equal
/// share one term: their ranks' weights add up to a difference of binomial coefficients (the hockey-stick identity).
///
/// Rule: J. R. M. Hosking, "L-Moments" (1990), unbiased; TFT: `tf_utils.reduce_batch_count_l_moments`.
struct LMoments: Equatable, Sendable {
  /// How many numbers there are.
  let count: Int
  /// The mean.
  private(set) var mean = 0.0
  /// Half the expected distance of two numbers; 0 for fewer than two.
  private(set) var scale = 0.0
  /// The third moment divided by the scale; 0 for fewer than four numbers, as in TFT, or for equal ones.
  private(set) var skewness = 0.0
  /// The fourth moment divided by the scale; 0 for fewer than four numbers, or for equal ones.
  private(set) var kurtosis = 0.0

  /// The moments of the numbers of `distribution`, in O(distinct numbers).
  init(_ distribution: ValueDistribution) {
    count = distribution.count
    guard count > 0 else { return }
    let center = distribution.values[distribution.values.count / 2]
    // Probability-weighted moments of the distances from a middle number: shifting changes the mean alone, and keeps
    // large offsets from cancelling.
    var sum = ExactSum()
    var weighted = (0.0, 0.0, 0.0, 0.0)
    var before = Weights(rank: 0, of: count)
    var rank = 0
    for (index, value) in distribution.values.enumerated() {
      let occurrences = Double(distribution.count(at: index))
      rank += distribution.count(at: index)
      let product = value * occurrences
      sum.add(product)
      sum.add((-product).addingProduct(value, occurrences))
      let after = Weights(rank: rank, of: count)
      let distance = value - center
      weighted.0 += distance * (after.first - before.first)
      weighted.1 += distance * (after.second - before.second)
      weighted.2 += distance * (after.third - before.third)
      weighted.3 += distance * (after.fourth - before.fourth)
      before = after
    }
    mean = sum.value / Double(count)
    // In powers of the rank: the shifted Legendre polynomials.
    scale = count < 2 ? 0 : 2 * weighted.1 - weighted.0
    guard count >= 4, scale > 0 else { return }
    skewness = (6 * weighted.2 - 6 * weighted.1 + weighted.0) / scale
    kurtosis = (20 * weighted.3 - 30 * weighted.2 + 12 * weighted.1 - weighted.0) / scale
  }

  /// What share of all tuples lies below a rank: (rank choose k) / (count choose k), divided by k, for k from 1 to 4.
  private struct Weights {
    let first, second, third, fourth: Double

    init(rank: Int, of count: Int) {
      func share(_ subtrahend: Int) -> Double {
        count > subtrahend ? Double(rank - subtrahend) / Double(count - subtrahend) : 0
      }
      first = share(0)
      let pairs = first * share(1)
      let triples = pairs * share(2)
      let quadruples = triples * share(3)
      (second, third, fourth) = (pairs / 2, triples / 3, quadruples / 4)
    }
  }
}

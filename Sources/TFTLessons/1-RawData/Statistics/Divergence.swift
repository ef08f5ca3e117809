/// How different two distributions are.
public enum Divergence {
  /// The largest difference between the shares of one category: max |p_i - q_i|, from 0 to 1. TFDV:
  /// `infinity_norm`.
  ///
  /// - Parameters:
  ///   - first: counts per category.
  ///   - second: counts of the same categories.
  public static func infinityNorm(_ first: [Int], _ second: [Int]) -> Double {
    zip(shares(first), shares(second)).map { ($0 - $1).magnitude }.max() ?? 0
  }

  /// The Jensen-Shannon divergence in bits, from 0 (equal) to 1 (nothing in common). TFDV:
  /// `jensen_shannon_divergence`.
  ///
  /// JSD = ½ Σ p_i log2(p_i / m_i) + ½ Σ q_i log2(q_i / m_i), with m_i = (p_i + q_i) / 2.
  ///
  /// - Parameters:
  ///   - first: counts per bin.
  ///   - second: counts of the same bins.
  public static func jensenShannon(_ first: [Int], _ second: [Int]) -> Double {
    let divergence = zip(shares(first), shares(second)).reduce(0.0) { sum, pair in
      let (p, q) = pair
      let middle = (p + q) / 2
      return sum + (p > 0 ? p * log2(p / middle) : 0) + (q > 0 ? q * log2(q / middle) : 0)
    }
    return max(0, divergence / 2)
  }

  /// The Jensen-Shannon divergence that two samples of one distribution rarely exceed.
  ///
  /// For samples of n1 and n2 values in k bins, 8 ln 2 · JSD · n1 n2 / (n1 + n2) is about chi-squared with k
  /// - 1 degrees of freedom: mean k - 1, variance 2 (k - 1).
  static func chanceJensenShannon(_ n1: Int, _ n2: Int, bins: Int, deviations: Double) -> Double {
    guard n1 > 0, n2 > 0, bins > 1 else { return 0 }
    let freedom = Double(bins - 1)
    let size = 1 / (1 / Double(n1) + 1 / Double(n2))
    return (freedom + deviations * (2 * freedom).squareRoot()) / (8 * ln2 * size)
  }

  /// The difference of a category's shares that two samples rarely exceed: standard errors of a binomial
  /// share.
  static func chanceDifference(_ count1: Int, of n1: Int, _ count2: Int, of n2: Int, deviations: Double)
    -> Double
  {
    guard n1 > 0, n2 > 0 else { return 0 }
    let share = Double(count1 + count2) / Double(n1 + n2)
    return deviations * (share * (1 - share) * (1 / Double(n1) + 1 / Double(n2))).squareRoot()
  }

  private static let ln2 = 0.693147180559945309

  private static func shares(_ counts: [Int]) -> [Double] {
    let total = Double(max(1, counts.reduce(0, +)))
    return counts.map { Double($0) / total }
  }

  /// The logarithm to base 2 of a positive number, within some 2^-50; not the system's, whose last bits
  /// differ.
  ///
  /// x = m · 2^e with m in [1, 2); ln m = 2 artanh((m - 1) / (m + 1)) = 2 (z + z³/3 + z⁵/5 + ...), z at most
  /// 1/3.
  private static func log2(_ x: Double) -> Double {
    let z = (x.significand - 1) / (x.significand + 1)
    var (power, sum) = (z, 0.0)
    for odd in stride(from: 1.0, through: 31, by: 2) {
      sum += power / odd
      power *= z * z
    }
    return Double(x.exponent) + 2 * sum / ln2
  }
}

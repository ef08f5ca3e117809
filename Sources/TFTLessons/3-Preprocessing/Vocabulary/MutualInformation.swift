import RawData

/// How much a token in a row tells of the row's label, in bits times the number of rows.
///
/// Rule: `_calculate_mutual_information_for_feature_value` of TFT, without its roundings to `float32`; the adjustment is
/// Vinh, Epps and Bailey, "Information theoretic measures for clusterings comparison" (2009), without the normalisation.
struct MutualInformation {
  /// The number of rows, or the sum of their weights.
  let rows: Double
  /// The number of rows with each label, or the sum of their weights.
  let labels: [Double]
  /// A token with a label counts only when it is so far from what chance would give.
  let minDiffFromAvg: Double
  /// Whether what chance would give is subtracted.
  let isAdjusted: Bool

  /// - Parameters:
  ///   - token: the number of rows with the token, or the sum of their weights.
  ///   - pairs: those of them with each label, in the order of `labels`.
  /// - Returns: nil when there is nothing to tell: a token in all rows, or one no label of which is far from chance.
  func value(token: Double, pairs: [Double]) -> Double? {
    guard rows > 0, token.rounded(.toNearestOrEven) != rows.rounded(.toNearestOrEven) else { return nil }
    var result: Double?
    for (label, pair) in zip(labels, pairs) where label != 0 {
      let both = min(max(pair / token, 1e-6), 1 - 1e-6) * token
      if (token * label / rows - both).magnitude < minDiffFromAvg { continue }
      var part = Self.partial(both, token, label, rows)
      if isAdjusted { part -= Self.expected(token, label, rows) }
      result = (result ?? 0) + part
    }
    return result
  }

  /// What `min_diff_from_avg` is when nobody says: 2 up to 10,000 rows, 25 from a million on, in between a line.
  static func recommendedMinDiffFromAvg(rows: Double) -> Double {
    min(25, max(2, (rows - 10_000) / 990_000 * 23 + 2)).rounded(.towardZero)
  }

  private static func partial(_ both: Double, _ token: Double, _ label: Double, _ rows: Double) -> Double {
    if both == 0 || token == 0 { return 0 }
    return both
      * ((Platform.log2(both) + Platform.log2(rows)) - (Platform.log2(token) + Platform.log2(label)))
  }

  /// The mean of `partial` over all ways to lay the token's rows and the label's rows: a hypergeometric distribution.
  private static func expected(_ token: Double, _ label: Double, _ rows: Double) -> Double {
    if token == 0 || label == 0 { return 0 }
    let first = max(0, token + label - rows).rounded(.toNearestOrEven)
    let last = min(token, label).rounded(.toNearestOrEven)
    let numerator =
      logFactorial(token) + logFactorial(label) + logFactorial(rows - token) + logFactorial(rows - label)
    var denominator =
      logFactorial(rows) + logFactorial(first) + logFactorial(token - first) + logFactorial(label - first)
      + logFactorial(rows - token - label + first)
    let coefficient = Platform.log2(rows) - Platform.log2(token) - Platform.log2(label)
    var (probabilities, sum) = (0.0, 0.0)
    for both in stride(from: first, through: last, by: 1) {
      let probability = Platform.exp(numerator - denominator)
      if both > 0 { sum += both * (coefficient + Platform.log2(both)) * probability }
      probabilities += probability
      denominator += Platform.log(both + 1) - Platform.log(token - both) - Platform.log(label - both)
      denominator += Platform.log(rows - token - label + both + 1)
    }
    // The logarithms of large factorials are rounded, so that the probabilities do not add up to 1 by themselves.
    return sum / probabilities
  }

  private static func logFactorial(_ value: Double) -> Double { Platform.logGamma(value + 1) }
}

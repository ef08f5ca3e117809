import RawData

/// What the preprocessing function makes of a raw feature.
struct FeaturePlan {
  /// The idea.
  enum Treatment: Equatable {
    /// A quantity: scaled, and cut where a few values are far from all others.
    case quantity(cut: ClosedRange<Double>?)
    /// One of few values: an id.
    case category(count: Int)
    /// One of so many values that a table of them would say nothing: an id that several share.
    case hash(buckets: Int)
    /// A time, written in this format.
    case time(format: String, hasHours: Bool)
    /// Nothing, and why.
    case leftOut(String)
  }

  let spec: FeatureSpec
  let statistics: FeatureStatistics
  let treatment: Treatment

  /// Integers of more different values are quantities.
  private static let mostIntegerCategories = 20
  /// Texts of more different values are hashed.
  private static let mostTextCategories = 1000
  private static let hashBuckets = 100
  /// A number so many times the distance between the quartiles away from them is far from all others.
  private static let farQuartiles = 10.0

  init(_ spec: FeatureSpec, _ statistics: FeatureStatistics) {
    (self.spec, self.statistics) = (spec, statistics)
    treatment = Self.treatment(spec, statistics)
  }

  private static func treatment(_ spec: FeatureSpec, _ statistics: FeatureStatistics) -> Treatment {
    let (unique, values) = (statistics.unique, statistics.valueCount)
    guard values > 0 else { return .leftOut("no row has a value") }
    guard unique.estimate > 1 || statistics.missingCount > 0 else {
      return .leftOut("the same in all rows")
    }
    guard let numeric = statistics.numeric else { return text(statistics) }
    if spec.type == .int64 {
      if isCounter(numeric, unique) { return .leftOut("it numbers the rows, which says nothing of new ones") }
      if unique.estimate <= mostIntegerCategories, values >= 5 * unique.estimate {
        return .category(count: unique.estimate)
      }
    }
    return .quantity(cut: cut(numeric))
  }

  private static func text(_ statistics: FeatureStatistics) -> Treatment {
    guard let tokens = statistics.string?.distribution else { return .leftOut("no row has a text") }
    if let format = TimeFormat.of(tokens.tokens) {
      return .time(format: format.text, hasHours: format.hasHours)
    }
    let unique = statistics.unique
    if unique.isExact, unique.estimate == statistics.valueCount, unique.estimate > 20 {
      return .leftOut("a different text in each row, as in a key, which says nothing of new ones")
    }
    return unique.estimate <= mostTextCategories
      ? .category(count: unique.estimate) : .hash(buckets: hashBuckets)
  }

  /// Whether integers are consecutive, each once: the number of a row.
  private static func isCounter(_ numeric: NumericStatistics, _ unique: UniqueCount) -> Bool {
    unique.isExact && unique.estimate == numeric.finiteCount && numeric.finiteCount > 20
      && numeric.max - numeric.min + 1 == Double(numeric.finiteCount)
  }

  /// Where to cut numbers of which a few are so far away that they would rule the spread; nil when none are.
  private static func cut(_ numeric: NumericStatistics) -> ClosedRange<Double>? {
    let quartiles = numeric.quantiles(4)
    guard quartiles.count > 3 else { return nil }
    let reach = farQuartiles * (quartiles[3] - quartiles[1])
    let (least, most) = (quartiles[1] - reach, quartiles[3] + reach)
    guard reach > 0, numeric.min < least || numeric.max > most else { return nil }
    return max(least, numeric.min)...min(most, numeric.max)
  }

  var hasMissing: Bool { statistics.missingCount > 0 || (statistics.numeric?.nanCount ?? 0) > 0 }
}

/// What one feature of a data set is like. TFDV: `FeatureNameStatistics`.
public struct FeatureStatistics: Equatable, Sendable {
  /// What is known of the values, by their type.
  public enum Values: Equatable, Sendable {
    /// Of `float32` and `int64`.
    case numeric(NumericStatistics)
    /// Of strings.
    case string(StringStatistics)
  }

  /// The feature's name.
  public let name: String
  /// The type of its values.
  public let type: FeatureType
  /// How many rows there are.
  public let rowCount: Int
  /// How many of them have no value. TFDV: `num_missing`.
  public let missingCount: Int
  /// How many values all rows have together. TFDV: `tot_num_values`.
  public let valueCount: Int
  /// The fewest and the most values of the rows that have any; nil when none has. TFDV: `min_num_values`,
  /// `max_num_values`.
  public let valuesPerRow: ClosedRange<Int>?
  /// What is known of the values.
  public let values: Values

  /// The statistics of numbers, nil for strings.
  public var numeric: NumericStatistics? {
    if case .numeric(let statistics) = values { statistics } else { nil }
  }

  /// The statistics of strings, nil for numbers.
  public var string: StringStatistics? {
    if case .string(let statistics) = values { statistics } else { nil }
  }

  /// How many distinct values there are; of numbers, the finite ones.
  public var unique: UniqueCount {
    switch values {
    case .string(let statistics): statistics.distribution.unique
    case .numeric(let statistics):
      UniqueCount(
        estimate: statistics.distribution.values.count,
        standardError: 0,
        isExact: statistics.distribution.relativeError == 0
      )
    }
  }

  /// The most frequent values: by count, descending; then by bytes or by number, descending.
  ///
  /// When `unique` is not exact, strings come from a sample of the distinct ones (their counts are exact all
  /// the same), and numbers stand for all that differ from them by less than the distribution's relative
  /// error.
  public func topValues(_ count: Int) -> [TopValue] {
    switch values {
    case .string(let statistics):
      let distribution = statistics.distribution
      return distribution.counts.prefix(count).enumerated().map { index, count in
        TopValue(text: distribution.tokens.string(at: index), count: count)
      }
    case .numeric(let statistics):
      return statistics.distribution.top(count).map { TopValue(text: text(of: $0.value), count: $0.count) }
    }
  }

  /// A number of this feature as text: the shortest decimal that reads back as the same value of its type.
  public func text(of value: Double) -> String {
    if type == .int64, let integer = Int64(exactly: value) { return String(integer) }
    let text = type == .float32 ? Float(value).description : value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

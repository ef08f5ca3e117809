/// What the strings of one feature are like. TFDV: `StringStatistics`. Lengths are in bytes.
public struct StringStatistics: Equatable, Sendable {
  /// The shortest length; 0 without strings.
  public let minLength: Int
  /// The longest length; 0 without strings.
  public let maxLength: Int
  /// The bytes of all strings.
  public let totalLength: Int
  /// The distinct strings and their counts, or a sample of them.
  public let distribution: TokenDistribution
  /// How many strings there are.
  public let count: Int

  /// The mean length; NaN without strings.
  public var meanLength: Double { count > 0 ? Double(totalLength) / Double(count) : .nan }
}

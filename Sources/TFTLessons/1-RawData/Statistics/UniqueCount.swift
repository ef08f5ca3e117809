/// How many distinct values a feature has, and how sure that is.
public struct UniqueCount: Equatable, Sendable {
  /// The number, or the best estimate of it.
  public let estimate: Int
  /// The estimate's standard error; 0 when the number is exact, or when it is a lower bound.
  public let standardError: Double
  /// Whether the number is exact. For numbers beyond the limit of `ValueCounts` it is a lower bound, since
  /// close ones are counted as one.
  public let isExact: Bool
}

/// A value that occurs often.
public struct TopValue: Equatable, Sendable {
  /// The value as text.
  public let text: String
  /// How often it occurs.
  public let count: Int
}

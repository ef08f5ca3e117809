/// One thing in which two transforms differ.
public struct TransformDifference: Sendable {
  /// How it differs.
  public enum Change: Sendable {
    /// Only the later transform has it: what it is.
    case added(String)
    /// Only the earlier transform has it: what it was.
    case removed(String)
    /// Both have it, and it is another one.
    case replaced(before: String, after: String)
    /// Numbers of which each has a counterpart.
    case moved(MovedNumbers)
    /// Tokens or keys.
    case tokens(TokenChanges)
  }

  /// What part of a transform it is about.
  public enum Part: String, Sendable {
    /// A raw feature.
    case input
    /// A transformed feature.
    case output
    /// What a full pass over the data has found.
    case analysis
    /// A computation row by row.
    case operation
  }

  /// What part of a transform it is about.
  public var part: Part
  /// What differs: `min_max(passenger_count).max`.
  public var subject: String
  /// How it differs.
  public var change: Change
  /// The transformed features that depend on it, sorted by name.
  public var affected: [String]
}

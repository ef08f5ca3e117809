import RawData

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

/// Numbers that have moved from one transform to another.
public struct MovedNumbers: Sendable {
  /// A number that has moved.
  public struct Number: Sendable {
    /// Its index among the numbers, or the key or token that it belongs to; nil for a single number.
    public var label: String?
    /// What it was, as text that reads back as the same number.
    public var before: String
    /// What it is now.
    public var after: String
    /// The later one less the earlier one, with its sign: `+0.5`; nil where there is none, as of NaN.
    public var change: String?
  }

  /// Those that have moved, in their order.
  public var numbers: [Number]
  /// How many there are with those that have not.
  public var count: Int
}

/// Tokens or keys that only one of two transforms has, or that have another rank.
public struct TokenChanges: Sendable {
  /// A token with another rank.
  public struct Move: Sendable {
    /// The token.
    public var token: [UInt8]
    /// Its rank before, from 0.
    public var before: Int
    /// Its rank now.
    public var after: Int
  }

  /// How many there were.
  public var countBefore: Int
  /// How many there are.
  public var countAfter: Int
  /// Those that came, in the order of their ranks.
  public var gained: [[UInt8]]
  /// Those that went, in the order of their ranks.
  public var lost: [[UInt8]]
  /// Those with another rank, in the order of their ranks before; none for keys, whose order means nothing.
  public var moved: [Move]
}

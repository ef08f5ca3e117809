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

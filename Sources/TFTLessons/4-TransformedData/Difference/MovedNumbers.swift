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

/// What a schema says of one feature: its name, type, shape, presence and domain.
public struct FeatureSpec: Equatable, Sendable {
  /// Whether a row may come without a value.
  public enum Presence: Equatable, Sendable {
    /// A missing value is an error.
    case required
    /// A missing value gives a row without values: the feature is ragged.
    case optional
    /// A missing value is replaced by this one, written as in a CSV cell.
    case defaultValue(String)
  }

  /// The integers a feature can take, both ends included.
  public struct IntDomain: Equatable, Sendable {
    /// The smallest one; `Int64.min` where there is no lower limit.
    public var min: Int64
    /// The largest one; `Int64.max` where there is no upper limit.
    public var max: Int64
    /// The integers are ids, not quantities.
    public var isCategorical: Bool

    /// How many ids there are from 0 to the largest; nil when that is no `int64`.
    package var idCount: Int64? { max < .max ? max + 1 : nil }

    /// The integers `min ... max`.
    public init(min: Int64, max: Int64, isCategorical: Bool = true) {
      self.min = min
      self.max = max
      self.isCategorical = isCategorical
    }
  }

  /// The feature's name.
  public var name: String
  /// The type of its values.
  public var type: FeatureType
  /// Whether a row may come without a value.
  public var presence: Presence
  /// The values in each row, at least 1; for an optional feature, in each row that has any.
  public var width: Int
  /// The integers it can take.
  public var domain: IntDomain?
  /// The numbers it can take; an end is infinite where there is no limit.
  public var floatDomain: ClosedRange<Float>?
  /// The texts it can take.
  public var stringDomain: [String]?

  /// A feature of the given type: one value in every row, any value, unless the rest says otherwise.
  public init(
    _ name: String,
    _ type: FeatureType,
    presence: Presence = .required,
    width: Int = 1,
    domain: IntDomain? = nil,
    floatDomain: ClosedRange<Float>? = nil,
    stringDomain: [String]? = nil
  ) {
    precondition(width > 0, "a feature needs at least one value per row")
    self.name = name
    self.type = type
    self.presence = presence
    self.width = width
    self.domain = domain
    self.floatDomain = floatDomain
    self.stringDomain = stringDomain
  }

  /// The ids of a categorical feature whose first and last id are both known.
  package var idDomain: IntDomain? {
    domain.flatMap { $0.isCategorical && $0.min != .min && $0.max != .max ? $0 : nil }
  }
}

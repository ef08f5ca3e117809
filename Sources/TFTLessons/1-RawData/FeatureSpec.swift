/// What a schema says of one feature: its name, type, shape and presence.
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

  /// The ids a categorical feature can take, both ends included.
  public struct IntDomain: Equatable, Sendable {
    /// The smallest id.
    public var min: Int64
    /// The largest id.
    public var max: Int64

    /// Ids `min ... max`.
    public init(min: Int64, max: Int64) {
      self.min = min
      self.max = max
    }
  }

  /// The feature's name.
  public var name: String
  /// The type of its values.
  public var type: FeatureType
  /// Whether a row may come without a value.
  public var presence: Presence
  /// For a categorical feature, the ids it can take.
  public var domain: IntDomain?

  /// One value per row, of the given type.
  public init(
    _ name: String,
    _ type: FeatureType,
    presence: Presence = .required,
    domain: IntDomain? = nil
  ) {
    self.name = name
    self.type = type
    self.presence = presence
    self.domain = domain
  }
}

import RawData

/// What a raw row has for one feature. A literal is one value, a list of them several, `nil` none.
public enum RawValue: Equatable, Sendable {
  /// No value.
  case missing
  /// Numbers.
  case floats([Float])
  /// Integers; where a feature is of floats, those that a `Float` can hold.
  case integers([Int64])
  /// Texts.
  case texts([String])
}

extension RawValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByNilLiteral
{
  /// One number.
  public init(floatLiteral value: Float) { self = .floats([value]) }
  /// One integer.
  public init(integerLiteral value: Int64) { self = .integers([value]) }
  /// One text.
  public init(stringLiteral value: String) { self = .texts([value]) }
  /// No value.
  public init(nilLiteral: ()) { self = .missing }
}

/// A raw row that knows its cells by their names: a dictionary, or a type of your own.
///
/// ```swift
/// struct Ride: RawRow {
///   var start: String, passengers: Int64
///   var cells: [String: RawValue] { ["pickup_datetime": .texts([start]), "passenger_count": .integers([passengers])] }
/// }
/// ```
public protocol RawRow {
  /// What it has for each feature; features that nobody asks for may be among them.
  var cells: [String: RawValue] { get }
}

extension Dictionary: RawRow where Key == String, Value == RawValue {
  /// The dictionary itself.
  public var cells: [String: RawValue] { self }
}

/// Something a layer was made with: a name of Keras's and a value.
public struct LayerSetting: Equatable, Sendable {
  /// The value.
  public enum Value: Equatable, Sendable {
    /// A whole number.
    case int(Int)
    /// A number.
    case float(Float)
    /// A word.
    case text(String)
    /// Yes or no.
    case flag(Bool)
  }

  /// Keras's name: `units`.
  public var name: String
  /// The value.
  public var value: Value

  /// A setting.
  public init(_ name: String, _ value: Value) {
    (self.name, self.value) = (name, value)
  }
}

/// What a file says that a layer was made with.
public struct LayerSettings: Sendable {
  private let values: [String: LayerSetting.Value]

  /// Settings; of two with one name, the last counts.
  public init(_ settings: [LayerSetting]) {
    values = Dictionary(settings.map { ($0.name, $0.value) }) { $1 }
  }

  /// The whole number `name`.
  public func int(_ name: String) -> Int? {
    if case .int(let value)? = values[name] { value } else { nil }
  }

  /// A size: a whole number that a machine could hold.
  public func size(_ name: String) -> Int? {
    int(name).flatMap { (1...(1 << 24)).contains($0) ? $0 : nil }
  }

  /// The number `name`.
  public func float(_ name: String) -> Float? {
    switch values[name] {
    case .float(let value)?: value
    case .int(let value)?: Float(value)
    default: nil
    }
  }

  /// Yes or no; nil when it is neither.
  public func flag(_ name: String, default value: Bool) -> Bool? {
    guard let found = values[name] else { return value }
    if case .flag(let flag) = found { return flag }
    return nil
  }

  /// The word `name`.
  public func text(_ name: String) -> String? {
    if case .text(let value)? = values[name] { value } else { nil }
  }

  /// The activation function `activation`; linear when there is none.
  public var activation: Activation? {
    guard values["activation"] != nil else { return .linear }
    return text("activation").flatMap(Activation.init)
  }

  /// The initialiser `name`, which is `initializer` when there is none.
  func initializer(_ name: String, _ initializer: Initializer) -> Initializer? {
    guard values[name] != nil else { return initializer }
    return text(name).flatMap { Initializer($0) }
  }
}

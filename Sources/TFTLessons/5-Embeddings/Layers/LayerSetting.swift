import Synchronization

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
///
/// A layer asks for what it needs, and gives up when that is not there; what it asked for last is then what is wrong.
public struct LayerSettings: Sendable {
  private let values: [String: LayerSetting.Value]
  private let lastFault = Fault()
  private static let largestSize = 1 << 24

  /// The last setting that was not as the layer wanted it; apart, since asking changes no settings.
  private final class Fault: Sendable {
    private let text = Mutex<String?>(nil)
    var last: String? { text.withLock { $0 } }
    func note(_ problem: String) { text.withLock { $0 = problem } }
  }

  /// Settings; of two with one name, the last counts.
  public init(_ settings: [LayerSetting]) {
    values = Dictionary(settings.map { ($0.name, $0.value) }) { $1 }
  }

  /// The names of all settings, sorted.
  var names: [String] { values.keys.sorted() }

  /// What was found in place of the setting that could not be given last, and what was expected; nil when all could.
  var fault: String? { lastFault.last }

  /// The whole number `name`.
  public func int(_ name: String) -> Int? {
    give(name, expected: "a whole number") { if case .int(let value) = $0 { value } else { nil } }
  }

  /// A size: a whole number that a machine could hold.
  public func size(_ name: String) -> Int? {
    give(name, expected: "a whole number from 1 to \(Self.largestSize)") { found -> Int? in
      guard case .int(let value) = found else { return nil }
      return (1...Self.largestSize).contains(value) ? value : nil
    }
  }

  /// The number `name`.
  public func float(_ name: String) -> Float? {
    give(name, expected: "a number") { found in
      switch found {
      case .float(let value): value
      case .int(let value): Float(value)
      case .text, .flag: nil
      }
    }
  }

  /// Yes or no; nil when it is neither.
  public func flag(_ name: String, default value: Bool) -> Bool? {
    guard values[name] != nil else { return value }
    return give(name, expected: "true or false") { if case .flag(let flag) = $0 { flag } else { nil } }
  }

  /// The word `name`.
  public func text(_ name: String) -> String? {
    give(name, expected: "a text") { if case .text(let value) = $0 { value } else { nil } }
  }

  /// The activation function `activation`; linear when there is none.
  public var activation: Activation? {
    guard values["activation"] != nil else { return .linear }
    let known = Activation.allCases.map(\.rawValue).joined(separator: ", ")
    return give("activation", expected: "one of \(known)") { found in
      if case .text(let name) = found { Activation(rawValue: name) } else { nil }
    }
  }

  /// The initialiser `name`, which is `initializer` when there is none.
  func initializer(_ name: String, _ initializer: Initializer) -> Initializer? {
    guard values[name] != nil else { return initializer }
    return give(name, expected: "an initializer like \"\(initializer)\"") { found in
      if case .text(let text) = found { Initializer(text) } else { nil }
    }
  }

  /// What `read` makes of the setting `name`; takes note when that is nothing.
  private func give<Result>(
    _ name: String,
    expected: String,
    _ read: (LayerSetting.Value) -> Result?
  ) -> Result? {
    if let result = values[name].flatMap(read) { return result }
    let found = values[name].map { "\($0)" } ?? "none"
    lastFault.note("setting \"\(name)\": found \(found), expected \(expected)")
    return nil
  }
}

extension LayerSetting.Value: CustomStringConvertible {
  /// As it stands in `model.json`.
  public var description: String {
    switch self {
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .text(let value): "\"\(value)\""
    case .flag(let value): "\(value)"
    }
  }
}

/// What the result of a task follows from: what it reads, and what it was told.
struct TaskFacts: Equatable, Sendable {
  /// Something that a task reads.
  struct Input: Equatable, Sendable {
    /// What it is to the task: `--data`, `raw_tfrecords`.
    var name: String
    /// Where it was found.
    var path: String
    /// What it holds; nil for what can be read only once, a pipe, and is never the same again.
    var fingerprint: String?
  }

  /// Something that a task was told.
  struct Parameter: Equatable, Sendable {
    /// `--seed`, `preprocessing_fn`.
    var name: String
    /// The value as text; of what is long, the fingerprint.
    var value: String
  }

  /// The version of what tasks do. It is raised whenever the same inputs and parameters give other files than before.
  static let currentCodeVersion = 1

  /// By which version of the code.
  var codeVersion = currentCodeVersion
  var inputs: [Input]
  var parameters: [Parameter]
}

extension TaskFacts {
  /// Why a task whose result follows from `earlier` is to be done again to follow from these; none when it need not.
  func reasons(since earlier: TaskFacts) -> [String] {
    guard codeVersion == earlier.codeVersion else { return ["another release of lessons did it"] }
    let gone = earlier.inputs.filter { input in !inputs.contains { $0.name == input.name } }
    return inputs.compactMap { Self.reason($0, earlier.inputs) } + gone.map { "there is no \($0.name) now" }
      + parameters.compactMap { Self.reason($0, earlier.parameters) }
      + earlier.parameters.filter { old in !parameters.contains { $0.name == old.name } }.map {
        "there is no \($0.name) now"
      }
  }

  private static func reason(_ input: Input, _ earlier: [Input]) -> String? {
    guard let old = earlier.first(where: { $0.name == input.name }) else { return "\(input.name) is new" }
    guard let fingerprint = input.fingerprint else { return "\(input.path) can be read only once" }
    guard let oldFingerprint = old.fingerprint else { return "what \(old.path) held is not known" }
    if fingerprint == oldFingerprint { return nil }
    return old.path == input.path
      ? "\(input.path) has changed" : "\(input.path) has other contents than \(old.path)"
  }

  private static func reason(_ parameter: Parameter, _ earlier: [Parameter]) -> String? {
    guard let old = earlier.first(where: { $0.name == parameter.name }) else {
      return "\(parameter.name) is new"
    }
    if old.value == parameter.value { return nil }
    return parameter.name.hasPrefix("--")
      ? "\(parameter.name) is \(parameter.value), and was \(old.value)" : "the \(parameter.name) has changed"
  }
}

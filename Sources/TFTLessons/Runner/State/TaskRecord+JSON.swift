import RawData

extension TaskRecord {
  /// The record as it stands in `task_state.json`.
  var json: JSON {
    .object([
      .init("code_version", .int(facts.codeVersion)),
      .init("inputs", .array(facts.inputs.map(\.json))),
      .init("parameters", .object(facts.parameters.map { .init($0.name, .string($0.value)) })),
      .init("outputs", .array(outputs.map(\.json))),
      .init(
        "result",
        .array(
          result.split(separator: "\n", omittingEmptySubsequences: false).map {
            JSON.string(String($0))
          }
        )
      ),
    ])
  }

  /// The record of such an object; nil when something is missing or of another kind.
  init?(_ json: JSON) {
    guard let version = json["code_version"]?.int, let inputs = json["inputs"]?.array,
      case .object(let parameters)? = json["parameters"], let outputs = json["outputs"]?.array,
      let lines = json["result"]?.array
    else { return nil }
    facts = TaskFacts(
      codeVersion: version,
      inputs: inputs.compactMap(TaskFacts.Input.init),
      parameters: parameters.compactMap { member in
        member.value.string.map { TaskFacts.Parameter(name: member.name, value: $0) }
      }
    )
    self.outputs = outputs.compactMap(Output.init)
    let texts = lines.compactMap(\.string)
    result = texts.joined(separator: "\n")
    guard facts.inputs.count == inputs.count, facts.parameters.count == parameters.count,
      self.outputs.count == outputs.count, texts.count == lines.count
    else { return nil }
  }
}

extension TaskFacts.Input {
  fileprivate var json: JSON {
    let start = [JSON.Member("name", .string(name)), .init("path", .string(path))]
    return .object(start + (fingerprint.map { [.init("fingerprint", .string($0))] } ?? []))
  }

  fileprivate init?(_ json: JSON) {
    guard let name = json["name"]?.string, let path = json["path"]?.string else { return nil }
    self.init(name: name, path: path, fingerprint: json["fingerprint"]?.string)
  }
}

extension TaskRecord.Output {
  fileprivate var json: JSON {
    .object([
      .init("path", .string(path)), .init("size", .int(fingerprint.size)),
      .init("fingerprint", .string(fingerprint.hash)),
    ])
  }

  fileprivate init?(_ json: JSON) {
    guard let path = json["path"]?.string, let size = json["size"]?.int,
      let hash = json["fingerprint"]?.string
    else { return nil }
    self.init(path: path, fingerprint: FileFingerprint(size: size, hash: hash))
  }
}

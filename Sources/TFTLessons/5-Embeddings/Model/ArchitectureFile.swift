import RawData

/// An architecture as it stands in `model.json`.
extension Architecture {
  /// Name, label, loss, inputs and layers.
  var members: [JSON.Member] {
    [
      .init("name", .string(name)), .init("label", .string(label)), .init("loss", .string("\(loss)")),
      .init("inputs", .array(inputs.indices.map { inputs[$0].json(named: Self.inputName($0)) })),
      .init("layers", .array(calls.map(json))),
    ]
  }

  /// All of it on one line: what differs for two architectures that differ.
  package var description: String { JSON.object(members).compactText }

  private func json(_ call: Call) -> JSON {
    let names = call.inputs.map {
      $0 < inputs.count ? Self.inputName($0) : calls[$0 - inputs.count].name
    }
    return .object([
      .init("name", .string(call.name)), .init("class", .string(type(of: call.layer).className)),
      .init("inputs", .strings(names)), .init("settings", .object(call.layer.settings.map(\.member))),
    ])
  }
}

extension ModelInput {
  fileprivate func json(named name: String) -> JSON {
    let start = [JSON.Member("name", .string(name)), .init("features", .strings(features))]
    switch kind {
    case .numbers(let widths): return .object(start + [.init("numbers", .array(widths.map { JSON.int($0) }))])
    case .ids(let steps, let count):
      return .object(start + [.init("steps", .int(steps)), .init("ids", .int(count))])
    }
  }
}

extension LayerSetting {
  fileprivate var member: JSON.Member {
    switch value {
    case .int(let value): JSON.Member(name, .int(value))
    case .float(let value): JSON.Member(name, .float(value))
    case .text(let value): JSON.Member(name, .string(value))
    case .flag(let value): JSON.Member(name, .bool(value))
    }
  }
}

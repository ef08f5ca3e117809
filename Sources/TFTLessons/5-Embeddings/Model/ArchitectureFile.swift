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

  private func json(_ call: Call) -> JSON {
    let names = call.inputs.map {
      $0 < inputs.count ? Self.inputName($0) : calls[$0 - inputs.count].name
    }
    return .object([
      .init("name", .string(call.name)), .init("class", .string(type(of: call.layer).className)),
      .init("inputs", .strings(names)), .init("settings", .object(call.layer.settings.map(\.member))),
    ])
  }

  /// The architecture that a file describes.
  ///
  /// - Throws: `InputError` with the layer that is not as it should be.
  package init(_ json: JSON, path: String) throws(InputError) {
    guard let name = json["name"]?.string, let label = json["label"]?.string,
      let loss = json["loss"]?.string.flatMap(Loss.init), let inputs = json["inputs"]?.array,
      let layers = json["layers"]?.array, !layers.isEmpty
    else {
      throw InputError(
        file: path,
        problem: "expected name, label, loss, inputs and layers as model.json has them"
      )
    }
    var parsed: [ModelInput] = []
    for (index, input) in inputs.enumerated() {
      guard let input = ModelInput(input), !parsed.contains(input) else {
        throw InputError(
          file: path,
          problem:
            "input \(index + 1): found \(input.compactText), expected features and their numbers or ids"
        )
      }
      parsed.append(input)
    }
    self.init(name: name, label: label, loss: loss, inputs: parsed)
    var places = Dictionary(uniqueKeysWithValues: parsed.indices.map { (Self.inputName($0), $0) })
    for (index, layer) in layers.enumerated() { try add(layer, index, &places, path) }
    do { try loss.check(outputShape) } catch { throw InputError(file: path, problem: error.problem) }
  }

  private mutating func add(
    _ json: JSON,
    _ index: Int,
    _ places: inout [String: Int],
    _ path: String
  ) throws(InputError) {
    guard let name = json["name"]?.string, let className = json["class"]?.string,
      let names = json["inputs"]?.array, case let inputs = names.compactMap(\.string),
      inputs.count == names.count,
      let layer = LayerRegistry.layer(className, LayerSettings(json["settings"]))
    else {
      throw InputError(
        file: path,
        problem:
          "layer \(index + 1): found \(json.compactText), expected a layer's name, class, inputs and settings"
      )
    }
    if let unknown = inputs.first(where: { places[$0] == nil }) {
      throw InputError(
        file: path,
        problem: "layer \"\(name)\": found an input \"\(unknown)\", expected one of those before it"
      )
    }
    do {
      places[name] = try add(layer, named: name, inputs: inputs.compactMap { places[$0] })
    } catch {
      throw InputError(file: path, problem: "layer \"\(name)\": \(error.problem)")
    }
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

  fileprivate init?(_ json: JSON) {
    let sizes = 1...(1 << 24)
    guard let names = json["features"]?.array, case let features = names.compactMap(\.string),
      features.count == names.count, !features.isEmpty
    else { return nil }
    if let widths = json["numbers"]?.array?.compactMap(\.int), widths.count == features.count,
      widths.allSatisfy(sizes.contains)
    {
      self.init(features: features, kind: .numbers(widths: widths))
    } else if let steps = json["steps"]?.int, let count = json["ids"]?.int, features.count == 1,
      sizes.contains(steps), sizes.contains(count)
    {
      self.init(features: features, kind: .ids(steps: steps, count: count))
    } else {
      return nil
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

extension LayerSettings {
  /// The settings of a layer as `model.json` has them.
  package init(_ json: JSON?) {
    guard case .object(let members)? = json else {
      self.init([])
      return
    }
    self.init(
      members.compactMap { member in
        if let text = member.value.string { return LayerSetting(member.name, .text(text)) }
        if case .bool(let flag) = member.value { return LayerSetting(member.name, .flag(flag)) }
        if let int = member.value.int { return LayerSetting(member.name, .int(int)) }
        return member.value.float.map { LayerSetting(member.name, .float($0)) }
      }
    )
  }
}

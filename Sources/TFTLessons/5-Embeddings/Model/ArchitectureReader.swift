import RawData

/// An architecture read from `model.json`.
extension Architecture {
  /// The architecture that a file describes.
  ///
  /// - Parameter layers: layers of the user's that it may name, beside ours.
  /// - Throws: `InputError` with the setting that is not as it should be.
  package init(_ json: JSON, layers own: [any Layer.Type] = [], path: String) throws(InputError) {
    let reader = MemberReader(json: json, place: "", path: path)
    let (name, label) = (try reader.text("name"), try reader.text("label"))
    let loss = try reader.value("loss", expected: "one of \(Loss.names)") { $0.string.flatMap(Loss.init) }
    let (inputs, layers) = (try reader.array("inputs"), try reader.array("layers"))
    guard !layers.isEmpty else { throw reader.failure("found no layers, expected one or more") }
    var parsed: [ModelInput] = []
    for (index, input) in inputs.enumerated() {
      let reader = MemberReader(json: input, place: "input \(index + 1): ", path: path)
      let input = try ModelInput(reader)
      guard !parsed.contains(input) else {
        throw reader.failure("found the features and numbers of an input before it, expected others")
      }
      parsed.append(input)
    }
    self.init(name: name, label: label, loss: loss, inputs: parsed)
    var places = Dictionary(uniqueKeysWithValues: parsed.indices.map { (Self.inputName($0), $0) })
    for (index, layer) in layers.enumerated() {
      try add(MemberReader(json: layer, place: "layer \(index + 1): ", path: path), own, &places)
    }
    do { try loss.check(outputShape) } catch { throw InputError(file: path, problem: error.problem) }
  }

  private mutating func add(
    _ unnamed: MemberReader,
    _ own: [any Layer.Type],
    _ places: inout [String: Int]
  ) throws(InputError) {
    let name = try unnamed.text("name")
    var reader = unnamed
    reader.place = "layer \"\(name)\": "
    let className = try reader.text("class")
    let inputs = try reader.texts("inputs")
    if let member = LayerSettings.unreadable(in: reader.json["settings"]) {
      throw reader.failure(
        "setting \"\(member.name)\": found \(member.value.compactText), expected a number, a text, true or false"
      )
    }
    if let unknown = inputs.first(where: { places[$0] == nil }) {
      throw reader.failure("found an input \"\(unknown)\", expected one of those before it")
    }
    do throws(ModelError) {
      let layer = try LayerRegistry.layer(className, LayerSettings(reader.json["settings"]), own: own)
      places[name] = try add(layer, named: name, inputs: inputs.compactMap { places[$0] })
    } catch {
      throw reader.failure(error.problem)
    }
  }
}

/// Reads the members of an object in `model.json`; what is not as it should be is named.
private struct MemberReader {
  let json: JSON
  /// Where in the file the object is: `layer "dense": `.
  var place: String
  let path: String

  func failure(_ problem: String) -> InputError { InputError(file: path, problem: place + problem) }

  /// What `read` makes of the member `name`.
  func value<Value>(
    _ name: String,
    expected: String,
    _ read: (JSON) -> Value?
  ) throws(InputError) -> Value {
    if let value = json[name].flatMap(read) { return value }
    let found = json[name].map { quoted($0) } ?? "none"
    throw failure("\"\(name)\": found \(found), expected \(expected)")
  }

  func text(_ name: String) throws(InputError) -> String {
    try value(name, expected: "a text") { $0.string }
  }

  func array(_ name: String) throws(InputError) -> [JSON] {
    try value(name, expected: "a list") { $0.array }
  }

  func texts(_ name: String) throws(InputError) -> [String] {
    try value(name, expected: "a list of texts") { json in
      guard let values = json.array, case let texts = values.compactMap(\.string) else { return nil }
      return texts.count == values.count ? texts : nil
    }
  }

  /// A value on one line, cut where it is long.
  private func quoted(_ json: JSON) -> String {
    let text = json.compactText
    return text.count > 60 ? text.prefix(60) + "..." : text
  }
}

extension ModelInput {
  private static let sizes = 1...(1 << 24)

  fileprivate init(_ reader: MemberReader) throws(InputError) {
    let features = try reader.texts("features")
    guard !features.isEmpty else { throw reader.failure("\"features\": found none, expected one or more") }
    let size = "a whole number from 1 to \(Self.sizes.upperBound)"
    if reader.json["numbers"] != nil {
      let expected = "a list of \(features.count), one for each feature, each \(size)"
      let widths = try reader.value("numbers", expected: expected) { json -> [Int]? in
        let widths = json.array?.compactMap(\.int).filter(Self.sizes.contains)
        return widths?.count == features.count && json.array?.count == features.count ? widths : nil
      }
      self.init(features: features, kind: .numbers(widths: widths))
    } else {
      guard features.count == 1 else {
        throw reader.failure("\"numbers\": found none, expected a list of \(features.count), each \(size)")
      }
      func number(_ name: String) throws(InputError) -> Int {
        try reader.value(name, expected: size) { $0.int.flatMap { Self.sizes.contains($0) ? $0 : nil } }
      }
      self.init(features: features, kind: .ids(steps: try number("steps"), count: try number("ids")))
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
    self.init(members.compactMap { member in Self.value(member.value).map { LayerSetting(member.name, $0) } })
  }

  /// The first member that can be no setting.
  fileprivate static func unreadable(in json: JSON?) -> JSON.Member? {
    guard case .object(let members)? = json else { return nil }
    return members.first { value($0.value) == nil }
  }

  private static func value(_ json: JSON) -> LayerSetting.Value? {
    if let text = json.string { return .text(text) }
    if case .bool(let flag) = json { return .flag(flag) }
    if let int = json.int { return .int(int) }
    return json.float.map { .float($0) }
  }
}

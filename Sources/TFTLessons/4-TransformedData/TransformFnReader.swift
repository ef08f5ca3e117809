import Preprocessing
import RawData

extension TransformFn {
  /// Reads `transform_fn.json`.
  ///
  /// - Throws: `FileError` when it cannot be read; `InputError` when it is not such a file, is of a newer version, or
  ///   names a step or an operation that does not exist.
  public init(contentsOf path: String) throws {
    let json = try JSON.read(path)
    try json.checkFormat(Self.format, version: Self.formatVersion, path: path)
    var reader = StepReader(path: path)
    try reader.read(json)
    try self.init(steps: reader.steps, outputs: reader.outputs)
  }
}

/// Builds steps from the elements of `transform_fn.json`.
private struct StepReader {
  let path: String
  private(set) var steps: [Step] = []
  private(set) var outputs: [OutputFeature] = []
  private var indices: [String: Int] = [:]

  init(path: String) {
    self.path = path
  }

  mutating func read(_ json: JSON) throws {
    try readSection("inputs", of: json) { try $0.readInput($1, $2) }
    try readSection("analyses", of: json) { try $0.readAnalysis($1, $2) }
    try readSection("operations", of: json) { try $0.readOperation($1, $2) }
    try readSection("outputs", of: json) { try $0.readOutput($1, $2) }
  }

  private mutating func readSection(
    _ name: String,
    of json: JSON,
    _ read: (inout StepReader, JSON, _ place: String) throws -> Void
  ) throws {
    guard let elements = json[name]?.array else { throw error(name, "expected a list") }
    for (position, element) in elements.enumerated() { try read(&self, element, "\(name)[\(position)]") }
  }

  private mutating func readInput(_ json: JSON, _ place: String) throws {
    guard let spec = FeatureSpec(json) else { throw error(place, "expected a name and a type") }
    try add(
      Step(name: spec.name, kind: .input(spec), inputs: [], type: spec.type, domain: spec.domain),
      place
    )
  }

  /// What an analysis was computed from no longer matters: its result is a constant now.
  private mutating func readAnalysis(_ json: JSON, _ place: String) throws {
    guard let name = json["name"]?.string, let analyzer = json["analyzer"]?.string,
      let source = json["of"]?.string,
      let result = json["result"].flatMap(FeatureValues.init)
    else { throw error(place, "expected a name, an analyzer, what it is of, and a result") }
    let kind = Step.Kind.analysis(analyzer: analyzer, source: source, result: result)
    try add(Step(name: name, kind: kind, inputs: [], type: result.type, location: location(json)), place)
  }

  private mutating func readOperation(_ json: JSON, _ place: String) throws {
    guard let name = json["name"]?.string, let operation = json["operation"]?.string,
      let type = json["type"]?.string.flatMap(FeatureType.init(rawValue:)), case .object(let members) = json
    else { throw error(place, "expected a name, an operation and a type") }
    let inputs = try (json["inputs"]?.array ?? []).map { try resolve($0, place) }
    let parameters = members.compactMap { member in FeatureValues(member.value).map { (member.name, $0) } }
    let mapper = try mapper(operation, Dictionary(parameters) { $1 }, place)
    let types = inputs.map { steps[$0].type }
    guard mapper.accepts(types) else {
      throw error(
        place,
        "\(operation) cannot work on inputs of types [\(types.map(\.rawValue).joined(separator: ", "))]"
      )
    }
    let domain = json["domain"].flatMap(FeatureSpec.IntDomain.init)
    guard json["domain"] == nil || domain != nil else { throw error(place, "expected a domain like [0, 99]") }
    try add(
      Step(
        name: name,
        kind: .mapper(mapper),
        inputs: inputs,
        type: type,
        domain: domain,
        location: location(json)
      ),
      place
    )
  }

  private func mapper(_ name: String, _ parameters: [String: FeatureValues], _ place: String) throws
    -> any Mapper
  {
    do throws(RowError) {
      return try MapperRegistry.mapper(name, parameters: parameters)
    } catch {
      throw self.error(place, error.problem)
    }
  }

  private mutating func readOutput(_ json: JSON, _ place: String) throws {
    guard let name = json["name"]?.string, let value = json["value"] else {
      throw error(place, "expected a name and a value")
    }
    guard !outputs.contains(where: { $0.name == name }) else {
      throw error(place, "the name \"\(name)\" is used twice")
    }
    outputs.append(OutputFeature(name: name, step: try resolve(value, place)))
  }

  private func location(_ json: JSON) -> SourceLocation? {
    json["at"]?.string.flatMap(SourceLocation.init)
  }

  private mutating func resolve(_ json: JSON, _ place: String) throws -> Int {
    if let values = FeatureValues(json) {
      steps.append(Step(name: "", kind: .constant(values), inputs: [], type: values.type))
      return steps.count - 1
    }
    guard let name = json.string, let index = indices[name] else {
      throw error(place, "found \(json.compactText), expected the name of a step above it or a constant")
    }
    return index
  }

  private mutating func add(_ step: Step, _ place: String) throws {
    guard indices.updateValue(steps.count, forKey: step.name) == nil else {
      throw error(place, "the name \"\(step.name)\" is used twice")
    }
    steps.append(step)
  }

  private func error(_ place: String, _ problem: String) -> InputError {
    InputError(file: path, problem: "\(place): \(problem)")
  }
}

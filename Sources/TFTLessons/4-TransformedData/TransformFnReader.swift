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
    try self.init(steps: reader.steps, outputs: reader.outputs, assetKeys: reader.assetKeys)
  }
}

/// Builds steps from the elements of `transform_fn.json`.
private struct StepReader {
  let path: String
  private(set) var steps: [Step] = []
  private(set) var outputs: [OutputFeature] = []
  private(set) var assetKeys: [String: String] = [:]
  private var indices: [String: Int] = [:]

  init(path: String) {
    self.path = path
  }

  mutating func read(_ json: JSON) throws {
    try readSection("inputs", of: json) { try $0.readInput($1, $2) }
    try readSection("analyses", of: json) { try $0.readAnalysis($1, $2) }
    try readSection("operations", of: json) { try $0.readOperation($1, $2) }
    try readSection("outputs", of: json) { try $0.readOutput($1, $2) }
    guard let keys = json["asset_keys"] else { return }
    guard case .object(let members) = keys else { throw error("asset_keys", "expected an object") }
    for member in members {
      guard let fileName = member.value.string else {
        throw error(
          "asset_keys",
          "found \(member.value.compactText), expected the name of a vocabulary's file"
        )
      }
      assetKeys[member.name] = fileName
    }
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
      Step(
        name: spec.name,
        kind: .input(spec),
        inputs: [],
        type: spec.type,
        domain: spec.domain,
        shape: spec.shape
      ),
      place
    )
  }

  /// What an analysis was computed from no longer matters: its results are constants now.
  private mutating func readAnalysis(_ json: JSON, _ place: String) throws {
    guard let name = json["name"]?.string, let analyzer = json["analyzer"]?.string,
      let source = json["of"]?.string, let (names, results, asset) = try readResults(json, place),
      let first = results.first
    else { throw error(place, "expected a name, an analyzer, what it is of, and a result") }
    var analysis = Step.Analysis(analyzer: analyzer, source: source, resultNames: names, asset: asset)
    analysis.results = results
    analysis.notices = json["notices"]?.array?.compactMap(\.string) ?? []
    let index = steps.count
    let width = ColumnShape.fixed(width: max(1, first.valueCount))
    try add(
      Step(
        name: name,
        kind: .analysis(analysis),
        inputs: [],
        type: first.type,
        location: location(json),
        shape: width
      ),
      place
    )
    guard results.count > 1 else { return }
    for (part, values) in results.enumerated() {
      let step = Step(
        name: "\(name).\(names[part])",
        kind: .part(part),
        inputs: [index],
        type: values.type,
        location: location(json),
        shape: .fixed(width: max(1, values.valueCount))
      )
      try add(step, place)
    }
  }

  /// The results of an analysis by name: of one, of several, or of a file.
  private func readResults(_ json: JSON, _ place: String) throws
    -> (names: [String], values: [FeatureValues], asset: Asset?)?
  {
    if let fileName = json["asset"]?.string {
      guard let format = json["format"]?.string.flatMap(Asset.Format.init(rawValue:)) else {
        throw error(
          place,
          "expected a format: \(Asset.Format.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      let asset = Asset(fileName: fileName, format: format, key: json["asset_key"]?.string)
      let hasFrequencies = json["has_frequencies"] == .bool(true)
      let file = try AssetFile(asset, besides: path, hasFrequencies: hasFrequencies)
      return (hasFrequencies ? ["tokens", "frequencies"] : ["tokens"], file.results, asset)
    }
    if let result = json["result"].flatMap(FeatureValues.init) { return (["result"], [result], nil) }
    guard case .object(let members)? = json["results"] else { return nil }
    let values = members.compactMap { FeatureValues($0.value) }
    return values.count == members.count ? (members.map(\.name), values, nil) : nil
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
        location: location(json),
        shape: mapper.shape(of: inputs.map { steps[$0].shape })
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
      let shape = ColumnShape.fixed(width: max(1, values.valueCount))
      steps.append(Step(name: "", kind: .constant(values), inputs: [], type: values.type, shape: shape))
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

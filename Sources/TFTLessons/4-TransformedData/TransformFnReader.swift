import Preprocessing
import RawData

extension TransformFn {
  /// Reads `transform_fn.json`.
  ///
  /// - Throws: `FileError` when it cannot be read; `InputError` when it is not such a file, is of a newer version,
  ///   names a step or an operation that does not exist, or has a constant that cannot be; the error names the step.
  public init(contentsOf path: String) throws {
    let json = try JSON.read(path)
    try json.checkFormat(Self.format, version: Self.formatVersion, path: path)
    var reader = StepReader(path: path)
    try reader.read(json)
    do {
      try self.init(steps: reader.steps, outputs: reader.outputs, assetKeys: reader.assetKeys)
    } catch let error as OperationError {
      // An operation says what it cannot work with; where its tokens stand, only their file can say.
      for file in reader.steps.assetFiles { try file.checkTokens(besides: path) }
      throw error
    }
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
    for (position, element) in elements.enumerated() {
      try read(&self, element, Self.place(of: element, name, position))
    }
  }

  /// A step by its name: `operation "log_1"`; one that has none by its number: `operations[0]`.
  private static func place(of element: JSON, _ section: String, _ position: Int) -> String {
    let kinds = ["inputs": "input", "analyses": "analysis", "operations": "operation", "outputs": "output"]
    guard let name = element["name"]?.string, let kind = kinds[section] else {
      return "\(section)[\(position)]"
    }
    return "\(kind) \(quoted(name.utf8))"
  }

  /// The text that is the member `name`.
  private func text(_ name: String, of json: JSON, _ place: String) throws -> String {
    guard let value = json[name] else { throw error(place, "\(name) is missing, expected a text") }
    guard let text = value.string else {
      throw error(place, "\(name): found \(value.shortText), expected a text")
    }
    return text
  }

  private func constant(_ json: JSON, _ place: String) throws -> FeatureValues {
    do throws(ConstantProblem) { return try FeatureValues(constant: json) } catch {
      throw self.error(place, error.description)
    }
  }

  private mutating func readInput(_ json: JSON, _ place: String) throws {
    guard let spec = FeatureSpec(json) else {
      throw error(
        place,
        "found \(json.shortText), expected something like {\"name\": \"x\", \"type\": \"float32\"}"
      )
    }
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
    let (name, analyzer) = (try text("name", of: json, place), try text("analyzer", of: json, place))
    let source = try text("of", of: json, place)
    let (names, results, asset) = try readResults(json, place)
    guard let first = results.first else { throw error(place, "results: found none, expected one or more") }
    try checkExtremes(zip(names, results), place)
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
    -> (names: [String], values: [FeatureValues], asset: Asset?)
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
    if let result = json["result"] { return (["result"], [try constant(result, "\(place): result")], nil) }
    guard case .object(let members)? = json["results"] else {
      throw error(place, "expected a result, results by their names, or an asset")
    }
    let values = try members.map { try constant($0.value, "\(place): results: \($0.name)") }
    return (members.map(\.name), values, nil)
  }

  /// A minimum above its maximum would be taken for that of a column without values, and quietly scaled otherwise.
  private func checkExtremes(_ results: Zip2Sequence<[String], [FeatureValues]>, _ place: String) throws {
    let byName = Dictionary(results.map { ($0, $1) }) { first, _ in first }
    guard case .float32(let minima)? = byName["min"]?.storage,
      case .float32(let maxima)? = byName["max"]?.storage
    else { return }
    for (low, high) in zip(minima, maxima) where low > high && (low, high) != (.infinity, -.infinity) {
      throw error(
        place,
        "found a min of \(low) and a max of \(high), expected a min that is not above the max"
      )
    }
  }

  private mutating func readOperation(_ json: JSON, _ place: String) throws {
    guard case .object(let members) = json else {
      throw error(place, "found \(json.shortText), expected an object")
    }
    let (name, operation) = (try text("name", of: json, place), try text("operation", of: json, place))
    let typeName = try text("type", of: json, place)
    guard let type = FeatureType(rawValue: typeName) else {
      let known = FeatureType.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(place, "type: found \(quoted(typeName.utf8)), expected one of \(known)")
    }
    let inputs = try (json["inputs"]?.array ?? []).enumerated().map {
      try resolve($1, "\(place): inputs[\($0)]")
    }
    let parameters = try members.compactMap { member -> (String, FeatureValues)? in
      guard !Self.operationMembers.contains(member.name) else { return nil }
      return (member.name, try constant(member.value, "\(place): \(member.name)"))
    }
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

  /// What is no parameter of an operation.
  private static let operationMembers: Set = ["name", "operation", "inputs", "type", "domain", "at"]

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
    if case .object = json {
      let values = try constant(json, place)
      let shape = ColumnShape.fixed(width: max(1, values.valueCount))
      steps.append(Step(name: "", kind: .constant(values), inputs: [], type: values.type, shape: shape))
      return steps.count - 1
    }
    guard let name = json.string, let index = indices[name] else {
      throw error(place, "found \(json.shortText), expected the name of a step above it or a constant")
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

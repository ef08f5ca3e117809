import Preprocessing
import RawData

/// What a preprocessing function has built: its steps in order, and which of them need a full pass over the data.
public struct PreprocessingGraph: Sendable {
  var steps: [Step]
  let outputs: [OutputFeature]
  let analyzers: [Int: any Analyzer]
  /// More names of files of tokens, by name.
  let assetKeys: [String: String]

  /// Calls `preprocessingFn` once, with the features of `schema` as columns.
  ///
  /// - Parameters:
  ///   - schema: the raw features.
  ///   - sample: a few raw rows, whose values columns then show when the function prints them.
  ///   - preprocessingFn: says what the features are, as columns made from columns.
  /// - Throws: `OperationError` when the function asks for a feature that does not exist or gives two files the same name,
  ///   and whatever it throws.
  public init(schema: Schema, sample: Batch? = nil, _ preprocessingFn: PreprocessingFn) throws {
    let scope = GraphScope()
    let outputs = try GraphScope.$current.withValue(scope) {
      try preprocessingFn(Inputs(schema: schema, sample: sample)).outputs
    }
    var order = StepOrder(schema: schema)
    self.outputs = outputs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, output in
      OutputFeature(name: name, step: order.add(output.node, usedAt: output.location))
    }
    // In the order in which they were made, as TFT has them.
    for node in scope.assets { _ = order.add(node, usedAt: nil) }
    steps = order.steps
    analyzers = order.analyzers
    assetKeys = scope.assetKeys
    try steps.checkAssets()
  }
}

extension PreprocessingGraph {
  /// The raw features that some analyzer needs, sorted by name. TFT: `get_analyze_input_columns`.
  public var analyzeInputColumns: [String] { inputColumns(of: analyzers.keys.flatMap { steps[$0].inputs }) }

  /// The raw features that the transformed ones need once every analysis is done, sorted by name.
  /// TFT: `get_transform_input_columns`.
  public var transformInputColumns: [String] {
    var filled = steps
    for index in analyzers.keys {
      // Known results, whatever they are: what only led to them is not needed.
      guard case .analysis(var analysis) = filled[index].kind else { continue }
      analysis.results = []
      filled[index].kind = .analysis(analysis)
    }
    return Self.inputColumns(of: outputs.map(\.step), among: filled)
  }

  private func inputColumns(of targets: [Int]) -> [String] { Self.inputColumns(of: targets, among: steps) }

  private static func inputColumns(of targets: [Int], among steps: [Step]) -> [String] {
    steps.inputSchema(steps.needed(for: targets)).features.map(\.name).sorted()
  }
}

/// Puts nodes into an order in which every node comes after its inputs.
private struct StepOrder {
  private let schema: Schema
  private var indices: [ObjectIdentifier: Int] = [:]
  private var counts: [String: Int] = [:]
  private(set) var steps: [Step] = []
  private(set) var analyzers: [Int: any Analyzer] = [:]

  init(schema: Schema) {
    self.schema = schema
  }

  /// Adds `node` after all it depends on; its index.
  ///
  /// An operator such as `+` cannot know its line, so it takes that of the first step or output that uses it.
  mutating func add(_ node: Node, usedAt location: SourceLocation?) -> Int {
    if let index = indices[ObjectIdentifier(node)] { return index }
    let location = node.location ?? location
    let inputs = node.inputs.map { add($0, usedAt: location) }
    var step = Step(
      name: "",
      kind: .constant(FeatureValues([Float]())),
      inputs: inputs,
      type: node.type,
      domain: node.domain,
      location: location,
      shape: node.shape
    )
    switch node.kind {
    case .input(let name):
      step.name = name
      step.kind = .input(schema[name] ?? FeatureSpec(name, node.type))
      step.location = nil
    case .constant(let values):
      step.kind = .constant(values)
    case .analyzer(let analyzer):
      step.name = uniqueName(analyzer.name)
      let source = inputs.map(steps.describe).joined(separator: ", ")
      step.kind = .analysis(
        Step.Analysis(
          analyzer: analyzer.name,
          source: source,
          resultNames: analyzer.resultNames,
          asset: analyzer.asset
        )
      )
      analyzers[steps.count] = analyzer
    case .part(let part):
      step.kind = .part(part)
    case .file(let asset, let values):
      step.name = uniqueName("vocabulary_file")
      var analysis = Step.Analysis(
        analyzer: "vocabulary_file",
        source: asset.fileName,
        resultNames: ["tokens"],
        asset: asset
      )
      analysis.results = [values]
      step.kind = .analysis(analysis)
    case .mapper(let mapper):
      step.name = uniqueName(mapper.name)
      step.kind = .mapper(mapper)
    }
    indices[ObjectIdentifier(node)] = steps.count
    steps.append(step)
    return steps.count - 1
  }

  private mutating func uniqueName(_ operation: String) -> String {
    repeat {
      counts[operation, default: 0] += 1
    } while schema["\(operation)_\(counts[operation] ?? 0)"] != nil
    return "\(operation)_\(counts[operation] ?? 0)"
  }
}

extension [Step] {
  /// Refuses two analyses whose files would have the same name: one would take the other's place.
  fileprivate func checkAssets() throws(OperationError) {
    var owners: [String: Int] = [:]
    for index in indices {
      guard let asset = self[index].analysis?.asset else { continue }
      let fileName = AssetFile(asset: asset, results: []).fileName
      guard let owner = owners.updateValue(index, forKey: fileName) else { continue }
      let place = self[owner].location.map { " at \($0)" } ?? ""
      throw OperationError(
        location: self[index].location,
        operation: describe(index),
        problem: "found the file name \"\(fileName)\", which is that of \(describe(owner))\(place)"
      )
    }
  }
}

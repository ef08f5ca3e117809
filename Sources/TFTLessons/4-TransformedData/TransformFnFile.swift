import Preprocessing
import RawData

extension [Step] {
  /// The files of tokens, in the order of their analyses.
  var assetFiles: [AssetFile] {
    compactMap { step in
      guard let analysis = step.analysis, let asset = analysis.asset else { return nil }
      return AssetFile(asset: asset, results: analysis.results ?? [])
    }
  }
}

extension TransformFn {
  static let format = "tftlessons.transform_fn"
  static let formatVersion = 1

  /// Writes `transform_fn.json`: inputs, what the analyses found, operations in order, outputs. It may be edited by hand.
  /// Results that have a file of their own go to `transform_fn/assets` beside it.
  ///
  /// - Throws: `FileError`.
  public func write(to path: String) throws {
    let used = written
    let analyses = used.filter { steps[$0].analysis != nil }
    let operations = used.filter { if case .mapper = steps[$0].kind { true } else { false } }
    var members: [JSON.Member] = [
      .init("format", .string(Self.format)),
      .init("format_version", .int(Self.formatVersion)),
      .init("inputs", .array(inputSchema.features.map(\.json))),
      .init("analyses", .array(analyses.map(analysisJSON))),
      .init("operations", .array(operations.map(operationJSON))),
      .init(
        "outputs",
        .array(
          outputs.map { .object([.init("name", .string($0.name)), .init("value", reference($0.step))]) }
        )
      ),
    ]
    let keys = assetKeys.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
    if !keys.isEmpty { members.append(.init("asset_keys", .object(keys))) }
    for asset in assets { try asset.write(besides: path) }
    try OutputFile.write(JSON.object(members).text, to: path)
  }

  /// The files of tokens, in the order of their analyses.
  var assets: [AssetFile] { written.map { steps[$0] }.assetFiles }

  /// The steps that outputs need, and those with a file of their own.
  var written: [Int] {
    steps.needed(for: outputs.map(\.step) + steps.indices.filter { steps[$0].analysis?.asset != nil })
  }

  private func analysisJSON(_ index: Int) -> JSON {
    guard let analysis = steps[index].analysis, let results = analysis.results else { return .null }
    var members: [JSON.Member] = [
      .init("name", .string(steps[index].name)), .init("analyzer", .string(analysis.analyzer)),
      .init("of", .string(analysis.source)),
    ]
    if let asset = analysis.asset {
      members.append(.init("asset", .string(asset.fileName)))
      members.append(.init("format", .string(asset.format.rawValue)))
      if asset.key != asset.fileName { members.append(.init("asset_key", .string(asset.key))) }
      if analysis.resultNames.count > 1 { members.append(.init("has_frequencies", .bool(true))) }
    } else if analysis.resultNames.count == 1 {
      members.append(.init("result", results[0].json))
    } else {
      let named = zip(analysis.resultNames, results).map { JSON.Member($0, $1.json) }
      members.append(.init("results", .object(named)))
    }
    if !analysis.notices.isEmpty { members.append(.init("notices", .strings(analysis.notices))) }
    return .object(members + locationJSON(index))
  }

  private func operationJSON(_ index: Int) -> JSON {
    guard case .mapper(let mapper) = steps[index].kind else { return .null }
    var members: [JSON.Member] = [
      .init("name", .string(steps[index].name)), .init("operation", .string(mapper.name)),
      .init("inputs", .array(steps[index].inputs.map(reference))),
      .init("type", .string(steps[index].type.rawValue)),
    ]
    members += mapper.parameters.map { .init($0.name, $0.value.json) }
    if let domain = steps[index].domain { members.append(.init("domain", domain.json)) }
    return .object(members + locationJSON(index))
  }

  /// A step by its name, a constant by its value.
  private func reference(_ index: Int) -> JSON {
    if case .constant(let values) = steps[index].kind { return values.json }
    return .string(steps.label(index))
  }

  private func locationJSON(_ index: Int) -> [JSON.Member] {
    steps[index].location.map { [.init("at", .string($0.description))] } ?? []
  }
}

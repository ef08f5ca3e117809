import Preprocessing
import RawData

extension TransformFn {
  static let format = "tftlessons.transform_fn"
  static let formatVersion = 1

  /// Writes `transform_fn.json`: inputs, what the analyses found, operations in order, outputs. It may be edited by hand.
  ///
  /// - Throws: `FileError`.
  public func write(to path: String) throws {
    let used = steps.needed(for: outputs.map(\.step))
    let analyses = used.filter { steps[$0].isAnalysis }
    let operations = used.filter { if case .mapper = steps[$0].kind { true } else { false } }
    let document = JSON.object([
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
    ])
    try OutputFile.write(document.text, to: path)
  }

  private func analysisJSON(_ index: Int) -> JSON {
    guard case .analysis(let analyzer, let source, let result) = steps[index].kind else { return .null }
    return .object(
      [
        .init("name", .string(steps[index].name)), .init("analyzer", .string(analyzer)),
        .init("of", .string(source)),
        .init("result", result?.json ?? .null),
      ] + locationJSON(index)
    )
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
    return .string(steps[index].name)
  }

  private func locationJSON(_ index: Int) -> [JSON.Member] {
    steps[index].location.map { [.init("at", .string($0.description))] } ?? []
  }
}

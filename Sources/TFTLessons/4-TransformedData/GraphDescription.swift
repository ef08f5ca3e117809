import RawData

extension PreprocessingGraph {
  /// Each transformed feature and the expression that makes it.
  package func describeOutputs() -> [(name: String, expression: String)] {
    outputs.map { ($0.name, steps.describe($0.step)) }
  }

  /// Each operation, outermost function first, and the line that made it.
  package func describeOperations() -> [(name: String, location: String)] {
    steps.indices.compactMap { index in
      guard case .mapper = steps[index].kind else { return nil }
      return (steps.describe(index), steps[index].location.map { "\($0)" } ?? "")
    }
  }

  /// Each analysis, with the line that made it.
  package func describeAnalyses() -> [String] { steps.describeAnalyses() }
}

extension TransformFn {
  /// Each analysis with its result.
  package func describeAnalyses() -> [String] { steps.describeAnalyses() }
}

extension [Step] {
  fileprivate func describeAnalyses() -> [String] {
    indices.compactMap { index in
      guard let analysis = self[index].analysis else { return nil }
      let results = (analysis.results ?? []).enumerated().map { position, values in
        let name = analysis.resultNames.count == 1 ? "" : "\(analysis.resultNames[position]) "
        return "\(name)\(values.summary)"
      }
      let found = results.isEmpty ? "" : " = \(results.joined(separator: ", "))"
      let location = self[index].location.map { "\($0)" } ?? "?"
      return "\(self[index].name): \(describe(index))\(found), made at \(location)"
    }
  }
}

extension FeatureValues {
  /// The first few values, and how many there are in all.
  fileprivate var summary: String {
    let shown = (0..<min(valueCount, 12)).map(text).joined(separator: ", ")
    if valueCount == 1 { return shown }
    return valueCount <= 12 ? "[\(shown)]" : "[\(shown), ... \(valueCount) in all]"
  }
}

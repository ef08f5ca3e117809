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

  /// Each analysis, with its result where it has one, and the line that made it.
  package func describeAnalyses(withLocations: Bool = true) -> [String] {
    steps.describeAnalyses(withLocations: withLocations)
  }
}

extension TransformFn {
  /// Each analysis with its result, and the line that made it.
  package func describeAnalyses() -> [String] { steps.describeAnalyses(withLocations: true) }

  /// Each analysis by its name, with its result.
  package func describeFindings() -> [String] {
    steps.compactMap { step in step.analysis.map { "\(step.name)\($0.findings)" } }
  }
}

extension Step.Analysis {
  /// The results, after an equal sign; nothing before the pass.
  fileprivate var findings: String {
    let results = (results ?? []).enumerated().map { position, values in
      let name = resultNames.count == 1 ? "" : "\(resultNames[position]) "
      return "\(name)\(values.summary)"
    }
    return results.isEmpty ? "" : " = \(results.joined(separator: ", "))"
  }
}

extension [Step] {
  fileprivate func describeAnalyses(withLocations: Bool) -> [String] {
    indices.compactMap { index in
      guard let analysis = self[index].analysis else { return nil }
      let place = withLocations ? ", made at \(self[index].location.map { "\($0)" } ?? "?")" : ""
      return "\(self[index].name): \(describe(index))\(analysis.findings)\(place)"
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

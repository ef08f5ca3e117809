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
    indices.filter { self[$0].isAnalysis }.map { index in
      let result = self[index].constant.map { values in
        " = [\((0..<values.valueCount).map(values.text).joined(separator: ", "))]"
      }
      return
        "\(self[index].name): \(describe(index))\(result ?? ""), made at \(self[index].location.map { "\($0)" } ?? "?")"
    }
  }
}

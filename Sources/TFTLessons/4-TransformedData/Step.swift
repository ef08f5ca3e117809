import Preprocessing
import RawData

/// One step of a preprocessing graph, in an order in which every step comes after its inputs.
struct Step: Sendable {
  enum Kind: Sendable {
    /// A raw feature.
    case input(FeatureSpec)
    /// Values that are the same for every row, written in the program.
    case constant(FeatureValues)
    /// Values that are the same for every row, found by a full pass over the data.
    case analysis(Analysis)
    /// One of the results of the analysis that is the only input, by its index.
    case part(Int)
    /// A computation row by row.
    case mapper(any Mapper)
  }

  /// What a full pass over the data is to find, or has found.
  struct Analysis: Sendable {
    /// The analyzer's name.
    var analyzer: String
    /// What was analyzed: `log(fare_amount)`.
    var source: String
    /// The names of its results.
    var resultNames: [String]
    /// The file that holds the results; nil when `transform_fn.json` does.
    var asset: Asset?
    /// One for each name; nil before the pass.
    var results: [FeatureValues]?
    /// What a user should know of the results.
    var notices: [String] = []
  }

  /// Unique among the steps; a raw feature's own name for an input, empty for a constant.
  var name: String
  var kind: Kind
  /// The indices of the steps whose results this one works on.
  var inputs: [Int]
  var type: FeatureType
  var domain: FeatureSpec.IntDomain?
  /// The line of the program that made it.
  var location: SourceLocation?

  /// Whether its values are the same for every row and known without running anything.
  var isKnown: Bool {
    switch kind {
    case .constant: true
    case .analysis(let analysis): analysis.results != nil
    case .input, .part, .mapper: false
    }
  }

  /// Whether it waits for a full pass over the data.
  var isWaiting: Bool {
    if case .analysis(let analysis) = kind { analysis.results == nil } else { false }
  }

  /// What a full pass finds, for such a step.
  var analysis: Analysis? {
    if case .analysis(let analysis) = kind { analysis } else { nil }
  }

  /// How many values each row of its result has.
  var shape: ColumnShape
}

/// A transformed feature: its name, and the step whose result it is.
struct OutputFeature: Sendable {
  var name: String
  var step: Int
}

extension [Step] {
  /// The indices of `targets` and all that they are computed from, ascending. What only led to a known constant is not
  /// among them.
  func needed(for targets: some Sequence<Int>) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: count)
    for target in targets { isNeeded[target] = true }
    for index in indices.reversed() where isNeeded[index] && !self[index].isKnown {
      for input in self[index].inputs { isNeeded[input] = true }
    }
    return indices.filter { isNeeded[$0] }
  }

  /// The raw features among the steps `selected`.
  func inputSchema(_ selected: some Sequence<Int>) -> Schema {
    Schema(
      selected.compactMap { index in
        if case .input(let spec) = self[index].kind { spec } else { nil }
      }
    )
  }

  /// The values of a step that are the same for every row and known without running a mapper.
  func constant(_ index: Int) -> FeatureValues? {
    switch self[index].kind {
    case .constant(let values): return values
    case .analysis(let analysis): return analysis.results?.first
    case .part(let part):
      guard let results = self[self[index].inputs[0]].analysis?.results, part < results.count else {
        return nil
      }
      return results[part]
    case .input, .mapper: return nil
    }
  }

  /// The step as it is named in errors: `divide(add(pickup_longitude, 78.0), 8.0)`.
  func describe(_ index: Int) -> String {
    ExpressionText.text(of: index) { form(of: $0) { self[$0].inputs } }
  }

  /// The same without what was found by analyses: `scale_to_0_1(x)`.
  func describeVarying(_ index: Int) -> String {
    ExpressionText.text(of: index) { step in
      form(of: step) { self[$0].inputs.filter { constant($0) == nil } }
    }
  }

  /// How a step is written; a mapper with the operands that `operands` gives it.
  private func form(of index: Int, _ operands: (Int) -> [Int]) -> ExpressionForm<Int> {
    switch self[index].kind {
    case .input(let spec): return ExpressionForm(name: spec.name)
    case .constant(let values): return ExpressionForm(constant: values)
    case .analysis(let analysis): return ExpressionForm("\(analysis.analyzer)(", text: analysis.source, ")")
    case .part(let part):
      let source = self[index].inputs[0]
      return ExpressionForm("", [source], ".\(self[source].analysis?.resultNames[part] ?? "\(part)")")
    case .mapper(let mapper): return ExpressionForm("\(mapper.name)(", operands(index), ")")
    }
  }
}

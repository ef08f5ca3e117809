import Preprocessing
import RawData

/// One step of a preprocessing graph, in an order in which every step comes after its inputs.
struct Step: Sendable {
  enum Kind: Sendable {
    /// A raw feature.
    case input(FeatureSpec)
    /// Values that are the same for every row, written in the program.
    case constant(FeatureValues)
    /// Values that are the same for every row, found by a full pass over the data; nil before that pass. `source` says
    /// what was analyzed.
    case analysis(analyzer: String, source: String, result: FeatureValues?)
    /// A computation row by row.
    case mapper(any Mapper)
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

  /// The values, when they are the same for every row and known.
  var constant: FeatureValues? {
    switch kind {
    case .constant(let values), .analysis(_, _, .some(let values)): values
    default: nil
    }
  }

  var isAnalysis: Bool {
    if case .analysis = kind { true } else { false }
  }
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
    for index in indices.reversed() where isNeeded[index] && self[index].constant == nil {
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

  /// The step as it is named in errors: `divide(add(pickup_longitude, 78.0), 8.0)`.
  func describe(_ index: Int) -> String {
    let inputs = self[index].inputs.map(describe).joined(separator: ", ")
    switch self[index].kind {
    case .input(let spec): return spec.name
    case .constant(let values): return (0..<values.valueCount).map(values.text).joined(separator: " ")
    case .analysis(let analyzer, let source, _): return "\(analyzer)(\(source))"
    case .mapper(let mapper): return "\(mapper.name)(\(inputs))"
    }
  }
}

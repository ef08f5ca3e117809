import Preprocessing
import RawData

/// Analyses that one accumulator serves: of the same columns, and of what it remembers of them.
///
/// `mean(x)`, `variance(x)` and `scaleToZScore(x)` are one group, and so is an analysis that the program asks for twice.
struct AnalysisGroup: Sendable {
  private struct Member: Sendable {
    let step: Int
    let analyzer: any Analyzer
  }

  /// In the order of their steps; at least one.
  private var members: [Member]
  /// The steps that the first analysis works on. Those of the others compute the same.
  let inputs: [Int]
  /// What the analyses are of, with their parameters: the same in another process.
  let identity: String

  /// The step of the first analysis.
  var first: Int { members[0].step }

  /// An accumulator that has seen nothing.
  func makeAccumulator() -> any Accumulator { members[0].analyzer.makeAccumulator() }

  /// For each analysis the accumulator that answers it, when `accumulator` has seen the data: the first one's own.
  func accumulators(from accumulator: any Accumulator) -> [(step: Int, any Accumulator)] {
    members.enumerated().map { position, member in
      guard position > 0 else { return (member.step, accumulator) }
      var own = member.analyzer.makeAccumulator()
      own.merge(any: accumulator)
      return (member.step, own)
    }
  }
}

extension AnalysisGroup {
  private struct Key: Hashable {
    let accumulator: ObjectIdentifier
    let parameters: String
    let inputs: [Int]
  }

  /// The analyses among the steps `indices` of `graph`, in groups.
  static func groups(of indices: [Int], _ graph: PreprocessingGraph) -> [AnalysisGroup] {
    let identities = StepIdentities(graph.steps, graph.analyzers)
    var groups: [AnalysisGroup] = []
    var positions: [Key: Int] = [:]
    for index in indices {
      guard let analyzer = graph.analyzers[index] else { continue }
      let inputs = graph.steps[index].inputs
      let key = Key(
        accumulator: ObjectIdentifier(type(of: analyzer.makeAccumulator())),
        parameters: analyzer.accumulatorParameters.text,
        inputs: inputs.map { identities.representatives[$0] }
      )
      if let position = positions[key] {
        groups[position].members.append(Member(step: index, analyzer: analyzer))
        continue
      }
      positions[key] = groups.count
      let description = graph.steps.describe(index)
      // Of what is too long to be written, the text alone would not tell.
      let digest = description.contains(ExpressionText<Int>.ellipsis) ? " #\(identities.digests[index])" : ""
      groups.append(
        AnalysisGroup(
          members: [Member(step: index, analyzer: analyzer)],
          inputs: inputs,
          identity: description + analyzer.parameters.text + digest
        )
      )
    }
    return groups
  }
}

extension Accumulator {
  /// Takes in all that an accumulator of the same type has seen.
  mutating func merge(any other: any Accumulator) {
    guard let other = other as? Self else {
      preconditionFailure("an accumulator of \(Self.self) met one of \(type(of: other))")
    }
    merge(other)
  }
}

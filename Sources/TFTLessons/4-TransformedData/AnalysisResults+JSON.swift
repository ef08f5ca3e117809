import Preprocessing
import RawData

extension AnalysisPhase.Results {
  /// What a phase of `graph` has found, for another process: `[{"analysis": "min_max_1", "results": [...]}]`.
  package func json(_ graph: PreprocessingGraph) -> JSON {
    .array(
      results.map { index, result in
        let members: [JSON.Member] = [
          .init("analysis", .string(graph.steps[index].name)),
          .init("results", .array(result.values.map(\.json))),
        ]
        return .object(members + (result.notices.isEmpty ? [] : [.init("notices", .strings(result.notices))]))
      }
    )
  }

  /// Reads what `json` has written of the next phase of `graph`.
  ///
  /// - Throws: `StateError` when it has written something else.
  package init(_ json: JSON, of graph: PreprocessingGraph) throws(StateError) {
    let waiting = graph.readySteps
    guard let found = json.array, found.count == waiting.count else {
      throw StateError("found \(json.array?.count ?? 0) results, expected \(waiting.count)")
    }
    let places = Dictionary(uniqueKeysWithValues: waiting.map { (graph.steps[$0].name, $0) })
    var results: [(index: Int, result: (values: [FeatureValues], notices: [String]))] = []
    for result in found {
      guard let name = result["analysis"]?.string, let index = places[name],
        let values = result["results"]?.array,
        values.count == graph.steps[index].analysis?.resultNames.count
      else {
        throw StateError("found \(result.shortText), expected the results of an analysis of this phase")
      }
      do throws(ConstantProblem) {
        var constants: [FeatureValues] = []
        for value in values { constants.append(try FeatureValues(constant: value)) }
        results.append((index, (constants, result["notices"]?.array?.compactMap(\.string) ?? [])))
      } catch {
        throw StateError("\(name): \(error)")
      }
    }
    guard Set(results.map(\.index)).count == waiting.count else {
      throw StateError("found an analysis twice, expected each once")
    }
    self.init(results: results)
  }
}

extension PreprocessingGraph {
  /// How many passes over the data it needs.
  package var phaseCount: Int {
    var (graph, count) = (self, 0)
    while case let ready = graph.readySteps, !ready.isEmpty {
      for index in ready {
        guard case .analysis(var analysis) = graph.steps[index].kind else { continue }
        // Known results, whatever they are.
        analysis.results = []
        graph.steps[index].kind = .analysis(analysis)
      }
      count += 1
    }
    return count
  }

  /// The transform, when every result is known.
  ///
  /// - Throws: `OperationError` when an operation cannot work with its constants.
  package func transformFn() throws -> TransformFn {
    try TransformFn(steps: steps, outputs: outputs, assetKeys: assetKeys)
  }
}

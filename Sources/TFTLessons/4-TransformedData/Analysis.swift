import Preprocessing
import RawData

extension PreprocessingGraph {
  /// Opens the data once more from the start, with only the features of the schema it is given.
  public typealias OpenData = (Schema) throws -> any BatchReader

  /// Runs every analyzer over the data and fills in what they find.
  ///
  /// Analyzers that depend only on raw features share the first pass; an analyzer of an analyzed column waits for the
  /// next one. Raw features that no analyzer needs are not read.
  ///
  /// - Parameters:
  ///   - threads: how many batches are analyzed at once; the result does not depend on it.
  ///   - openData: opens the raw data at its first row, to read these features; called once for each phase.
  /// - Throws: whatever reading throws, and `OperationError` when an operation fails on a row.
  public func analyze(
    threads: Int = Parallelism.processorCount,
    _ openData: OpenData
  ) throws -> TransformFn {
    var graph = self
    // snippet: pass
    while let phase = try graph.nextPhase() {
      var reader = try openData(phase.inputSchema)
      graph.fill(try phase.analyzing(&reader, threads: threads))
    }
    // end: pass
    return try graph.transformFn()
  }

  /// The analyses that can run now, in one pass: those without a result, none of whose inputs waits for another one. Nil
  /// when every result is known.
  ///
  /// - Throws: `OperationError` when an operation cannot work with the constants found so far.
  public func nextPhase() throws -> AnalysisPhase? {
    let ready = readySteps
    return ready.isEmpty ? nil : try AnalysisPhase(self, ready)
  }

  /// The analyses of the next phase.
  var readySteps: [Int] {
    let waiting = steps.indices.filter { steps[$0].isWaiting }
    return waiting.filter { index in
      !steps.needed(for: steps[index].inputs).contains { steps[$0].isWaiting }
    }
  }

  /// Takes in what a phase has found.
  public mutating func fill(_ found: AnalysisPhase.Results) {
    for (index, result) in found.results {
      guard case .analysis(var analysis) = steps[index].kind else { continue }
      analysis.results = result.values
      analysis.notices = result.notices
      steps[index].kind = .analysis(analysis)
    }
  }
}

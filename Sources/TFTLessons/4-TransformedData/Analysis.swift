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
  /// - Throws: whatever reading throws, and `OperationError` when an operation fails on a row.
  public func analyze(_ openData: OpenData) throws -> TransformFn {
    var steps = steps
    // snippet: pass
    while let phase = nextPhase(of: steps) {
      let executor = try StepExecutor(steps, targets: phase.flatMap { steps[$0].inputs })
      var reader = try openData(executor.inputSchema)
      var accumulators = phase.compactMap { analyzers[$0]?.makeAccumulator() }
      var firstRow = 0
      while let batch = try reader.next() {
        let results = try executor.run(batch, firstRow: firstRow)
        for (position, index) in phase.enumerated() {
          accumulators[position].add(steps[index].inputs.compactMap { results[$0] })
        }
        firstRow += batch.rowCount
      }
      for (index, accumulator) in zip(phase, accumulators) {
        guard case .analysis(let analyzer, let source, _) = steps[index].kind else { continue }
        steps[index].kind = .analysis(analyzer: analyzer, source: source, result: accumulator.finish())
      }
    }
    // end: pass
    return try TransformFn(steps: steps, outputs: outputs)
  }

  /// The analyses that can run now: those without a result, none of whose inputs waits for another one.
  private func nextPhase(of steps: [Step]) -> [Int]? {
    let waiting = steps.indices.filter { steps[$0].isAnalysis && steps[$0].constant == nil }
    let ready = waiting.filter { index in
      !steps.needed(for: steps[index].inputs).contains { steps[$0].isAnalysis && steps[$0].constant == nil }
    }
    return ready.isEmpty ? nil : ready
  }
}

import Preprocessing
import RawData
import TransformedData

/// The one figure of an analysis of fares.
struct FareAnalysis {
  let graph: PreprocessingGraph

  init(_ figure: @escaping @Sendable (Column<Float>) -> Column<Float>) throws {
    graph = try PreprocessingGraph(schema: Schema([FeatureSpec("fare_amount", .float32)])) { inputs in
      var outputs = Outputs()
      outputs["figure"] = figure(try inputs.float("fare_amount"))
      return outputs
    }
  }

  /// An analysis that has seen nothing.
  func empty() throws -> AnalysisPhase {
    guard let phase = try graph.nextPhase() else {
      throw OperationError(location: nil, operation: "figure", problem: "found no analyzer, expected one")
    }
    return phase
  }

  /// The figure that `phase` has found.
  func figure(_ phase: AnalysisPhase) throws -> String {
    var graph = graph
    graph.fill(try phase.finish())
    let transformFn = try graph.analyze { _ in BatchesInMemory([]) }
    let row = Batch(rowCount: 1, names: ["fare_amount"], columns: [FeatureValues([0] as [Float])])
    return try transformFn.transform(row)["figure"]?.text(at: 0) ?? ""
  }
}

import Preprocessing
import RawData
import TaxiFare
import TransformedData

/// The distance of a ride, scaled: by all rides, or by those of its batch alone.
struct DistanceScaler {
  /// Training rows, as many as an example needs.
  let rows: Batch
  /// Scales by the statistics of `rows`.
  let fitted: TransformFn
  private let graph: PreprocessingGraph

  init(_ run: PipelineRun) throws {
    let rows = try run.rowsInMemory(run.options.data)
    let graph = try PreprocessingGraph(schema: run.pipeline.schema, taxiDistances)
    self.rows = rows
    self.graph = graph
    fitted = try graph.analyze { _ in BatchesInMemory([rows]) }
  }

  // snippet: own-statistics
  /// Every batch scaled by an analysis of that batch alone.
  func scaledByOwnStatistics(_ batches: [Batch]) throws -> [Batch] {
    try batches.map { try scaled($0, byStatisticsOf: $0) }
  }

  /// A batch scaled by an analysis of other rows.
  func scaled(_ batch: Batch, byStatisticsOf rows: Batch) throws -> Batch {
    try graph.analyze(threads: 1) { _ in BatchesInMemory([rows]) }.transform(batch)
  }
  // end: own-statistics
}

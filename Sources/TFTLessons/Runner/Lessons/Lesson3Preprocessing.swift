import Drawing
import RawData
import TaxiFare
import TransformedData

extension Lesson {
  static let preprocessing = Lesson(
    number: 3,
    title: "The preprocessing_fn",
    summary: "A function on columns that do not exist yet.",
    cells: [
      Cell("outputs", "Called once, the function builds a recipe for every transformed feature.") { run in
        let graph = try graph(of: run)
        return graph.describeOutputs().map { "\($0.name) = \($0.expression)" }.joined(separator: "\n")
      },
      Cell("lines", "Every operation knows the line that made it; errors will name it.") { run in
        let graph = try graph(of: run)
        var table = TextTable(columns: [("operation", .left), ("made at", .left)])
        for operation in graph.describeOperations().prefix(8) {
          table.addRow([operation.name, operation.location])
        }
        return table.render()
      },
      Cell("full-passes", "Some numbers can only come from all rows: these need a full pass over the data.") {
        run in
        try graph(of: run).describeAnalyses().joined(separator: "\n")
      },
    ] + (batchStatistics + merging + language + TaxiExample.families.map { Cell($0) }).map(\.onTaxiColumns)
  )

  private static func graph(of run: PipelineRun) throws -> PreprocessingGraph {
    try run.trace.span("preprocessing_fn") {
      try PreprocessingGraph(schema: run.pipeline.schema, run.pipeline.preprocessingFn)
    }
  }
}

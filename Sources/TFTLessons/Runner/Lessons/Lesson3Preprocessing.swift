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
      .here(3),
      Cell("outputs", "Called once, the function builds a recipe for every transformed feature.") { run in
        let graph = try graph(of: run)
        return graph.describeOutputs().map { "\($0.name) = \($0.expression)" }.joined(separator: "\n")
      },
      Cell("lines", "Every operation knows the line that made it; errors will name it.") { run in
        let graph = try graph(of: run)
        var table = TextTable(columns: [("operation", .left), ("made at", .left)])
        let operations = graph.describeOperations()
        for operation in operations.prefix(8) { table.addRow([operation.name, operation.location]) }
        let rest = operations.count - 8
        return table.render() + (rest > 0 ? "... and \(rest) more operations" : "")
      },
      Cell(
        "values",
        "The function step by step, and what each step makes of the first rides. Only the first batch is analyzed for it."
      ) { run in
        try AnnotatedSource(graph(of: run), sample: run.firstBatch(), rows: 3).text
      },
      Cell("full-passes", "Some numbers can only come from all rows: these need a full pass over the data.") {
        run in
        try graph(of: run).describeAnalyses().joined(separator: "\n")
      },
      Cell("columns", "Which columns the two passes need: what they do not need is never parsed.") { run in
        let graph = try graph(of: run)
        return """
          get_analyze_input_columns:   \(graph.analyzeInputColumns.joined(separator: ", "))
          get_transform_input_columns: \(graph.transformInputColumns.joined(separator: ", "))
          """
      },
    ]
      + (batchStatistics + merging + language + unfitted + TaxiExample.families.map { Cell($0) }).map(
        \.onTaxiColumns
      )
  )

  private static func graph(of run: PipelineRun) throws -> PreprocessingGraph {
    try run.trace.span("preprocessing_fn") {
      try PreprocessingGraph(schema: run.pipeline.schema, run.pipeline.preprocessingFn)
    }
  }
}

extension PipelineRun {
  /// The first batch of the training file.
  fileprivate func firstBatch() throws -> Batch {
    var reader = try openCSV(options.data)
    guard let batch = try reader.next() else {
      throw InputError(file: options.data, problem: "found no rows, expected one or more")
    }
    return batch
  }
}

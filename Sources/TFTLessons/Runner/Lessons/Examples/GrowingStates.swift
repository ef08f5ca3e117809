import Drawing
import Preprocessing
import RawData
import TransformedData

/// How many bytes analyses remember of few and of many rows.
struct GrowingStates {
  /// The first row that the table tells of is one file's, the last all files'.
  private static let fileCounts = [1, 2, 4]

  // snippet: growing
  /// Analyses by name: what grows with the rows, what with their variety, and what not at all.
  private static let analyses: [(name: String, function: @Sendable (Inputs) throws -> Outputs)] = [
    ("min_max(passenger_count)", { outputs(scaleTo01(try $0.float("passenger_count"))) }),
    ("moments(fare_amount)", { outputs(scaleToZScore(try $0.float("fare_amount"))) }),
    ("quantiles(fare_amount)", { outputs(try bucketize(try $0.float("fare_amount"), buckets: 10)) }),
    ("vocabulary(month)", { outputs(try computeAndApplyVocabulary(try month($0))) }),
    ("vocabulary(key)", { outputs(try computeAndApplyVocabulary(try $0.string("key"))) }),
  ]
  // end: growing

  private static func outputs<Scalar>(_ column: Column<Scalar>) -> Outputs {
    var outputs = Outputs()
    outputs["x"] = column
    return outputs
  }

  private static func month(_ inputs: Inputs) throws -> Column<String> {
    try substring(inputs.string("pickup_datetime"), position: 0, length: 7)
  }

  /// A row for each analysis, a column for each number of rows.
  static func table(_ made: MadeShards, schema: Schema) throws -> String {
    var table = TextTable(
      columns: [("analysis", .left)] + fileCounts.map { ("\($0 * MadeShards.rides) rows", .right) }
    )
    for analysis in analyses {
      let graph = try PreprocessingGraph(schema: schema, analysis.function)
      table.addRow(
        [analysis.name] + (try fileCounts.map { "\(try size(of: graph, made, files: $0))" })
      )
    }
    return table.render()
  }

  private static func size(of graph: PreprocessingGraph, _ made: MadeShards, files: Int) throws -> Int {
    guard let phase = try graph.nextPhase() else { return 0 }
    var reader: any BatchReader = try CSVReader(
      paths: (0..<files).map { "\(made.directory)/rides/\(MadeShards.name($0))" },
      schema: phase.inputSchema,
      extraColumns: .ignored
    )
    return try phase.adding(&reader, threads: Parallelism.processorCount).phase.encode().count
  }
}

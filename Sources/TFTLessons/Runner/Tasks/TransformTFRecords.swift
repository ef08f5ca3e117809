import Drawing
import Preprocessing
import RawData
import TFRecords
import TransformedData

extension PipelineRun {
  /// Analyzes the raw records, transforms them, and writes the transformed records and `transform_output`.
  func transformTFRecords() throws -> String {
    let graph = try trace.span("preprocessing_fn") { try self.graph() }
    // The raw records are the rows of the CSV file, one for one.
    return try writeTransformedRecords(graph, DataFiles(options.data).paths)
  }

  private func writeTransformedRecords(_ graph: PreprocessingGraph, _ csvPaths: [String]) throws -> String {
    try OutputDirectory.write(to: directory.transformedRecords) { staging in
      let transformFn = try locatingErrors(in: csvPaths, header: options.header) {
        try trace.span("analyze") { try graph.analyze { try openCountedRawRecords($0) } }
      }
      onNotices(transformFn.notices)
      let shards = try ShardedRecords.shards(in: directory.rawRecords)
      let rows = try trace.span("transform") {
        let rows = try writeShards(
          of: shards,
          in: staging,
          names: transformFn.outputSchema.features.map(\.name),
          csvPaths: csvPaths,
          countingRows: { try ShardedRecords.recordCount(of: shards) },
          { TransformedReader(ExampleReader(paths: $0, schema: transformFn.inputSchema), transformFn) }
        )
        trace.add(rows: rows, bytes: try ShardedRecords.size(of: directory.rawRecords))
        return rows
      }
      let missing = try trace.span("write_transform_output") {
        try FittedFiles(directory: staging).write(transformFn)
      }
      onNotices(missing)
      let features = transformFn.outputSchema.features.count
      let result =
        "\(shardNames(in: "transformed_tfrecords", shardLayout(of: shards.count).count)): \(rows) records of \(features) features"
      return ([result] + transformFn.notices + missing).joined(separator: "\n")
    }
  }

  /// The fitted transform that `transform_tfrecords` has left.
  func readTransformFn() throws -> TransformFn {
    try TransformOutput.read(directory.transformOutput)
  }

  /// The first record before and after.
  func viewTransformedSampleData() throws -> String {
    let transformFn = try readTransformFn()
    var raw = try openRawRecords(pipeline.schema)
    var transformed = try openTransformedRecords(transformFn.outputSchema)
    guard let before = try raw.rows(upTo: 1).first, let after = try transformed.rows(upTo: 1).first else {
      return "no records"
    }
    return BeforeAndAfter(before: before, after: after, transformFn).text
  }

  /// One row as a table: feature, tensor (dtype and shape), value.
  static func table(of row: Batch) -> String {
    var table = TextTable(columns: [("feature", .left), ("tensor", .left), ("value", .left)])
    for feature in row.describeRow(0) { table.addRow([feature.name, feature.tensor, feature.values]) }
    return table.render()
  }
}

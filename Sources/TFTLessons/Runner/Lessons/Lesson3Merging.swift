import Drawing
import Preprocessing
import RawData
import TaxiFare
import TransformedData

extension Lesson {
  /// What an analyzer has to remember so that shards can be analyzed apart.
  static let merging: [Cell] = [
    Cell("merge", "Three shards analyzed apart, sent as bytes, and merged.") { run in
      try MeanOfShards(run.fares(), sizes: [500, 2500, 5000]).table
    },
    Cell("pass", "The same as a picture: a full pass and its merge.") { run in
      let means = try MeanOfShards(run.fares(), sizes: [500, 2500, 5000])
      return try run.write([("merge.svg", means.svg)], to: "3-pass")
    },
    Cell("sum-order", "The sum of the same fares, in four orders.") { run in
      let fares = try run.fares()
      var table = TextTable(
        columns: [("fares added up", .left), ("in float32", .right), ("by our analyzer", .right)]
      )
      for order in SumOrder.allCases {
        let shards = order.shards(of: fares)
        table.addRow([order.rawValue, "\(SumOrder.plainSum(shards))", try SumOrder.analyzedSum(shards)])
      }
      return table.render()
    },
    Cell("phases", "An analyzer of an analyzed column waits for a second pass.") { run in
      try run.perform(.writeRawTFRecords)
      var graph = try PreprocessingGraph(schema: run.pipeline.schema, taxiUnusualFares)
      var lines = ["before:"] + graph.describeAnalyses(withLocations: false)
      var passes = 0
      while var phase = try graph.nextPhase() {
        var reader = try run.openRawRecords(phase.inputSchema)
        try reader.forEachBatch { try phase.add($0) }
        graph.fill(try phase.finish())
        passes += 1
        let names = phase.inputSchema.features.map(\.name).joined(separator: " and ")
        lines.append("\nafter pass \(passes), over \(names):")
        lines += graph.describeAnalyses(withLocations: false)
      }
      return lines.joined(separator: "\n")
    },
  ]
}

extension PipelineRun {
  /// The fares of the first training rows, and nothing else.
  func fares() throws -> Batch {
    let rows = try rowsInMemory(options.data)
    return Batch(
      rowCount: rows.rowCount,
      names: ["fare_amount"],
      columns: rows["fare_amount"].map { [$0] } ?? []
    )
  }
}

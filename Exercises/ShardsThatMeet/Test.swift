import Foundation
import TFTLessons
import Testing

@Suite struct ShardsThatMeet {
  static let data =
    String(#filePath.dropLast("Exercises/ShardsThatMeet/Test.swift".count)) + "data/taxi-train.csv"

  private func rides() throws -> Batch {
    var reader = try CSVReader(path: Self.data, schema: taxiSchema, batchSize: 10_000)
    return try #require(try reader.next())
  }

  /// Two passes: the range of the distances from the mean waits for the mean.
  private func graph() throws -> PreprocessingGraph {
    try PreprocessingGraph(schema: taxiSchema) { inputs in
      let fare = try inputs.float("fare_amount")
      var outputs = Outputs()
      outputs["unusual"] = scaleTo01(abs(fare - mean(fare)))
      outputs["bucket"] = try bucketize(fare, buckets: 4)
      return outputs
    }
  }

  private func text(_ graph: PreprocessingGraph, _ rides: Batch) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("transform-\(UUID()).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try graph.analyze { _ in Once(batch: rides) }.write(to: path)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func `the shards together are all of the data`() throws {
    let all = try rides()
    let expected = try text(try graph(), all)
    let shards = [all.slice(0..<500), all.slice(500..<3000), all.slice(3000..<8000)]
    for order in [shards, shards.reversed()] {
      let merged = try analyzed(try graph(), order)
      #expect(try merged.nextPhase() == nil, "a pass is still to be made")
      // Nothing is left to analyze: the rides are not read.
      #expect(try text(merged, all.slice(0..<0)) == expected, "the numbers found are not those of all rides")
    }
  }
}

struct Once: BatchReader {
  var batch: Batch?
  mutating func next() -> Batch? {
    defer { batch = nil }
    return batch
  }
}

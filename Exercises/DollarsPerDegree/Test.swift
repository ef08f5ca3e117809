import TFTLessons
import Testing

@Suite struct DollarsPerDegree {
  /// 5 and 3 dollars: mean 4, deviation 1, by hand.
  @Test func `a ride of no distance has the score 0 and moves no other`() throws {
    let rides = Batch(
      rowCount: 4,
      names: ["fare", "distance"],
      columns: [FeatureValues([10, 12, 5, 50] as [Float]), FeatureValues([2, 4, 0, 0] as [Float])]
    )
    let schema = Schema([FeatureSpec("fare", .float32), FeatureSpec("distance", .float32)])
    let graph = try PreprocessingGraph(schema: schema, { try dollarsPerDegree($0) })
    let transformFn = try graph.analyze { _ in Once(batch: rides) }
    guard case .float32(let scores)? = try transformFn.transform(rides)["score"]?.storage else {
      Issue.record("there is no float32 output \"score\"")
      return
    }
    #expect(Array(scores[2...]) == [0, 0], "a score of 0 is expected where there is no distance")
    #expect(
      Array(scores[..<2]) == [1, -1],
      "5 and 3 dollars have the mean 4 and the deviation 1, whatever stands beside them"
    )
  }
}

struct Once: BatchReader {
  var batch: Batch?
  mutating func next() -> Batch? {
    defer { batch = nil }
    return batch
  }
}

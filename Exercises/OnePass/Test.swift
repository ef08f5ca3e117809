import TFTLessons
import Testing

@Suite struct OnePass {
  /// Mean 10004, variance (9 + 1 + 0 + 16) / 4 = 6.5, by hand.
  static let rows = Batch(
    rowCount: 4,
    names: ["x"],
    columns: [FeatureValues([10001, 10003, 10004, 10008] as [Float])]
  )

  @Test func `the scores take one pass`() throws {
    var graph = try PreprocessingGraph(schema: Schema([FeatureSpec("x", .float32)])) { try zScore($0) }
    var passes = 0
    while var phase = try graph.nextPhase() {
      passes += 1
      try phase.add(Self.rows)
      graph.fill(try phase.finish())
    }
    #expect(passes == 1, "each pass reads all of the data once more")
  }

  @Test func `the scores are right`() throws {
    let graph = try PreprocessingGraph(schema: Schema([FeatureSpec("x", .float32)])) { try zScore($0) }
    let transformFn = try graph.analyze { _ in Once(batch: Self.rows) }
    guard case .float32(let scores)? = try transformFn.transform(Self.rows)["score"]?.storage else { return }
    for (score, distance) in zip(scores, [-3, -1, 0, 4] as [Float]) {
      let expected = distance / (6.5 as Float).squareRoot()
      #expect(abs(score - expected) < 1e-5, "found \(score), expected \(expected)")
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

import Testing

@testable import Embeddings

/// How good predictions are.
@Suite("Lesson 5: metrics", .tags(.lesson5))
struct Lesson5MetricsTests {
  @Test func `the errors of known predictions`() {
    let metrics = RegressionMetrics(predictions: [1, 2, 3], labels: [1, 4, 6])
    #expect((metrics.rmse - 2.081_665_999_466_132_8).magnitude < 1e-12)  // sqrt((0 + 4 + 9) / 3)
    #expect((metrics.mae - 5.0 / 3).magnitude < 1e-12)
    #expect(
      RegressionMetrics(predictions: [], labels: []) == RegressionMetrics(predictions: [2], labels: [2])
    )
  }
}

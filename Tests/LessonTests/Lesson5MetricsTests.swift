import RawData
import Testing

@testable import Embeddings

/// How good predictions are.
@Suite("Lesson 5: metrics", .tags(.lesson5))
struct Lesson5MetricsTests {
  // Errors 0, 2, 3: squares add up to 13. The labels' mean is 11/3, their squares about it 38/3.
  @Test func `the errors of known predictions`() {
    let metrics = RegressionMetrics(predictions: [1, 2, 3], labels: [1, 4, 6])
    #expect((metrics.rmse - 2.081_665_999_466_132_8).magnitude < 1e-12)  // sqrt(13 / 3)
    #expect((metrics.mae - 5.0 / 3).magnitude < 1e-12)
    #expect((metrics.r2 - (1 - 13 / (38.0 / 3))).magnitude < 1e-12)
    #expect(
      RegressionMetrics(predictions: [], labels: []) == RegressionMetrics(predictions: [2], labels: [2])
    )
  }

  @Test func `R2 is 1 for the labels, 0 for their mean, and 0 where there is nothing to explain`() {
    let labels: [Float] = [1, 4, 7, 8]
    #expect(RegressionMetrics(predictions: labels, labels: labels).r2 == 1)
    #expect(RegressionMetrics(predictions: [5, 5, 5, 5], labels: labels).r2 == 0)
    #expect(RegressionMetrics(predictions: [8, 7, 4, 1], labels: labels).r2 < 0)
    #expect(RegressionMetrics(predictions: [1, 2], labels: [3, 3]).r2 == 0)
  }

  // The example of scikit-learn's roc_auc_score: 0.75.
  @Test func `accuracy and AUC of known scores`() {
    let metrics = ClassificationMetrics(scores: [0.1, 0.4, 0.35, 0.8], threshold: 0.5, labels: [0, 0, 1, 1])
    #expect(metrics.auc == 0.75 && metrics.accuracy == 0.75)
    let logits = ClassificationMetrics(scores: [-1, 2, -0.5, 3], threshold: 0, labels: [0, 0, 1, 1])
    #expect(logits.auc == 0.75 && logits.accuracy == 0.5)
  }

  @Test func `the threshold itself is class 0`() {
    #expect(ClassificationMetrics(scores: [0.5, 0.5], threshold: 0.5, labels: [0, 1]).accuracy == 0.5)
  }

  @Test func `AUC is nil where all labels are the same, and accuracy 0 where there are none`() {
    #expect(ClassificationMetrics(scores: [0.1, 0.9], threshold: 0.5, labels: [1, 1]).auc == nil)
    #expect(ClassificationMetrics(scores: [0.1, 0.9], threshold: 0.5, labels: [0, 0]).auc == nil)
    let none = ClassificationMetrics(scores: [], threshold: 0.5, labels: [])
    #expect(none.auc == nil && none.accuracy == 0)
  }

  // Every pair of a positive and a negative example, by the definition: ties count half.
  @Test(arguments: 1...20)
  func `AUC is the share of pairs in the right order`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let scores = (0..<50).map { _ in Float(generator.next(below: 12)) / 8 }
    let labels = (0..<50).map { _ in Float(generator.next(below: 2)) }
    let positives = zip(scores, labels).filter { $1 == 1 }.map(\.0)
    let negatives = zip(scores, labels).filter { $1 == 0 }.map(\.0)
    let points = positives.map { positive in
      negatives.reduce(0.0) { $0 + (positive > $1 ? 1 : positive == $1 ? 0.5 : 0) }
    }
    let expected = points.reduce(0, +) / Double(positives.count * negatives.count)
    let found = try #require(ClassificationMetrics(scores: scores, threshold: 0.5, labels: labels).auc)
    #expect((found - expected).magnitude < 1e-12)
  }

  @Test func `of many classes, the largest score counts, the first of equal ones`() {
    let scores = Matrix(rows: 4, columns: 3, elements: [0.1, 0.7, 0.2, 5, 5, 1, -3, -2, -1, 0, 0, 0])
    let metrics = ClassificationMetrics(classScores: scores, labels: [1, 0, 1, 0])
    #expect(metrics.accuracy == 0.75 && metrics.auc == nil)
  }

  @Test func `a loss says which metrics suit it`() {
    let output = Matrix(rows: 2, columns: 1, elements: [0.2, 0.7])
    let cases: [(Loss, [String])] = [
      (.meanSquaredError, ["rmse", "mae", "r2"]), (.huber(), ["rmse", "mae", "r2"]),
      (.binaryCrossentropy(), ["accuracy", "auc"]),
      (.binaryCrossentropy(fromLogits: true), ["accuracy", "auc"]),
    ]
    for (loss, names) in cases {
      #expect(Metrics(loss, output, labels: [0, 1]).named.map(\.name) == names)
    }
    let scores = Matrix(rows: 1, columns: 3, elements: [1, 2, 3])
    #expect(Metrics(.sparseCategoricalCrossentropy(), scores, labels: [2]).named.map(\.name) == ["accuracy"])
    // 0.2 is class 0 as a probability, class 1 as a logit.
    #expect(Metrics(.binaryCrossentropy(), output, labels: [0, 1]).named[0].value == 1)
    #expect(Metrics(.binaryCrossentropy(fromLogits: true), output, labels: [0, 1]).named[0].value == 0.5)
  }
}

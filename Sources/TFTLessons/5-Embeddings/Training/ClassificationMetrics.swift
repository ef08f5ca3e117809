/// How often predicted classes are right.
public struct ClassificationMetrics: Equatable, Sendable {
  /// The part of the examples whose class is right.
  public var accuracy: Double
  /// The probability that an example of class 1 scores above one of class 0, equal scores counting half: the area under
  /// the ROC curve, exactly. Nil for more than two classes, when all labels are the same, and when a score is NaN.
  public var auc: Double?

  init(accuracy: Double, auc: Double?) {
    (self.accuracy, self.auc) = (accuracy, auc)
  }

  /// Those of two classes: a score above `threshold` means class 1.
  init(scores: [Float], threshold: Float, labels: [Float]) {
    let right = zip(scores, labels).count { ($0 > threshold) == ($1 == 1) }
    accuracy = Double(right) / Double(max(1, labels.count))
    auc = Self.areaUnderCurve(scores, labels)
  }

  /// Those of many classes: the largest of a row's scores is the prediction, the first of equal ones. Scores that are NaN predict
  /// nothing, and are never right.
  init(classScores: Matrix, labels: [Float]) {
    let right = zip(classScores.largestColumns, labels).count { $0 == Int($1) }
    accuracy = Double(right) / Double(max(1, labels.count))
  }

  /// From the ranks of the positive examples (Mann and Whitney, 1947).
  private static func areaUnderCurve(_ scores: [Float], _ labels: [Float]) -> Double? {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let positives = labels.count { $0 == 1 }
    let negatives = labels.count - positives
    guard positives > 0, negatives > 0, !scores.contains(where: \.isNaN) else { return nil }
    var (rankSum, start) = (0.0, 0)
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let rank = Double(start + 1 + end) / 2
      rankSum += rank * Double(order[start..<end].count { labels[$0] == 1 })
      start = end
    }
    let least = Double(positives) * Double(positives + 1) / 2
    return (rankSum - least) / (Double(positives) * Double(negatives))
  }
}

extension Matrix {
  /// The column of the largest number in each row, the first of equal ones; nil where one is NaN.
  var largestColumns: [Int?] {
    (0..<rows).map { row in
      var largest: Int? = columns > 0 ? 0 : nil
      for column in 0..<columns {
        guard !self[row, column].isNaN else { return nil }
        if let known = largest, self[row, column] > self[row, known] { largest = column }
      }
      return largest
    }
  }
}

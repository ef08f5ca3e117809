/// How often examples of each class are predicted to be of which.
public struct ConfusionMatrix: Equatable, Sendable {
  /// By the true class, and in it by the predicted one. Examples whose scores are NaN are not counted.
  public private(set) var counts: [[Int]]

  /// Counts what a model of classes predicts for `examples`.
  ///
  /// - Throws: `ModelError` when the model predicts numbers, or the examples are not made for it.
  public init(_ model: Model, on examples: Examples, threads: Int = 1) throws(ModelError) {
    let architecture = model.architecture
    guard architecture.loss.isClassification else {
      throw ModelError("confusion matrix: found the loss \(architecture.loss), expected one of classes")
    }
    try examples.check(for: architecture)
    let output = model(examples.inputs, threads: threads)
    let predictions = Self.classes(output, architecture.loss)
    let count = max(2, architecture.outputShape.size)
    counts = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
    for (label, prediction) in zip(examples.labels, predictions) {
      if let prediction { counts[Int(label)][prediction] += 1 }
    }
  }

  private static func classes(_ output: Matrix, _ loss: Loss) -> [Int?] {
    guard case .binaryCrossentropy(let fromLogits) = loss else { return output.largestColumns }
    let threshold: Float = fromLogits ? 0 : 0.5
    return output.elements.map { $0.isNaN ? nil : $0 > threshold ? 1 : 0 }
  }
}

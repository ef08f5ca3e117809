/// What is predicted by who knows only which class is the most frequent one: what every model of classes has to beat.
public struct MajorityClass: Equatable, Sendable {
  /// The most frequent class of the training examples; of several, the first.
  public var id: Int
  /// The part of the validation examples that are of this class.
  public var accuracy: Double

  init(id: Int, of labels: [Float]) {
    self.id = id
    accuracy = Double(labels.count { $0 == Float(id) }) / Double(max(1, labels.count))
  }

  /// The most frequent of all labels of a source, a window in memory at once; 0 when there are none.
  ///
  /// - Throws: whatever reading throws.
  package static func mostFrequent(in windows: inout RepeatedWindows) throws -> Int {
    var counts: [Int: Int] = [:]
    try windows.forEach { examples in
      for label in examples.labels { counts[Int(label), default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }
}

import RawData

/// The constants of each number: those of the column, of its element, or of its row's key.
struct ONNXScalingConstants {
  /// For how many of the numbers something holds.
  enum Share {
    case all
    case none
    case some(ONNXValue)
  }

  private let operation: ONNXOperation
  private let hasKeys: Bool
  private var firstConstant: Int { hasKeys ? 3 : 1 }

  init(_ operation: ONNXOperation, hasKeys: Bool) {
    (self.operation, self.hasKeys) = (operation, hasKeys)
  }

  /// The constants of each key and element; with keys, zeros at the end for those that were not analyzed.
  private func sets() throws(ONNXRefusal) -> [[Float]] {
    var columns: [[Float]] = []
    for index in operation.inputs.indices.dropFirst(firstConstant) {
      columns.append(try operation.floats(index))
    }
    let sets = (columns.first ?? []).indices.map { index in columns.map { $0[index] } }
    guard hasKeys else { return sets }
    return sets + [[Float]](repeating: [Float](repeating: 0, count: columns.count), count: try elements())
  }

  /// How many elements have constants of their own.
  private func elements() throws(ONNXRefusal) -> Int {
    let count = try operation.floats(firstConstant).count
    guard hasKeys else { return count }
    return max(1, count / max(1, try operation.constant(2).valueCount))
  }

  /// What `body` makes of the constants, for each number.
  func table(_ body: ([Float]) -> Float) throws(ONNXRefusal) -> ONNXValue {
    let values = try sets().map(body)
    // One number for all is a constant like any other.
    if let first = values.first, values.allSatisfy({ $0.bitPattern == first.bitPattern }) {
      return operation.graph.number(first)
    }
    return try numbers(.float(values), values.count)
  }

  /// For which numbers a condition on their constants holds.
  func condition(_ body: ([Float]) -> Bool) throws(ONNXRefusal) -> Share {
    let values = try sets().map(body)
    if !values.contains(false) { return .all }
    if !values.contains(true) { return .none }
    return .some(try numbers(.bool(values), values.count))
  }

  private func numbers(_ values: ONNXTensor.Values, _ count: Int) throws(ONNXRefusal) -> ONNXValue {
    let (graph, elements) = (operation.graph, try elements())
    if elements > 1 { try operation.checkWidth(elements) }
    guard hasKeys else { return graph.constant(values, [count]) }
    let keys = try operation.constant(2)
    let places = graph.places(operation.value(1), among: keys, unknown: Int64(keys.valueCount))
    let found = graph.gather(graph.constant(values, [count / elements, elements]), places)
    return graph.reshape(found, [nil, found.size])
  }
}

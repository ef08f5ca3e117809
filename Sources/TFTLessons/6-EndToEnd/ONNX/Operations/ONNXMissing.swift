import RawData

/// Missing values: their places, what is put there, and rows that get a fixed number of values.
enum ONNXMissing: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    let graph = operation.graph
    switch operation.name {
    case "impute":
      guard let isMissing = isMissing(operation) else { return ONNXColumn(value: operation.value()) }
      let fill = graph.constant(try operation.constant(1))
      if fill.width > 1 { try operation.checkWidth(fill.width) }
      return ONNXColumn(value: graph.select(isMissing, fill, else: operation.value()))
    case "is_missing":
      guard let isMissing = isMissing(operation) else { return constant(0, operation) }
      return ONNXColumn(value: graph.asNumber(isMissing))
    case "word_count":
      guard let isPresent = operation.isPresent() else {
        return constant(Int64(operation.value().width), operation)
      }
      return ONNXColumn(value: graph.asNumber(isPresent))
    case "sparse_tensor_left_align": return operation.column(operation.value())
    case "sparse_tensor_to_dense_with_shape": return try dense(operation)
    default: return nil
    }
  }

  /// Which values are missing; nil when none can be.
  private static func isMissing(_ operation: ONNXOperation) -> ONNXValue? {
    let graph = operation.graph
    let isNaN = operation.value().type == .float ? graph.isNaN(operation.value()) : nil
    guard let isPresent = operation.isPresent() else { return isNaN }
    return isNaN.map { graph.or($0, graph.not(isPresent)) } ?? graph.not(isPresent)
  }

  private static func constant(_ number: Int64, _ operation: ONNXOperation) -> ONNXColumn {
    let isMissing = operation.name == "is_missing"
    let width = isMissing ? operation.value().width : 1
    let values = operation.graph.constant(.int64([Int64](repeating: number, count: width)), [width])
    return ONNXColumn(value: operation.graph.repeated(values, like: operation.value()))
  }

  private static func dense(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn {
    let graph = operation.graph
    guard let filler = operation.parameter("default_value"),
      let width = operation.integer("width").map({ Int($0) })
    else { throw ONNXRefusal("found no width and default value") }
    var x = operation.value()
    if let isPresent = operation.isPresent() { x = graph.select(isPresent, x, else: graph.constant(filler)) }
    guard x.width <= width else {
      throw ONNXRefusal("found rows of \(x.width) values, expected at most \(width)")
    }
    guard x.width < width else { return ONNXColumn(value: x) }
    let fillers = filler.storage.selecting([Int](repeating: 0, count: width - x.width))
    let rest = graph.constant(FeatureValues(fillers, layout: .fixed(width: width - x.width)))
    return ONNXColumn(value: graph.concatenate([x, graph.repeated(rest, like: x)]))
  }
}

import RawData

/// Conditions, which are 1 and 0, what is chosen by them, and columns side by side.
enum ONNXComparisons: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    if operation.name == "concat" { return try concatenated(operation) }
    if operation.name == "where" {
      try operation.checkMeet()
      let condition = operation.graph.asCondition(operation.value(0))
      let value = operation.graph.select(condition, operation.value(1), else: operation.value(2))
      return operation.column(value)
    }
    return try condition(operation).map { operation.column(operation.graph.asNumber($0)) }
  }

  private static func condition(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue? {
    let graph = operation.graph
    func operand(_ index: Int) -> ONNXValue { operation.value(index) }
    func meeting() throws(ONNXRefusal) -> (ONNXValue, ONNXValue) {
      try operation.checkMeet()
      return (operation.value(0), operation.value(1))
    }
    switch operation.name {
    case "less":
      try checkHasOrder(operand(0))
      let (a, b) = try meeting()
      return graph.less(a, b)
    case "less_equal":
      try checkHasOrder(operand(0))
      let (a, b) = try meeting()
      return graph.lessOrEqual(a, b)
    case "equal", "not_equal":
      let (a, b) = try meeting()
      return operation.name == "equal" ? graph.equal(a, b) : graph.not(graph.equal(a, b))
    case "logical_and", "logical_or":
      let (a, b) = try meeting()
      let (left, right) = (graph.asCondition(a), graph.asCondition(b))
      return operation.name == "logical_and" ? graph.and(left, right) : graph.or(left, right)
    case "logical_not": return graph.not(graph.asCondition(operand(0)))
    default: return nil
    }
  }

  private static func checkHasOrder(_ x: ONNXValue) throws(ONNXRefusal) {
    if x.type == .string { throw ONNXRefusal("ONNX has no order of texts, only whether they are equal") }
  }

  private static func concatenated(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn {
    try operation.checkHasNoMissing()
    let values = operation.inputs.indices.map { operation.value($0) }
    guard let column = values.first(where: \.isByRow) else {
      throw ONNXRefusal("found constants alone, expected a column")
    }
    return operation.column(
      operation.graph.concatenate(values.map { operation.graph.repeated($0, like: column) })
    )
  }
}

import RawData

/// Calculations with numbers, element by element.
enum ONNXArithmetic: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    let value: ONNXValue?
    switch operation.inputs.count {
    case 1: value = unary(operation, operation.value())
    case 2: value = try binary(operation, operation.value(0), operation.value(1))
    default: value = nil
    }
    return value.map(operation.column)
  }

  private static func unary(_ operation: ONNXOperation, _ x: ONNXValue) -> ONNXValue? {
    switch operation.name {
    case "cast_to_float32": return operation.graph.cast(x, to: .float)
    case "cast_to_int64": return truncated(operation, x)
    case "is_nan": return operation.graph.asNumber(operation.graph.isNaN(x))
    default: return x.type == .float ? float(operation, x) : integer(operation, x)
    }
  }

  /// Functions that have no exact result are computed in double precision and rounded once.
  private static func float(_ operation: ONNXOperation, _ x: ONNXValue) -> ONNXValue? {
    let graph = operation.graph
    switch operation.name {
    case "sqrt": return graph.unary("Sqrt", x)
    case "square": return graph.multiply(x, x)
    case "exp": return graph.inDoublePrecision(x) { graph.unary("Exp", $0) }
    case "log": return graph.inDoublePrecision(x) { graph.unary("Log", $0) }
    case "log1p": return graph.inDoublePrecision(x) { graph.log1p($0) }
    case "floor": return graph.unary("Floor", x)
    case "ceil": return graph.unary("Ceil", x)
    case "round": return graph.unary("Round", x)
    case "abs": return graph.unary("Abs", x)
    case "negate": return graph.unary("Neg", x)
    case "sign": return graph.unary("Sign", x)
    case "sigmoid": return graph.sigmoid(x)
    case "tanh": return graph.inDoublePrecision(x) { graph.unary("Tanh", $0) }
    case "sin": return graph.inDoublePrecision(x) { graph.unary("Sin", $0) }
    case "cos": return graph.inDoublePrecision(x) { graph.unary("Cos", $0) }
    default: return nil
    }
  }

  private static func integer(_ operation: ONNXOperation, _ x: ONNXValue) -> ONNXValue? {
    guard x.type == .int64 else { return nil }
    let graph = operation.graph
    switch operation.name {
    case "square": return graph.multiply(x, x)
    case "abs": return graph.unary("Abs", x)
    case "negate": return graph.subtract(graph.number(Int64(0)), x)
    case "sign": return graph.unary("Sign", x)
    default: return nil
    }
  }

  /// Floats without their fraction; NaN and what int64 does not hold have no result.
  private static func truncated(_ operation: ONNXOperation, _ x: ONNXValue) -> ONNXValue {
    let graph = operation.graph
    let fits = graph.less(graph.unary("Abs", x), graph.number(Float(0x1p63)))
    operation.fail(where: graph.not(fits))
    return graph.cast(graph.select(fits, x, else: graph.number(Float(0))), to: .int64)
  }

  private static let binaryOperations: Set<String> = [
    "add", "subtract", "multiply", "divide", "minimum", "maximum", "floor_div", "floor_mod", "power",
  ]

  private static func binary(
    _ operation: ONNXOperation,
    _ a: ONNXValue,
    _ b: ONNXValue
  ) throws(ONNXRefusal) -> ONNXValue? {
    guard binaryOperations.contains(operation.name) else { return nil }
    try operation.checkMeet()
    let graph = operation.graph
    let isFloat = a.type == .float
    switch operation.name {
    case "add": return graph.add(a, b)
    case "subtract": return graph.subtract(a, b)
    case "multiply": return graph.multiply(a, b)
    case "divide": return graph.divide(a, b)
    case "minimum": return smaller(graph, a, b, graph.less(a, b))
    case "maximum": return smaller(graph, a, b, graph.less(b, a))
    case "floor_div":
      return isFloat ? graph.unary("Floor", graph.divide(a, b)) : try floored(operation, a, b).quotient
    case "floor_mod": return isFloat ? floorMod(graph, a, b) : try floored(operation, a, b).remainder
    case "power":
      let (x, y) = (graph.cast(a, to: .double), graph.cast(b, to: .double))
      return graph.cast(graph.binary("Pow", x, y), to: .float)
    default: return nil
    }
  }

  /// `a` where it is NaN or comes first, else `b`.
  private static func smaller(
    _ graph: ONNXGraph,
    _ a: ONNXValue,
    _ b: ONNXValue,
    _ isFirst: ONNXValue
  ) -> ONNXValue {
    graph.select(a.type == .float ? graph.or(graph.isNaN(a), isFirst) : isFirst, a, else: b)
  }

  /// The remainder of floats with the sign of the divisor.
  private static func floorMod(_ graph: ONNXGraph, _ a: ONNXValue, _ b: ONNXValue) -> ONNXValue {
    let zero = graph.number(Float(0))
    let rest = graph.remainder(a, b)
    let hasOtherSign = graph.xor(graph.less(rest, zero), graph.less(b, zero))
    // NaN is not equal to 0 either, but no sum makes it a number.
    let isMoved = graph.and(graph.not(graph.equal(rest, zero)), hasOtherSign)
    return graph.select(isMoved, graph.add(rest, b), else: rest)
  }

  /// Quotient and remainder of integers, rounded down. A divisor of 0 has no result; the processor cannot divide the smallest
  /// integer by -1, whose quotient wraps.
  private static func floored(
    _ operation: ONNXOperation,
    _ a: ONNXValue,
    _ b: ONNXValue
  ) throws(ONNXRefusal) -> (quotient: ONNXValue, remainder: ONNXValue) {
    let graph = operation.graph
    let (zero, minusOne) = (graph.number(Int64(0)), graph.number(Int64(-1)))
    let isZero = graph.equal(b, zero)
    let isMinusOne = graph.equal(b, minusOne)
    if b.isByRow {
      operation.fail(where: isZero)
    } else if try operation.int64s(1).contains(0) {
      throw ONNXRefusal("found a division by 0, expected another divisor")
    }
    let divisor = graph.select(graph.or(isZero, isMinusOne), graph.number(Int64(1)), else: b)
    let truncated = graph.divide(a, divisor)
    let rest = graph.subtract(a, graph.multiply(truncated, divisor))
    let hasOtherSign = graph.xor(graph.less(rest, zero), graph.less(divisor, zero))
    let isMoved = graph.and(graph.not(graph.equal(rest, zero)), hasOtherSign)
    let quotient = graph.subtract(truncated, graph.cast(isMoved, to: .int64))
    let remainder = graph.select(isMoved, graph.add(rest, divisor), else: rest)
    return (
      graph.select(isMinusOne, graph.subtract(zero, a), else: quotient),
      graph.select(isMinusOne, zero, else: remainder)
    )
  }
}

extension ONNXGraph {
  /// The logarithm of 1 + x for doubles, exact for small ones: what 1 + x has lost in its rounding is made good by a factor.
  fileprivate func log1p(_ x: ONNXValue) -> ONNXValue {
    let one = number(1.0)
    let sum = add(one, x)
    let isLost = equal(sum, one)
    let isInfinite = equal(x, number(Double.infinity))
    let corrected = divide(multiply(unary("Log", sum), x), subtract(sum, one))
    return select(or(isLost, isInfinite), x, else: corrected)
  }
}

import RawData

/// Scalings by constants of a column, of its elements, or of each row's key; and their inverses.
enum ONNXScalings: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    let isInverse = operation.name.hasPrefix("inverse_")
    let hasKeys = operation.name.hasSuffix("_per_key")
    let scaled = isInverse ? String(operation.name.dropFirst("inverse_".count)) : operation.name
    let constants = ONNXScalingConstants(operation, hasKeys: hasKeys)
    switch hasKeys ? String(scaled.dropLast("_per_key".count)) : scaled {
    case "scale_to_0_1", "scale_by_min_max":
      return operation.column(try minMax(operation, constants, isInverse))
    case "scale_to_z_score": return operation.column(try zScore(operation, constants, isInverse))
    case "scale_to_gaussian": return operation.column(try gaussian(operation, constants, isInverse))
    default: return nil
    }
  }

  private static func minMax(
    _ operation: ONNXOperation,
    _ constants: ONNXScalingConstants,
    _ isInverse: Bool
  ) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let minimum = try constants.table { $0[0] }
    let span = try constants.table { $0[0] < $0[1] ? $0[1] - $0[0] : 1 }
    let isRange = operation.name.contains("scale_by_min_max")
    let (start, end) = (operation.float("output_min"), isRange ? operation.float("output_max") : 1)
    let stretch = Float(Double(end) - Double(start))
    func choose(_ inRange: ONNXValue, _ without: () -> ONNXValue) throws(ONNXRefusal) -> ONNXValue {
      switch try constants.condition({ $0[0] < $0[1] }) {
      case .all: inRange
      case .none: without()
      case .some(let hasRange): graph.select(hasRange, inRange, else: without())
      }
    }
    if isInverse {
      let part =
        isRange
        ? graph.divide(graph.subtract(operation.value(), graph.number(start)), graph.number(stretch))
        : operation.value()
      return try choose(withoutSign(graph.add(graph.multiply(part, span), minimum), constants, graph)) {
        graph.inDoublePrecision(part) { part in
          graph.unary("Log", graph.divide(part, graph.subtract(graph.number(1.0), part)))
        }
      }
    }
    let x = operation.value()
    let difference = try withoutSign(graph.subtract(x, minimum), constants, graph)
    let part = try choose(graph.divide(difference, span)) { graph.sigmoid(x) }
    return isRange ? graph.add(graph.multiply(part, graph.number(stretch)), graph.number(start)) : part
  }

  /// The value, with 0 in place of -0 where a minimum is 0. Ours and TensorFlow add a 0 in the end, which makes it positive;
  /// onnxruntime takes an addition of 0 for none.
  private static func withoutSign(
    _ value: ONNXValue,
    _ constants: ONNXScalingConstants,
    _ graph: ONNXGraph
  ) throws(ONNXRefusal) -> ONNXValue {
    if case .none = try constants.condition({ $0[0] == 0 }) { return value }
    let zero = graph.number(Float(0))
    return graph.select(graph.equal(value, zero), zero, else: value)
  }

  private static func zScore(
    _ operation: ONNXOperation,
    _ constants: ONNXScalingConstants,
    _ isInverse: Bool
  ) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let mean = try constants.table { $0[0] }
    let divisor = try constants.table { $0[1] != 0 ? $0[1] : 1 }
    if isInverse { return graph.add(graph.multiply(operation.value(), divisor), mean) }
    return graph.divide(graph.subtract(operation.value(), mean), divisor)
  }

  /// The constants are location, scale, the tails' parameters, and the standard deviation for a column without long tails.
  private static func gaussian(
    _ operation: ONNXOperation,
    _ constants: ONNXScalingConstants,
    _ isInverse: Bool
  ) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let location = try constants.table { $0[0] }
    let divisor = try constants.table { constants in
      let spread = constants[2] > 0 || constants[3] > 0 ? constants[1] : constants[4]
      return spread != 0 ? spread : 1
    }
    let tails = (left: try constants.table { $0[2] }, right: try constants.table { $0[3] })
    let x =
      isInverse ? operation.value() : graph.divide(graph.subtract(operation.value(), location), divisor)
    let result = graph.inDoublePrecision(x) { x in
      let isLeft = graph.less(x, graph.number(0.0))
      let h = graph.cast(graph.select(isLeft, tails.left, else: tails.right), to: .double)
      guard isInverse else {
        let shortened = graph.unstretched(graph.unary("Abs", x), h)
        return graph.select(isLeft, graph.unary("Neg", shortened), else: shortened)
      }
      let power = graph.divide(graph.multiply(graph.multiply(h, x), x), graph.number(2.0))
      return graph.multiply(x, graph.unary("Exp", power))
    }
    return isInverse ? graph.add(graph.multiply(result, divisor), location) : result
  }
}

extension ONNXGraph {
  /// The u with u · exp(h · u² / 2) = x, for positive doubles.
  fileprivate func unstretched(_ x: ONNXValue, _ h: ONNXValue) -> ONNXValue {
    let square = multiply(multiply(h, x), x)
    let isNear = less(square, number(1e-7))
    let isFinite = less(square, number(Double.infinity))
    // Below, the result is x to 14 digits; above, x is infinite, or NaN.
    let isStretched = and(not(isNear), isFinite)
    return select(isStretched, unary("Sqrt", divide(lambertW(square), h)), else: x)
  }

  /// The w with w · exp(w) = x, for positive doubles: Newton's method from a start that is near.
  private func lambertW(_ x: ONNXValue) -> ONNXValue {
    let e = Platform.exp(1.0)
    let one = number(1.0)
    let log = unary("Log", x)
    let high = add(log, multiply(subtract(divide(one, log), one), unary("Log", log)))
    let slope = (e - 1) / (e * e - 1)
    let middle = add(multiply(number(slope), x), number((1 - slope) / e))
    var w = select(lessOrEqual(number(1 / e), x), middle, else: x)
    w = select(lessOrEqual(number(e), x), high, else: w)
    for _ in 0..<8 {
      let power = unary("Exp", w)
      let product = multiply(w, power)
      w = subtract(w, divide(subtract(product, x), add(power, product)))
    }
    return w
  }
}

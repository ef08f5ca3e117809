import RawData

extension ONNXGraph {
  /// One number for all.
  func number(_ value: Float) -> ONNXValue { constant(.float([value]), [1]) }
  /// One number for all.
  func number(_ value: Double) -> ONNXValue { constant(.double([value]), [1]) }
  /// One number for all.
  func number(_ value: Int64) -> ONNXValue { constant(.int64([value]), [1]) }

  /// An operation that keeps the type and the shape.
  func unary(_ operation: String, _ x: ONNXValue) -> ONNXValue {
    node(operation, [x], type: x.type, shape: x.shape)
  }

  /// An operation on two values, element by element, with a result of their type.
  func binary(
    _ operation: String,
    _ a: ONNXValue,
    _ b: ONNXValue,
    _ attributes: [ONNXAttribute] = [],
    result: ONNXType? = nil
  ) -> ONNXValue {
    precondition(a.type == b.type, "\(operation): \(a.name) and \(b.name) have different types")
    return node(
      operation,
      [a, b],
      attributes,
      type: result ?? a.type,
      shape: broadcastShape(operation, a, b)
    )
  }

  private func broadcastShape(_ operation: String, _ a: ONNXValue, _ b: ONNXValue) -> [ONNXDimension] {
    guard let shape = a.shape.broadcast(b.shape) else {
      preconditionFailure("\(operation): \(a.name) \(a.shape) and \(b.name) \(b.shape) do not meet")
    }
    return shape
  }

  func add(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Add", a, b) }
  func subtract(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Sub", a, b) }
  func multiply(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Mul", a, b) }
  /// Of integers, the quotient without its fraction.
  func divide(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Div", a, b) }
  /// What is left of the division: of integers with the sign of `b`, of floats with that of `a`.
  func remainder(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue {
    binary("Mod", a, b, a.type == .float || a.type == .double ? [ONNXAttribute("fmod", .int(1))] : [])
  }

  func less(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Less", a, b, result: .bool) }
  func lessOrEqual(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue {
    binary("LessOrEqual", a, b, result: .bool)
  }
  func equal(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Equal", a, b, result: .bool) }
  func and(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("And", a, b) }
  func or(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Or", a, b) }
  func xor(_ a: ONNXValue, _ b: ONNXValue) -> ONNXValue { binary("Xor", a, b) }
  func not(_ x: ONNXValue) -> ONNXValue { unary("Not", x) }
  func isNaN(_ x: ONNXValue) -> ONNXValue { node("IsNaN", [x], type: .bool, shape: x.shape) }

  /// Whether integers lie in `range`.
  func isInside(_ x: ONNXValue, _ range: ClosedRange<Int64>) -> ONNXValue {
    and(lessOrEqual(number(range.lowerBound), x), lessOrEqual(x, number(range.upperBound)))
  }

  /// Elements of `a` where `condition` holds, of `b` elsewhere.
  func select(_ condition: ONNXValue, _ a: ONNXValue, else b: ONNXValue) -> ONNXValue {
    precondition(condition.type == .bool && a.type == b.type && a.type != .bool, "Where: wrong types")
    guard let shape = broadcastShape("Where", a, b).broadcast(condition.shape) else {
      preconditionFailure("Where: \(condition.name) does not meet \(a.name) and \(b.name)")
    }
    return node("Where", [condition, a, b], type: a.type, shape: shape)
  }

  /// Numbers or conditions as another type.
  func cast(_ x: ONNXValue, to type: ONNXType) -> ONNXValue {
    if x.type == type { return x }
    return node("Cast", [x], [ONNXAttribute("to", .int(type.rawValue))], type: type, shape: x.shape)
  }

  /// A condition as 1 or 0.
  func asNumber(_ condition: ONNXValue) -> ONNXValue {
    let number = cast(condition, to: .int64)
    remember(number, isNumberOf: condition)
    return number
  }

  /// Whether numbers are not 0.
  func asCondition(_ number: ONNXValue) -> ONNXValue { condition(of: number) ?? cast(number, to: .bool) }

  /// Floats of which `body` is computed in double precision and rounded once.
  func inDoublePrecision(_ x: ONNXValue, _ body: (ONNXValue) -> ONNXValue) -> ONNXValue {
    cast(body(cast(x, to: .double)), to: .float)
  }

  /// `1 / (1 + exp(-x))` of floats, each step rounded.
  func sigmoid(_ x: ONNXValue) -> ONNXValue {
    let power = inDoublePrecision(unary("Neg", x)) { unary("Exp", $0) }
    return divide(number(Float(1)), add(number(Float(1)), power))
  }

  /// The remainder of integers after a division rounded down.
  func floorMod(_ x: ONNXValue, _ divisor: Int64) -> ONNXValue {
    precondition(divisor > 0)
    return remainder(x, number(divisor))
  }

  /// The quotient of integers, rounded down: one less than the one without its fraction where that lost one below 0.
  func floorDiv(_ x: ONNXValue, _ divisor: Int64) -> ONNXValue {
    let isLess = and(less(x, number(Int64(0))), less(number(Int64(0)), floorMod(x, divisor)))
    return subtract(divide(x, number(divisor)), cast(isLess, to: .int64))
  }
}

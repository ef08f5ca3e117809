import RawData

/// A calculation with two columns, element by element. TensorFlow: `tf.add`, `tf.math.floordiv`, ...
struct Arithmetic: ElementwiseMapper, ElementKernel {
  enum Operator: String, CaseIterable, Sendable {
    case add, subtract, multiply, divide, floorDiv = "floor_div", floorMod = "floor_mod", power, minimum,
      maximum
  }

  let operation: Operator
  var name: String { operation.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == [.float32, .float32]
      || inputTypes == [.int64, .int64] && operation != .divide && operation != .power
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(inputTypes[0], self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    if elements.type(0) == .float32 { floats(elements) } else { try integers(elements) }
  }

  private func floats(_ elements: Elements) {
    switch operation {
    case .add: elements.combine { (a: Float, b: Float) in a + b }
    case .subtract: elements.combine { (a: Float, b: Float) in a - b }
    case .multiply: elements.combine { (a: Float, b: Float) in a * b }
    case .divide: elements.combine { (a: Float, b: Float) in a / b }
    case .floorDiv: elements.combine { (a: Float, b: Float) in (a / b).rounded(.down) }
    case .floorMod: elements.combine(floorMod)
    case .power: elements.combine { (a: Float, b: Float) in Platform.pow(a, b) }
    case .minimum: elements.combine { (a: Float, b: Float) in a.isNaN || a < b ? a : b }
    case .maximum: elements.combine { (a: Float, b: Float) in a.isNaN || a > b ? a : b }
    }
  }

  /// What is left after `floorDiv`: it has the sign of the divisor.
  private func floorMod(_ a: Float, _ b: Float) -> Float {
    let rest = a.truncatingRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  private func integers(_ elements: Elements) throws(RowError) {
    switch operation {
    case .add: elements.combine { (a: Int64, b: Int64) in a &+ b }
    case .subtract: elements.combine { (a: Int64, b: Int64) in a &- b }
    case .multiply: elements.combine { (a: Int64, b: Int64) in a &* b }
    case .minimum: elements.combine { (a: Int64, b: Int64) in Swift.min(a, b) }
    case .maximum: elements.combine { (a: Int64, b: Int64) in Swift.max(a, b) }
    case .floorDiv:
      try checkDivisors(elements)
      elements.combine { floored($0, $1).quotient }
    case .floorMod:
      try checkDivisors(elements)
      elements.combine { floored($0, $1).remainder }
    case .divide, .power: throw RowError("found int64, expected float32")
    }
  }

  private func checkDivisors(_ elements: Elements) throws(RowError) {
    let divisors = elements.input(1, as: Int64.self)
    if let zero = divisors.firstIndex(of: 0), elements.count > 0 {
      let problem = "found a division by 0, expected another divisor"
      throw RowError(row: divisors.count == 1 ? nil : zero, problem)
    }
  }

  /// Quotient and remainder of a division rounded down; the one quotient that does not fit wraps.
  private func floored(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
    if b == -1 { return (0 &- a, 0) }
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder != 0 && (remainder < 0) != (b < 0)
      ? (quotient - 1, remainder + b) : (quotient, remainder)
  }
}

enum ArithmeticFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    if let operation = Arithmetic.Operator(rawValue: name) { return Arithmetic(operation: operation) }
    if let function = UnaryFunction.Function(rawValue: name) { return UnaryFunction(function: function) }
    if let operation = Comparison.Operator(rawValue: name) { return Comparison(operation: operation) }
    if let operation = Logic.Operator(rawValue: name) { return Logic(operation: operation) }
    switch name {
    case "cast_to_float32": return Cast(target: .float32)
    case "cast_to_int64": return Cast(target: .int64)
    case "is_nan": return IsNaN()
    case "where": return Select()
    case "concat": return Concatenation()
    default: return nil
    }
  }
}

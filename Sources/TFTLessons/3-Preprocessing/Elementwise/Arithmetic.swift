import RawData

/// A calculation with two columns, element by element. TensorFlow: `tf.add`, `tf.math.floordiv`, ...
struct Arithmetic: Mapper {
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

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let aligned = try Broadcast(inputs, rowCount: rowCount)
    switch (aligned.values(0).storage, aligned.values(1).storage) {
    case (.float32(let a), .float32(let b)):
      return FeatureValues(.float32(floats(aligned, a, b)), layout: aligned.layout)
    case (.int64(let a), .int64(let b)):
      return FeatureValues(.int64(try integers(aligned, a, b)), layout: aligned.layout)
    case (let left, let right):
      throw RowError("found \(left.type.rawValue) and \(right.type.rawValue), expected two numbers alike")
    }
  }

  private func floats(_ aligned: Broadcast, _ a: [Float], _ b: [Float]) -> [Float] {
    switch operation {
    case .add: aligned.combine(a, b) { $0 + $1 }
    case .subtract: aligned.combine(a, b) { $0 - $1 }
    case .multiply: aligned.combine(a, b) { $0 * $1 }
    case .divide: aligned.combine(a, b) { $0 / $1 }
    case .floorDiv: aligned.combine(a, b) { ($0 / $1).rounded(.down) }
    case .floorMod: aligned.combine(a, b, floorMod)
    case .power: aligned.combine(a, b) { Platform.pow($0, $1) }
    case .minimum: aligned.combine(a, b) { $0.isNaN || $0 < $1 ? $0 : $1 }
    case .maximum: aligned.combine(a, b) { $0.isNaN || $0 > $1 ? $0 : $1 }
    }
  }

  /// What is left after `floorDiv`: it has the sign of the divisor.
  private func floorMod(_ a: Float, _ b: Float) -> Float {
    let rest = a.truncatingRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  private func integers(_ aligned: Broadcast, _ a: [Int64], _ b: [Int64]) throws(RowError) -> [Int64] {
    switch operation {
    case .add: return aligned.combine(a, b) { $0 &+ $1 }
    case .subtract: return aligned.combine(a, b) { $0 &- $1 }
    case .multiply: return aligned.combine(a, b) { $0 &* $1 }
    case .minimum: return aligned.combine(a, b) { Swift.min($0, $1) }
    case .maximum: return aligned.combine(a, b) { Swift.max($0, $1) }
    case .floorDiv, .floorMod:
      if let zero = b.firstIndex(of: 0), !a.isEmpty {
        throw RowError(
          row: b.count == 1 ? nil : aligned.layout.row(ofValue: zero),
          "found a division by 0, expected another divisor"
        )
      }
      let wantsQuotient = operation == .floorDiv
      return aligned.combine(a, b) { wantsQuotient ? floored($0, $1).quotient : floored($0, $1).remainder }
    case .divide, .power: throw RowError("found int64, expected float32")
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

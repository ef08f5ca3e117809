/// Calculations element by element. A single element meets every element of a list.
extension TensorFlowGraph {
  /// A calculation with two tensors of one type.
  enum Calculation: String {
    case add = "AddV2", subtract = "Sub", multiply = "Mul", divide = "RealDiv", floorDivide = "FloorDiv",
      floorModulo = "FloorMod", power = "Pow", minimum = "Minimum", maximum = "Maximum"
  }

  /// A question about two tensors of one type.
  enum Question: String {
    case less = "Less", lessEqual = "LessEqual", equal = "Equal", notEqual = "NotEqual"
  }

  /// A calculation with one tensor.
  enum Function: String {
    case negate = "Neg", abs = "Abs", sign = "Sign", square = "Square", squareRoot = "Sqrt", exp = "Exp",
      log = "Log", log1p = "Log1p", tanh = "Tanh", sin = "Sin", cos = "Cos", floor = "Floor", ceil = "Ceil",
      round = "Round"
  }

  mutating func calculate(_ operation: Calculation, _ a: TensorReference, _ b: TensorReference)
    -> TensorReference
  {
    elementwise(operation.rawValue, [a, b], a.type)
  }

  /// The same with an integer of the tensor's type.
  mutating func calculate(_ operation: Calculation, _ a: TensorReference, _ b: Int64) -> TensorReference {
    calculate(operation, a, integer(b, a.type))
  }

  mutating func ask(_ question: Question, _ a: TensorReference, _ b: TensorReference) -> TensorReference {
    elementwise(question.rawValue, [a, b], .bool, attributes: ["T": .type(a.type)])
  }

  mutating func apply(_ function: Function, _ x: TensorReference) -> TensorReference {
    elementwise(function.rawValue, [x], x.type, result: "y")
  }

  /// The same in `float64`, rounded to `float32` once: TensorFlow's own functions of `float32` are up to two units in the
  /// last place off, and differ by processor.
  mutating func applyExactly(_ function: Function, _ x: TensorReference) -> TensorReference {
    cast(apply(function, cast(x, .double)), .float)
  }

  mutating func isNaN(_ x: TensorReference) -> TensorReference {
    elementwise("IsNan", [x], .bool, attributes: ["T": .type(x.type)], result: "y")
  }

  mutating func and(_ a: TensorReference, _ b: TensorReference) -> TensorReference {
    elementwise("LogicalAnd", [a, b], .bool, attributes: [:])
  }

  mutating func or(_ a: TensorReference, _ b: TensorReference) -> TensorReference {
    elementwise("LogicalOr", [a, b], .bool, attributes: [:])
  }

  mutating func not(_ a: TensorReference) -> TensorReference {
    elementwise("LogicalNot", [a], .bool, attributes: [:], result: "y")
  }

  /// Elements of `a` where the condition holds, of `b` elsewhere.
  mutating func select(_ condition: TensorReference, _ a: TensorReference, _ b: TensorReference)
    -> TensorReference
  {
    precondition(
      a.type == b.type && condition.type == .bool,
      "a selection needs a condition and two of one type"
    )
    return add(
      "SelectV2",
      [condition, a, b],
      ["T": .type(a.type)],
      a.type,
      Self.broadcast([condition.shape, a.shape, b.shape])
    )
  }

  mutating func cast(_ x: TensorReference, _ type: TensorFlowType) -> TensorReference {
    if x.type == type { return x }
    return add("Cast", [x], ["SrcT": .type(x.type), "DstT": .type(type)], type, x.shape, result: "y")
  }

  /// A single integer of an integer type.
  mutating func integer(_ value: Int64, _ type: TensorFlowType = .int64) -> TensorReference {
    constant(type == .int32 ? .int32s([Int(value)], shape: []) : .int64s([value], shape: []))
  }

  /// A single `float32`.
  mutating func number(_ value: Float) -> TensorReference { constant(.floats([value], shape: [])) }

  /// A single `float64`.
  mutating func number(_ value: Double) -> TensorReference { constant(.doubles([value], shape: [])) }

  /// A single text.
  mutating func text(_ value: String) -> TensorReference {
    constant(.strings([Array(value.utf8)], shape: []))
  }

  private mutating func elementwise(
    _ operation: String,
    _ inputs: [TensorReference],
    _ type: TensorFlowType,
    attributes: [String: TensorFlowAttribute]? = nil,
    result: String = "z"
  ) -> TensorReference {
    let inputType = inputs[0].type
    precondition(inputs.allSatisfy { $0.type == inputType }, "\(operation) of tensors of different types")
    var operands = inputs
    if inputType.isFloating, Self.isRewritten(operation) {
      for index in operands.indices where Self.isRewritten(operands[index].operation) {
        operands[index] = fenced(operands[index])
      }
    }
    let shape = Self.broadcast(inputs.map(\.shape))
    return add(operation, operands, attributes ?? ["T": .type(inputType)], type, shape, result: result)
  }

  /// Whether TensorFlow's optimizer puts the operation together with its neighbours, in ways that are right for real numbers
  /// and not for floats.
  private static func isRewritten(_ operation: String) -> Bool {
    Calculation(rawValue: operation) != nil || Function(rawValue: operation) != nil || operation == "Const"
  }

  /// The shape of a result that is calculated element by element.
  static func broadcast(_ shapes: [TensorFlowShape]) -> TensorFlowShape {
    let rank = shapes.map(\.dimensions.count).max() ?? 0
    let dimensions = (0..<rank).map { place in
      let lengths = shapes.compactMap { shape -> Int?? in
        let index = place - (rank - shape.dimensions.count)
        return index < 0 ? nil : .some(shape.dimensions[index])
      }
      // A length of 1 stands for any; of the others one that is known says it for all.
      let others = lengths.filter { $0 != 1 }
      return others.isEmpty ? 1 : others.compactMap(\.self).first
    }
    return TensorFlowShape(dimensions)
  }
}

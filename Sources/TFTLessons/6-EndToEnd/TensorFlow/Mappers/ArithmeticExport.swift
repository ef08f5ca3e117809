import Preprocessing
import RawData

/// Calculations, comparisons and conditions.
enum ArithmeticExport: TensorFlowFamily {
  private static let calculations: [String: TensorFlowGraph.Calculation] = [
    "add": .add, "subtract": .subtract, "multiply": .multiply, "divide": .divide, "floor_div": .floorDivide,
    "floor_mod": .floorModulo, "power": .power, "minimum": .minimum, "maximum": .maximum,
  ]
  private static let questions: [String: TensorFlowGraph.Question] = [
    "less": .less, "less_equal": .lessEqual, "equal": .equal, "not_equal": .notEqual,
  ]
  private static let functions: [String: TensorFlowGraph.Function] = [
    "sqrt": .squareRoot, "square": .square, "exp": .exp, "log": .log, "log1p": .log1p, "floor": .floor,
    "ceil": .ceil, "round": .round, "abs": .abs, "negate": .negate, "sign": .sign, "tanh": .tanh, "sin": .sin,
    "cos": .cos,
  ]

  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    if call.name == "concat" { return try graph.concatenation(call) }
    guard isElementwise(call.name) else { return nil }
    let (values, layout) = try graph.aligned(call.inputs, call.rowCount)
    let result: TensorReference =
      if let calculation = calculations[call.name] {
        graph.calculation(calculation, values[0], values[1])
      } else if let question = questions[call.name] {
        try graph.answer(question, values[0], values[1])
      } else if let function = functions[call.name] {
        graph.function(function, values[0])
      } else {
        graph.condition(call.name, values)
      }
    return TensorFlowColumn(values: result, layout: layout)
  }

  private static func isElementwise(_ name: String) -> Bool {
    calculations[name] != nil || questions[name] != nil || functions[name] != nil || conditions.contains(name)
  }

  private static let conditions = [
    "sigmoid", "cast_to_float32", "cast_to_int64", "is_nan", "where", "logical_and", "logical_or",
    "logical_not",
  ]
}

extension TensorFlowGraph {
  /// `1 / (1 + exp(-x))`.
  mutating func sigmoid(_ x: TensorReference) -> TensorReference {
    let power = applyExactly(.exp, apply(.negate, x))
    return calculate(.divide, number(Float(1)), calculate(.add, number(Float(1)), power))
  }

  /// Whether each of some integers is not 0.
  mutating func holds(_ x: TensorReference) -> TensorReference { ask(.notEqual, x, integer(0)) }

  fileprivate mutating func calculation(
    _ operation: Calculation,
    _ a: TensorReference,
    _ b: TensorReference
  ) -> TensorReference {
    switch operation {
    case .power: return cast(calculate(.power, cast(a, .double), cast(b, .double)), .float)
    case .floorDivide where a.type == .int64, .floorModulo where a.type == .int64:
      // The smallest integer divided by -1 has no result: the processor stops there, and TensorFlow with it.
      let isNegation = ask(.equal, b, integer(-1))
      let result = calculate(operation, a, select(isNegation, integer(1), b))
      let other = operation == .floorDivide ? apply(.negate, a) : integer(0)
      return select(isNegation, other, result)
    default: return calculate(operation, a, b)
    }
  }

  fileprivate mutating func answer(_ question: Question, _ a: TensorReference, _ b: TensorReference)
    throws(RowError)
    -> TensorReference
  {
    if a.type == .string, question == .less || question == .lessEqual {
      throw RowError("TensorFlow has no order of texts, only whether they are equal")
    }
    return cast(ask(question, a, b), .int64)
  }

  fileprivate mutating func function(_ function: Function, _ x: TensorReference) -> TensorReference {
    switch function {
    case .exp, .log, .log1p, .tanh, .sin, .cos: applyExactly(function, x)
    default: apply(function, x)
    }
  }

  fileprivate mutating func condition(_ name: String, _ values: [TensorReference]) -> TensorReference {
    switch name {
    case "sigmoid": sigmoid(values[0])
    case "cast_to_float32": cast(values[0], .float)
    case "cast_to_int64": wholeNumber(values[0])
    case "is_nan": cast(isNaN(values[0]), .int64)
    case "where": select(holds(values[0]), values[1], values[2])
    case "logical_and": cast(and(holds(values[0]), holds(values[1])), .int64)
    case "logical_or": cast(or(holds(values[0]), holds(values[1])), .int64)
    default: cast(not(holds(values[0])), .int64)
    }
  }

  private mutating func wholeNumber(_ x: TensorReference) -> TensorReference {
    let fits = ask(.less, apply(.abs, x), number(Float(0x1p63)))
    return cast(checked(x, fits, "found a number that int64 does not hold"), .int64)
  }

  /// The rows of all inputs end to end.
  fileprivate mutating func concatenation(_ call: MapperCall) throws(RowError) -> TensorFlowColumn {
    let columns = call.inputs.map { column($0, call.rowCount) }
    let widths = columns.compactMap { column in
      if case .fixed(let width) = column.layout { width } else { nil as Int? }
    }
    guard widths.count == columns.count else { return raggedConcatenation(columns, call.rowCount) }
    let width = widths.reduce(0, +)
    let matrices = zip(columns, widths).map { matrix($0.values, width: $1) }
    let rows = concatenate(matrices, axis: 1, shape: [nil, width])
    return TensorFlowColumn(values: list(rows), layout: .fixed(width: width))
  }

  private mutating func raggedConcatenation(_ columns: [TensorFlowColumn], _ rowCount: TensorReference)
    -> TensorFlowColumn
  {
    let counts = columns.map { self.counts($0, rowCount) }
    let total = counts.dropFirst().reduce(counts[0]) { calculate(.add, $0, $1) }
    var starts = sumBefore(total)
    var places: [TensorReference] = []
    for (column, own) in zip(columns, counts) {
      places.append(calculate(.add, gather(starts, rows(column)), positions(column, rowCount)))
      starts = calculate(.add, starts, own)
    }
    let allRows = stitch(columns.map { rows($0) }, at: places)
    return TensorFlowColumn(
      values: stitch(columns.map(\.values), at: places),
      layout: .ragged(rows: allRows, rowCount: rowCount)
    )
  }

  /// Lists merged into one, in which each element has its place.
  mutating func stitch(_ lists: [TensorReference], at places: [TensorReference]) -> TensorReference {
    let indices = places.map { cast($0, .int32) }
    return add(
      "DynamicStitch",
      indices + lists,
      ["N": .int(lists.count), "T": .type(lists[0].type)],
      lists[0].type,
      .list,
      result: "merged"
    )
  }
}

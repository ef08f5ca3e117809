import RawData

/// Arithmetic between two columns, element by element.
struct Arithmetic: Mapper {
  enum Operator: String, CaseIterable, Sendable {
    case add, subtract, multiply, divide
  }

  let operation: Operator
  var name: String { operation.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == [.float32, .float32] || inputTypes == [.int64, .int64] && operation != .divide
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let (left, right) = (inputs[0], inputs[1])
    switch (left.values.storage, right.values.storage) {
    case (.float32(let a), .float32(let b)):
      return try combine(left, a, right, b) {
        .float32($0)
      } _: {
        switch operation {
        case .add: elementwise($0, $1, +)
        case .subtract: elementwise($0, $1, -)
        case .multiply: elementwise($0, $1, *)
        case .divide: elementwise($0, $1, /)
        }
      }
    case (.int64(let a), .int64(let b)) where operation != .divide:
      return try combine(left, a, right, b) {
        .int64($0)
      } _: {
        switch operation {
        case .add: elementwise($0, $1, &+)
        case .subtract: elementwise($0, $1, &-)
        case .multiply, .divide: elementwise($0, $1, &*)
        }
      }
    default:
      throw RowError(
        "found \(left.values.type.rawValue) and \(right.values.type.rawValue), expected two alike"
      )
    }
  }

  /// Checks that both sides have the same shape, or that one is a single constant, and computes.
  private func combine<Element>(
    _ left: Operand,
    _ a: [Element],
    _ right: Operand,
    _ b: [Element],
    _ store: ([Element]) -> FeatureValues.Storage,
    _ compute: ([Element], [Element]) -> [Element]
  ) throws(RowError) -> FeatureValues {
    let leftIsScalar = left.isConstant && a.count == 1
    let rightIsScalar = right.isConstant && b.count == 1
    guard leftIsScalar || rightIsScalar || left.values.layout == right.values.layout else {
      throw RowError("the two columns do not have the same number of values in every row")
    }
    return FeatureValues(
      store(compute(a, b)),
      layout: leftIsScalar ? right.values.layout : left.values.layout
    )
  }

  /// One side may have a single element, which then meets every element of the other.
  private func elementwise<Element>(
    _ a: [Element],
    _ b: [Element],
    _ combine: (Element, Element) -> Element
  ) -> [Element] {
    if b.count == 1, a.count != 1 { return a.map { combine($0, b[0]) } }
    if a.count == 1, b.count != 1 { return b.map { combine(a[0], $0) } }
    return zip(a, b).map(combine)
  }
}

/// A type that columns can calculate with: `Float` or `Int64`.
public protocol NumericColumnScalar: ColumnScalar {
  /// The value as a constant column's content.
  static func constant(_ value: Self) -> FeatureValues
}

extension Float: NumericColumnScalar {
  /// One `float32`.
  public static func constant(_ value: Float) -> FeatureValues { FeatureValues([value]) }
}

extension Int64: NumericColumnScalar {
  /// One `int64`.
  public static func constant(_ value: Int64) -> FeatureValues { FeatureValues([value]) }
}

extension Column where Scalar: NumericColumnScalar {
  private init(_ left: Node, _ operation: Arithmetic.Operator, _ right: Node) {
    self.init(Arithmetic(operation: operation), [left, right])
  }

  private static func node(_ value: Scalar) -> Node { .constant(Scalar.constant(value)) }

  /// The sum, row by row.
  public static func + (left: Column, right: Column) -> Column { Column(left.node, .add, right.node) }
  /// The column with a number added to every row.
  public static func + (left: Column, right: Scalar) -> Column { Column(left.node, .add, node(right)) }
  /// A number with every row added to it.
  public static func + (left: Scalar, right: Column) -> Column { Column(node(left), .add, right.node) }

  /// The difference, row by row.
  public static func - (left: Column, right: Column) -> Column { Column(left.node, .subtract, right.node) }
  /// The column with a number taken from every row.
  public static func - (left: Column, right: Scalar) -> Column { Column(left.node, .subtract, node(right)) }
  /// A number with every row taken from it.
  public static func - (left: Scalar, right: Column) -> Column { Column(node(left), .subtract, right.node) }

  /// The product, row by row.
  public static func * (left: Column, right: Column) -> Column { Column(left.node, .multiply, right.node) }
  /// The column with every row multiplied by a number.
  public static func * (left: Column, right: Scalar) -> Column { Column(left.node, .multiply, node(right)) }
  /// A number multiplied by every row.
  public static func * (left: Scalar, right: Column) -> Column { Column(node(left), .multiply, right.node) }
}

extension Column<Float> {
  /// The quotient, row by row.
  public static func / (left: Column, right: Column) -> Column {
    Column(Arithmetic(operation: .divide), [left.node, right.node])
  }

  /// The column with every row divided by a number.
  public static func / (left: Column, right: Float) -> Column {
    Column(Arithmetic(operation: .divide), [left.node, .constant(FeatureValues([right]))])
  }
}

enum ArithmeticFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    if let operation = Arithmetic.Operator(rawValue: name) { return Arithmetic(operation: operation) }
    if let function = FloatFunction.Function(rawValue: name) { return FloatFunction(function: function) }
    return name == "cast_to_float32" ? CastToFloat() : nil
  }
}

import RawData

/// A type that columns can calculate with: `Float` or `Int64`.
public protocol NumericColumnScalar: ConstantColumnScalar {}
extension Float: NumericColumnScalar {}
extension Int64: NumericColumnScalar {}

extension Column where Scalar: NumericColumnScalar {
  /// A column that has `value` in every row.
  public init(constant value: Scalar) {
    self.init(node: .constant(Scalar.constant(value)))
  }

  private init(_ left: Column, _ operation: Arithmetic.Operator, _ right: Column) {
    self.init(Arithmetic(operation: operation), [left.node, right.node])
  }

  /// The sum, row by row.
  public static func + (left: Column, right: Column) -> Column { Column(left, .add, right) }
  /// The column with a number added to every row.
  public static func + (left: Column, right: Scalar) -> Column { left + Column(constant: right) }
  /// A number with every row added to it.
  public static func + (left: Scalar, right: Column) -> Column { Column(constant: left) + right }

  /// The difference, row by row.
  public static func - (left: Column, right: Column) -> Column { Column(left, .subtract, right) }
  /// The column with a number taken from every row.
  public static func - (left: Column, right: Scalar) -> Column { left - Column(constant: right) }
  /// A number with every row taken from it.
  public static func - (left: Scalar, right: Column) -> Column { Column(constant: left) - right }

  /// The product, row by row.
  public static func * (left: Column, right: Column) -> Column { Column(left, .multiply, right) }
  /// The column with every row multiplied by a number.
  public static func * (left: Column, right: Scalar) -> Column { left * Column(constant: right) }
  /// A number multiplied by every row.
  public static func * (left: Scalar, right: Column) -> Column { Column(constant: left) * right }
}

extension Column<Float> {
  /// The quotient, row by row.
  public static func / (left: Column, right: Column) -> Column {
    Column(Arithmetic(operation: .divide), [left.node, right.node])
  }

  /// The column with every row divided by a number.
  public static func / (left: Column, right: Float) -> Column { left / Column(constant: right) }
  /// A number divided by every row.
  public static func / (left: Float, right: Column) -> Column { Column(constant: left) / right }
}

/// The quotient rounded down, row by row: `floorDiv([7, -7], [2, 2])` is `[3, -4]`. TensorFlow: `tf.math.floordiv`.
///
/// Running it throws `OperationError` for an integer divided by 0; a float gives an infinity or NaN.
public func floorDiv<Scalar: NumericColumnScalar>(
  _ a: Column<Scalar>,
  _ b: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  binary(.floorDiv, a, b, fileID, line)
}

/// What is left after `floorDiv`, with the sign of the divisor: `floorMod([7, -7], [2, 2])` is `[1, 1]`.
/// TensorFlow: `tf.math.floormod`.
///
/// Running it throws `OperationError` for an integer divided by 0; a float gives NaN.
public func floorMod<Scalar: NumericColumnScalar>(
  _ a: Column<Scalar>,
  _ b: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  binary(.floorMod, a, b, fileID, line)
}

/// The smaller of both, row by row; NaN when one is. TensorFlow: `tf.minimum`.
public func minimum<Scalar: NumericColumnScalar>(
  _ a: Column<Scalar>,
  _ b: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  binary(.minimum, a, b, fileID, line)
}

/// The larger of both, row by row; NaN when one is. TensorFlow: `tf.maximum`.
public func maximum<Scalar: NumericColumnScalar>(
  _ a: Column<Scalar>,
  _ b: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  binary(.maximum, a, b, fileID, line)
}

/// `a` to the power of `b`, row by row. TensorFlow: `tf.pow`.
public func pow(
  _ a: Column<Float>,
  _ b: Column<Float>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  binary(.power, a, b, fileID, line)
}

/// Every value moved into `bounds`: `clip([-2, 0.5, 9], to: 0...1)` is `[0, 0.5, 1]`; NaN stays NaN.
/// TensorFlow: `tf.clip_by_value`.
public func clip<Scalar: NumericColumnScalar & Comparable>(
  _ x: Column<Scalar>,
  to bounds: ClosedRange<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  let atLeast = maximum(x, Column(constant: bounds.lowerBound), fileID: fileID, line: line)
  return minimum(atLeast, Column(constant: bounds.upperBound), fileID: fileID, line: line)
}

private func binary<Scalar>(
  _ operation: Arithmetic.Operator,
  _ a: Column<Scalar>,
  _ b: Column<Scalar>,
  _ fileID: String,
  _ line: Int
) -> Column<Scalar> {
  let location = SourceLocation(fileID: fileID, line: line)
  return Column(Arithmetic(operation: operation), [a.node, b.node], location: location)
}

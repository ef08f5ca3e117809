import RawData

/// Comparisons, element by element, written as for SIMD vectors; strings compare by their bytes. A comparison with NaN
/// does not hold, but `.!=` does. TensorFlow: `tf.less`, `tf.equal`, ...
extension Column where Scalar: ConstantColumnScalar {
  private func compared(_ operation: Comparison.Operator, _ other: Column) -> Column<Bool> {
    Column<Bool>(Comparison(operation: operation), [node, other.node])
  }

  private static func column(_ value: Scalar) -> Column { Column(node: .constant(Scalar.constant(value))) }

  /// Whether the left is smaller.
  public static func .< (left: Column, right: Column) -> Column<Bool> { left.compared(.less, right) }
  /// Whether the left is smaller or equal.
  public static func .<= (left: Column, right: Column) -> Column<Bool> { left.compared(.lessEqual, right) }
  /// Whether the left is larger.
  public static func .> (left: Column, right: Column) -> Column<Bool> { right.compared(.less, left) }
  /// Whether the left is larger or equal.
  public static func .>= (left: Column, right: Column) -> Column<Bool> { right.compared(.lessEqual, left) }
  /// Whether both are equal.
  public static func .== (left: Column, right: Column) -> Column<Bool> { left.compared(.equal, right) }
  /// Whether both differ.
  public static func .!= (left: Column, right: Column) -> Column<Bool> { left.compared(.notEqual, right) }

  /// Whether the value is smaller than a constant.
  public static func .< (left: Column, right: Scalar) -> Column<Bool> { left .< column(right) }
  /// Whether the value is smaller than or equal to a constant.
  public static func .<= (left: Column, right: Scalar) -> Column<Bool> { left .<= column(right) }
  /// Whether the value is larger than a constant.
  public static func .> (left: Column, right: Scalar) -> Column<Bool> { left .> column(right) }
  /// Whether the value is larger than or equal to a constant.
  public static func .>= (left: Column, right: Scalar) -> Column<Bool> { left .>= column(right) }
  /// Whether the value equals a constant.
  public static func .== (left: Column, right: Scalar) -> Column<Bool> { left .== column(right) }
  /// Whether the value differs from a constant.
  public static func .!= (left: Column, right: Scalar) -> Column<Bool> { left .!= column(right) }
}

extension Column<Bool> {
  /// Whether both hold. TensorFlow: `tf.logical_and`.
  public static func .& (left: Column, right: Column) -> Column {
    Column(Logic(operation: .and), [left.node, right.node])
  }

  /// Whether one holds, or both. TensorFlow: `tf.logical_or`.
  public static func .| (left: Column, right: Column) -> Column {
    Column(Logic(operation: .or), [left.node, right.node])
  }

  /// Whether it does not hold. TensorFlow: `tf.logical_not`.
  public static prefix func .! (condition: Column) -> Column {
    Column(Logic(operation: .not), [condition.node])
  }
}

/// Whether each value is NaN. TensorFlow: `tf.math.is_nan`.
public func isNaN(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Bool> {
  Column(IsNaN(), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

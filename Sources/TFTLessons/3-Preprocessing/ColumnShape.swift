import RawData

/// How many values each row of a column has.
public enum ColumnShape: Equatable, Sendable {
  /// Every row has `width` values; a single one makes the column a scalar.
  case fixed(width: Int)
  /// Rows differ in how many values they have; a row without any is a missing one.
  case ragged

  /// One value in every row.
  public static let scalar = ColumnShape.fixed(width: 1)

  /// The shape of an element-by-element result: ragged after a ragged column, otherwise the widest.
  public static func broadcast(_ shapes: [ColumnShape]) -> ColumnShape {
    shapes.reduce(.scalar) { result, shape in
      switch (result, shape) {
      case (.ragged, _), (_, .ragged): .ragged
      case (.fixed(let left), .fixed(let right)): .fixed(width: max(left, right))
      }
    }
  }
}

extension FeatureSpec {
  /// The shape of the feature's rows: ragged where a row may come without a value.
  package var shape: ColumnShape { presence == .optional ? .ragged : .fixed(width: width) }
}

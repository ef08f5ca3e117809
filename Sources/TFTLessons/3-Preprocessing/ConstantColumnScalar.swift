import RawData

/// A type whose constants can stand beside a column.
public protocol ConstantColumnScalar: ColumnScalar {
  /// The value as a constant column's content.
  static func constant(_ value: Self) -> FeatureValues
}

extension Float: ConstantColumnScalar {
  /// One `float32`.
  public static func constant(_ value: Float) -> FeatureValues { FeatureValues([value]) }
}

extension Int64: ConstantColumnScalar {
  /// One `int64`.
  public static func constant(_ value: Int64) -> FeatureValues { FeatureValues([value]) }
}

extension String: ConstantColumnScalar {
  /// One string.
  public static func constant(_ value: String) -> FeatureValues { FeatureValues(ByteStrings([value])) }
}

import RawData

/// What an operation works on.
enum ONNXOperand {
  /// Values that are the same for every row.
  case constant(FeatureValues)
  /// A column.
  case column(ONNXColumn)
}

/// A number of a single row, without a column around it.
package enum RowNumber: Sendable {
  case float32(Float)
  case int64(Int64)
}

extension RowNumber {
  /// The only number of `column`; nil when it has none or several, or is of strings.
  package init?(_ column: FeatureValues) {
    guard case .fixed(width: 1) = column.layout, column.valueCount == 1 else { return nil }
    switch column.storage {
    case .float32(let values): self = .float32(values[0])
    case .int64(let values): self = .int64(values[0])
    case .string: return nil
    }
  }
}

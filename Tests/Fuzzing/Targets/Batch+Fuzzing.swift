import RawData

extension Batch {
  /// Each row as a batch of its own, floats as their bits: not-a-number is then equal to itself, and -0 not to 0.
  var rows: [Batch] {
    let bits = Batch(rowCount: rowCount, names: names, columns: columns.map(\.bits))
    return (0..<rowCount).map { bits.slice($0..<$0 + 1) }
  }
}

extension FeatureValues {
  fileprivate var bits: FeatureValues {
    guard case .float32(let values) = storage else { return self }
    return FeatureValues(.int64(values.map { Int64($0.bitPattern) }), layout: layout)
  }
}

extension FeatureValues {
  /// Value `index` of the storage.
  package func json(at index: Int) -> JSON {
    switch storage {
    case .float32(let values): .float(values[index])
    case .int64(let values): .int(values[index])
    case .string(let values): .bytes(values[index])
    }
  }

  /// The values of `row`: itself where every row has one value, a list of them otherwise.
  package func json(ofRow row: Int) -> JSON {
    let values = range(ofRow: row).map { json(at: $0) }
    return layout == .fixed(width: 1) ? values[0] : .array(values)
  }
}

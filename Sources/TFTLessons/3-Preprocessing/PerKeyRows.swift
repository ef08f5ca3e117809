import RawData

/// Which values belong to which key: a key for each row, or a key for each value of rows that have several.
struct PerKeyRows {
  private let values: FeatureValues
  private let keys: FeatureValues
  private let hasKeyPerRow: Bool

  /// - Throws: `RowError` when the keys do not fit the rows.
  init(_ values: FeatureValues, _ keys: FeatureValues) throws(RowError) {
    self.values = values
    self.keys = keys
    hasKeyPerRow = keys.layout == .fixed(width: 1)
    if hasKeyPerRow {
      guard keys.rowCount == values.rowCount else {
        throw RowError("found \(keys.rowCount) keys for \(values.rowCount) rows")
      }
    } else if !values.hasRows(like: keys) {
      let row = (0..<Swift.min(values.rowCount, keys.rowCount)).first {
        values.range(ofRow: $0).count != keys.range(ofRow: $0).count
      }
      let found = row.map {
        "\(keys.range(ofRow: $0).count) keys for \(values.range(ofRow: $0).count) values"
      }
      throw RowError(row: row, "found \(found ?? "other rows of keys than of values"), expected one for each")
    }
  }

  /// Calls `body` for each key that has values: its position among the keys, and the positions of the values.
  @inline(__always)
  func forEach(_ body: (_ key: Int, _ values: Range<Int>) -> Void) {
    guard hasKeyPerRow else {
      for index in 0..<values.valueCount { body(index, index..<index + 1) }
      return
    }
    for row in 0..<values.rowCount { body(row, values.range(ofRow: row)) }
  }
}

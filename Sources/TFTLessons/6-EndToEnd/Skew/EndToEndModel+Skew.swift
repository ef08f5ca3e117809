import Embeddings
import RawData
import TransformedData

extension EndToEndModel {
  /// Compares what the model makes of rows together with what it makes of each alone, and with what its training has read.
  ///
  /// - Parameters:
  ///   - rawRows: the rows.
  ///   - records: what training has read of the same rows: the features of `featureSchema`; nil when they are not there.
  ///   - firstRow: the number of the first row in the data, from 0, for errors.
  /// - Returns: a report whose rows are counted from 0.
  /// - Throws: `OperationError` for a row that the transform has no result for.
  public func skew(of rawRows: Batch, records: Batch? = nil, firstRow: Int = 0) throws -> SkewReport {
    var report = SkewReport()
    let together = try transformFn.transform(rawRows, firstRow: firstRow)
    let predictions = FeatureValues(try predictor(together, firstRow: firstRow))
    var predictRow = RowPredictor(self)
    for row in 0..<rawRows.rowCount {
      let rawRow = rawRows.slice(row..<row + 1)
      let alone = try transformFn.transform(rawRow)
      for (index, name) in together.names.enumerated() {
        report.compare(
          (together.columns[index], row, "in a batch"),
          (alone.columns[index], 0, "alone"),
          name,
          .features
        )
      }
      let prediction = FeatureValues([try predictRow(rawRow)])
      report.compare((predictions, row, "in a batch"), (prediction, 0, "alone"), "prediction", .predictions)
      for name in together.names {
        guard let now = together[name], let then = records?[name] else { continue }
        report.compare((now, row, "now"), (then, row, "in the training's records"), name, .records)
      }
    }
    (report.rowCount, report.featureCount) = (rawRows.rowCount, together.names.count)
    return report
  }
}

extension SkewReport {
  /// A row of a column, and what is compared there.
  fileprivate typealias Side = (column: FeatureValues, row: Int, way: String)

  fileprivate mutating func compare(
    _ first: Side,
    _ second: Side,
    _ feature: String,
    _ comparison: Comparison
  ) {
    let bits = first.column.differingBits(first.row, second.column, second.row)
    self[comparison].values += 1
    self[comparison].differingBits += bits
    guard bits > 0, differences.count < Self.keptDifferences else { return }
    differences.append(
      Difference(
        row: first.row,
        feature: feature,
        first: (first.way, first.column.rowText(first.row)),
        second: (second.way, second.column.rowText(second.row))
      )
    )
  }
}

extension FeatureValues {
  /// In how many bits a row differs from one of another column.
  fileprivate func differingBits(_ row: Int, _ other: FeatureValues, _ otherRow: Int) -> Int {
    let (range, otherRange) = (range(ofRow: row), other.range(ofRow: otherRow))
    switch (storage, other.storage) {
    case (.float32(let left), .float32(let right)):
      return Self.differingBits(left[range], right[otherRange], \.bitPattern)
    case (.int64(let left), .int64(let right)):
      return Self.differingBits(left[range], right[otherRange]) { UInt64(bitPattern: $0) }
    case (.string(let left), .string(let right)):
      let longer = max(range.count, otherRange.count)
      return (0..<longer).reduce(0) { bits, index in
        let text = index < range.count ? left[range.lowerBound + index] : []
        let otherText = index < otherRange.count ? right[otherRange.lowerBound + index] : []
        return bits + Self.differingBits(text, otherText) { $0 }
      }
    default: return max(1, 8 * (range.count + otherRange.count))
    }
  }

  private static func differingBits<Element, Bits: FixedWidthInteger>(
    _ left: ArraySlice<Element>,
    _ right: ArraySlice<Element>,
    _ bits: (Element) -> Bits
  ) -> Int {
    let extra = abs(left.count - right.count) * Bits.bitWidth
    return zip(left, right).reduce(extra) { $0 + (bits($1.0) ^ bits($1.1)).nonzeroBitCount }
  }
}

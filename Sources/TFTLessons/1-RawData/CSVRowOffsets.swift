/// Where each row of a ragged column starts; nothing for a column with one value in every row.
struct CSVRowOffsets {
  private var offsets: [Int]?

  init(_ spec: FeatureSpec, rowCount: Int) {
    guard spec.presence == .optional else { return }
    offsets = [0]
    offsets?.reserveCapacity(rowCount + 1)
  }

  /// Ends some rows, after so many values each.
  mutating func endRows(valueCounts: Range<Int>) {
    offsets?.append(contentsOf: valueCounts)
  }

  var layout: FeatureValues.Layout {
    offsets.map { .ragged(rowOffsets: $0) } ?? .fixed(width: 1)
  }
}

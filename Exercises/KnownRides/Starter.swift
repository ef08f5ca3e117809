// Some rides begin or end at longitude 0, in the Atlantic, and in some the columns are swapped: `lessons stats` has told so.
// Write a reader that stands before any other reader and lets only rides through whose two ends are both around
// New York: longitude from -75 to -72, latitude from 40 to 42, all of it included.
//
// A reader ends with nil. So a batch of which no ride is left is not the end of the data.

import TFTLessons

struct KnownRides: BatchReader {
  var base: any BatchReader

  mutating func next() throws -> Batch? {
    try base.next()
  }

  /// The rows `rows` of a batch, in their order.
  private func keeping(_ rows: [Int], of batch: Batch) -> Batch {
    let columns = batch.columns.map { column in
      switch column.storage {
      case .float32(let values): FeatureValues(rows.map { values[$0] })
      case .int64(let values): FeatureValues(rows.map { values[$0] })
      case .string(let values): FeatureValues(ByteStrings(rows.map { values.string(at: $0) }))
      }
    }
    return Batch(rowCount: rows.count, names: batch.names, columns: columns)
  }
}

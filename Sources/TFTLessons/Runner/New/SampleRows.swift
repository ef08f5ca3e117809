import RawData

/// A handful of rows of a CSV file.
enum SampleRows {
  private static let count = 60

  /// Rows at even distances, and the first row of each value of the feature `label`, of at most so many values.
  static func read(_ path: String, _ schema: Schema, rowCount: Int, label: String) throws -> [Batch] {
    var reader = try CSVReader(path: path, schema: schema)
    let step = max(1, (rowCount + count - 1) / count)
    var (seen, firstRow, sample) = (Set<String>(), 0, [Batch]())
    while let batch = try reader.next() {
      let rows = (0..<batch.rowCount).filter { row in
        let text = batch[label]?.rowText(row) ?? ""
        let isNew = seen.count < LabelPlan.mostClasses && seen.insert(text).inserted
        return isNew || (firstRow + row) % step == 0
      }
      sample.append(batch.selecting(rows))
      firstRow += batch.rowCount
    }
    return sample
  }
}

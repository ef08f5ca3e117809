/// Some rows of data, column by column: what flows from every lesson to the next.
public struct Batch: Equatable, Sendable {
  /// The features' names, in order.
  public private(set) var names: [String]
  /// The features' values, in the order of `names`; all have the same number of rows.
  public private(set) var columns: [FeatureValues]
  /// How many rows there are.
  public let rowCount: Int

  /// A batch of the given columns.
  ///
  /// - Precondition: every column has `rowCount` rows, and no name comes twice.
  public init(rowCount: Int, names: [String], columns: [FeatureValues]) {
    precondition(names.count == columns.count, "a batch needs one name per column")
    for (name, column) in zip(names, columns) {
      precondition(column.rowCount == rowCount, "\(name) has \(column.rowCount) rows, not \(rowCount)")
    }
    self.rowCount = rowCount
    self.names = names
    self.columns = columns
  }

  /// The values of the feature `name`, nil when the batch has no such feature.
  public subscript(name: String) -> FeatureValues? {
    names.firstIndex(of: name).map { columns[$0] }
  }

  /// The rows `rows` alone.
  public func slice(_ rows: Range<Int>) -> Batch {
    Batch(rowCount: rows.count, names: names, columns: columns.map { $0.slice(rows) })
  }

  /// The rows `rows`, in their order.
  package func selecting(_ rows: [Int]) -> Batch {
    Batch(rowCount: rows.count, names: names, columns: columns.map { $0.selecting(rows: rows) })
  }

  /// One row as a table of three columns: each feature's name, dtype with shape, and values.
  public func describeRow(_ row: Int) -> [(name: String, tensor: String, values: String)] {
    zip(names, columns).map { name, column in
      let range = column.range(ofRow: row)
      let values = range.map { column.type == .string ? "\"\(column.text(at: $0))\"" : column.text(at: $0) }
      return (name, "\(column.type.rawValue) [\(range.count)]", values.joined(separator: ", "))
    }
  }
}

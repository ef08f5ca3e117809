/// Some rows of data, column by column: what flows from every lesson to the next.
public struct Batch: Equatable, Sendable {
  /// The features' names, in order.
  public private(set) var names: [String]
  /// The features' values, in the order of `names`; all have the same number of rows.
  public private(set) var columns: [FeatureValues]
  /// How many rows there are.
  public let rowCount: Int

  /// A batch without rows and features.
  public init() {
    (rowCount, names, columns) = (0, [], [])
  }

  /// A batch of the given columns.
  ///
  /// - Precondition: every column has `rowCount` rows, and no name comes twice.
  public init(rowCount: Int, names: [String], columns: [FeatureValues]) {
    precondition(names.count == columns.count, "a batch needs one name per column")
    for index in columns.indices {
      let found = columns[index].rowCount
      precondition(found == rowCount, "\(names[index]) has \(found) rows, not \(rowCount)")
    }
    self.rowCount = rowCount
    self.names = names
    self.columns = columns
  }

  /// The values of the feature `name`, nil when the batch has no such feature.
  public subscript(name: String) -> FeatureValues? {
    index(of: name, from: 0).map { columns[$0] }
  }

  /// The place among the columns of the feature `name`, nil when the batch has no such feature. It is looked for from
  /// `start` on, and then before it: names that come in the batch's order are found at once.
  package func index(of name: String, from start: Int) -> Int? {
    let length = name.utf8.count
    for offset in names.indices {
      let index = start + offset < names.count ? start + offset : start + offset - names.count
      if names[index].utf8.count == length, names[index] == name { return index }
    }
    // The same text may be written with other code points.
    return names.firstIndex(of: name)
  }

  /// The columns, which the batch then has no more: it is empty, and whoever gets them can write in their arrays.
  package mutating func takeColumns() -> [FeatureValues] {
    let taken = columns
    self = Batch()
    return taken
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

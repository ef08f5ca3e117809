/// A table of ids, row after row: one row an example, one column a step.
public struct IDMatrix: Equatable, Sendable {
  /// How many rows there are.
  public let rows: Int
  /// How many ids a row has.
  public let columns: Int
  /// Every id is in `0 ..< count`.
  public let count: Int
  /// The ids, row after row.
  public let elements: [Int32]

  /// A table of the given ids, row after row, each in `0 ..< count`.
  ///
  /// - Precondition: there are `rows * columns` of them.
  public init(rows: Int, columns: Int, count: Int, elements: [Int32]) {
    precondition(elements.count == rows * columns, "\(elements.count) ids, expected \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.count = count
    self.elements = elements
  }

  /// The rows `indices`, in that order.
  func gather(_ indices: ArraySlice<Int>) -> IDMatrix {
    let gathered = [Int32](unsafeUninitializedCapacity: indices.count * columns) { target, count in
      count = indices.count * columns
      elements.withUnsafeBufferPointer { source in
        guard var target = target.baseAddress, let source = source.baseAddress else { return }
        for index in indices {
          precondition(index >= 0 && index < rows)
          for column in 0..<columns { target[column] = source[index * columns + column] }
          target += columns
        }
      }
    }
    return IDMatrix(rows: indices.count, columns: columns, count: count, elements: gathered)
  }

  /// The rows `range`, in their order.
  func rows(_ range: Range<Int>) -> IDMatrix {
    let elements = Array(elements[range.lowerBound * columns..<range.upperBound * columns])
    return IDMatrix(rows: range.count, columns: columns, count: count, elements: elements)
  }
}

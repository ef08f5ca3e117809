/// A table of floats, row after row.
public struct Matrix: Equatable, Sendable {
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int
  /// The elements, row after row: element (i, j) is `elements[i * columns + j]`.
  public var elements: [Float]

  /// A matrix of zeros, or of `value`.
  public init(rows: Int, columns: Int, repeating value: Float = 0) {
    self.rows = rows
    self.columns = columns
    elements = [Float](repeating: value, count: rows * columns)
  }

  /// A matrix of the given elements, row after row.
  ///
  /// - Precondition: there are `rows * columns` of them.
  public init(rows: Int, columns: Int, elements: [Float]) {
    precondition(
      elements.count == rows * columns,
      "\(elements.count) elements, expected \(rows) x \(columns)"
    )
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix whose elements `fill` writes, all of them.
  init(rows: Int, columns: Int, fill: (UnsafeMutableBufferPointer<Float>) -> Void) {
    self.rows = rows
    self.columns = columns
    elements = [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      fill(UnsafeMutableBufferPointer(rebasing: buffer[..<(rows * columns)]))
      count = rows * columns
    }
  }

  /// Element (`row`, `column`).
  public subscript(row: Int, column: Int) -> Float {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }
}

extension Matrix {
  /// `count` rows that are all like `row`.
  init(repeating row: [Float], rows count: Int) {
    self.init(rows: count, columns: row.count) { target in
      row.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        for index in 0..<count { (target + index * row.count).update(from: source, count: row.count) }
      }
    }
  }

  /// The columns `range` alone.
  func columns(_ range: Range<Int>) -> Matrix {
    if range == 0..<columns { return self }
    precondition(range.lowerBound >= 0 && range.upperBound <= columns)
    return Matrix(rows: rows, columns: range.count) { target in
      elements.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        for row in 0..<rows {
          let place = source + row * columns + range.lowerBound
          (target + row * range.count).update(from: place, count: range.count)
        }
      }
    }
  }

  /// Matrices with as many rows side by side.
  init(sideBySide parts: [Matrix]) {
    let (rows, columns) = (parts.first?.rows ?? 0, parts.reduce(0) { $0 + $1.columns })
    precondition(parts.allSatisfy { $0.rows == rows })
    self.init(rows: rows, columns: columns) { target in
      guard var target = target.baseAddress else { return }
      for part in parts {
        part.elements.withUnsafeBufferPointer { source in
          guard let source = source.baseAddress else { return }
          for row in 0..<rows {
            (target + row * columns).update(from: source + row * part.columns, count: part.columns)
          }
        }
        target += part.columns
      }
    }
  }

  /// The same elements in `rows` rows.
  func reshaped(rows count: Int) -> Matrix {
    count == rows ? self : Matrix(rows: count, columns: elements.count / max(1, count), elements: elements)
  }

  /// The same elements in `columns` columns.
  func reshaped(columns count: Int) -> Matrix {
    count == columns ? self : Matrix(rows: elements.count / max(1, count), columns: count, elements: elements)
  }

  /// Writes `other` into the columns from `start` on.
  mutating func setColumns(from start: Int, to other: Matrix) {
    for row in 0..<rows {
      let (source, target) = (row * other.columns, row * columns + start)
      for column in 0..<other.columns { elements[target + column] = other.elements[source + column] }
    }
  }

  /// `body` of every element.
  @inline(__always)
  func map(_ body: (Float) -> Float) -> Matrix {
    Matrix(rows: rows, columns: columns) { buffer in
      for index in buffer.indices { buffer[index] = body(elements[index]) }
    }
  }

  /// `body` of every element and the one at the same place in `other`.
  @inline(__always)
  func combined(with other: Matrix, _ body: (Float, Float) -> Float) -> Matrix {
    precondition(other.rows == rows && other.columns == columns)
    return Matrix(rows: rows, columns: columns) { buffer in
      for index in buffer.indices { buffer[index] = body(elements[index], other.elements[index]) }
    }
  }

  /// The sum of each column, rows added in their order.
  func columnSums() -> [Float] {
    var sums = [Float](repeating: 0, count: columns)
    sums.withUnsafeMutableBufferPointer { sums in
      elements.withUnsafeBufferPointer { source in
        guard let sums = sums.baseAddress, let source = source.baseAddress else { return }
        for row in 0..<rows { sums.add(source + row * columns, count: columns) }
      }
    }
    return sums
  }

  /// Rows as columns.
  var transposed: Matrix {
    Matrix(rows: columns, columns: rows) { buffer in
      for row in 0..<rows {
        for column in 0..<columns { buffer[column * rows + row] = elements[row * columns + column] }
      }
    }
  }
}

/// A table of floats, row after row.
public struct Matrix: Equatable, Sendable {
  /// How many rows there are.
  public private(set) var rows: Int
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
}

extension Matrix {
  /// Adds the rows of `other` below.
  mutating func append(_ other: Matrix) {
    precondition(other.columns == columns, "found \(other.columns) columns, expected \(columns)")
    rows += other.rows
    elements += other.elements
  }

  /// Adds `left * right` to this matrix.
  ///
  /// Every element adds its products in the order of the inner index, whatever the number of rows: a row's result is
  /// the same to the bit alone and in a batch.
  mutating func add(_ left: Matrix, times right: Matrix) {  // [n, k] x [k, m] -> [n, m]
    precondition(left.columns == right.rows && left.rows == rows && right.columns == columns)
    accumulate(left, right) { row, inner in (target: row, source: inner) }
  }

  /// Adds `left^T * right` to this matrix: the gradient of a product's right factor.
  mutating func add(transposed left: Matrix, times right: Matrix) {  // [n, k]^T x [n, m] -> [k, m]
    precondition(left.rows == right.rows && left.columns == rows && right.columns == columns)
    accumulate(left, right) { row, inner in (target: inner, source: row) }
  }

  /// For each element of `left`, in order, adds that multiple of a row of `right` to a row of this matrix.
  @inline(__always)
  private mutating func accumulate(
    _ left: Matrix,
    _ right: Matrix,
    rows: (_ row: Int, _ inner: Int) -> (target: Int, source: Int)
  ) {
    let (inner, width) = (left.columns, columns)
    elements.withUnsafeMutableBufferPointer { out in
      right.elements.withUnsafeBufferPointer { b in
        for row in 0..<left.rows {
          for k in 0..<inner {
            let factor = left.elements[row * inner + k]
            let (target, source) = rows(row, k)
            for column in 0..<width { out[target * width + column] += factor * b[source * width + column] }
          }
        }
      }
    }
  }

  /// `self * right^T`: the gradient of a product's left factor.
  func times(transposed right: Matrix) -> Matrix {  // [n, m] x [k, m]^T -> [n, k]
    var transposed = Matrix(rows: right.columns, columns: right.rows)
    for row in 0..<right.rows {
      for column in 0..<right.columns {
        transposed.elements[column * right.rows + row] = right.elements[row * right.columns + column]
      }
    }
    var product = Matrix(rows: rows, columns: right.rows)
    product.add(self, times: transposed)
    return product
  }
}

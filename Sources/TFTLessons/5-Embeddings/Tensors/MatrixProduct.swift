import RawData

/// The product of two matrices, added to a third: where nearly all of training's time goes.
///
/// Every element adds its products one after the other, in the order of the inner index, whatever the number of rows or
/// threads: a row's result is the same to the bit alone and in a batch. Eight columns are computed at once, and a few
/// rows together, so that a piece of `right` that has been read is used more than once.
struct MatrixProduct {
  /// The left factor: element (i, k) is `left[i * rowStride + k * innerStride]`.
  let left: UnsafePointer<Float>
  let rowStride: Int
  let innerStride: Int
  /// The right factor, row after row: `[inner, columns]`.
  let right: UnsafePointer<Float>
  let inner: Int
  let columns: Int

  /// Adds the rows `rows` of the product to those of `target`, `[rows, columns]`.
  func add(to target: UnsafeMutablePointer<Float>, rows: Range<Int>) {
    var column = 0
    while column + 16 <= columns {
      each(rows, by: 2) {
        addTile2x16(target, $0, column)
      } rest: {
        addTile1x8(target, $0, column, 2)
      }
      column += 16
    }
    while column + 8 <= columns {
      each(rows, by: 4) {
        addTile4x8(target, $0, column)
      } rest: {
        addTile1x8(target, $0, column, 1)
      }
      column += 8
    }
    guard column < columns else { return }
    if columns >= 8 {
      for row in rows { addRest(target, row, columns - column) }
    } else {
      for row in rows { for column in 0..<columns { addElement(target, row, column) } }
    }
  }

  @inline(__always)
  private func each(_ rows: Range<Int>, by step: Int, _ body: (Int) -> Void, rest: (Int) -> Void) {
    var row = rows.lowerBound
    while row + step <= rows.upperBound {
      body(row)
      row += step
    }
    while row < rows.upperBound {
      rest(row)
      row += 1
    }
  }

  private func addTile2x16(_ target: UnsafeMutablePointer<Float>, _ row: Int, _ column: Int) {
    let first = target + row * columns + column
    let second = first + columns
    var (a, b) = (load(first), load(first + 8))
    var (c, d) = (load(second), load(second + 8))
    var source = right + column
    var factor = left + row * rowStride
    for _ in 0..<inner {
      let (x, y) = (load(source), load(source + 8))
      let (one, two) = (Eight(repeating: factor[0]), Eight(repeating: factor[rowStride]))
      a += one * x
      b += one * y
      c += two * x
      d += two * y
      source += columns
      factor += innerStride
    }
    store(a, first)
    store(b, first + 8)
    store(c, second)
    store(d, second + 8)
  }

  private func addTile4x8(_ target: UnsafeMutablePointer<Float>, _ row: Int, _ column: Int) {
    let first = target + row * columns + column
    let (second, third, fourth) = (first + columns, first + 2 * columns, first + 3 * columns)
    var (a, b, c, d) = (load(first), load(second), load(third), load(fourth))
    var source = right + column
    var factor = left + row * rowStride
    for _ in 0..<inner {
      let x = load(source)
      a += Eight(repeating: factor[0]) * x
      b += Eight(repeating: factor[rowStride]) * x
      c += Eight(repeating: factor[2 * rowStride]) * x
      d += Eight(repeating: factor[3 * rowStride]) * x
      source += columns
      factor += innerStride
    }
    store(a, first)
    store(b, second)
    store(c, third)
    store(d, fourth)
  }

  /// `count` times eight columns of one row.
  private func addTile1x8(_ target: UnsafeMutablePointer<Float>, _ row: Int, _ column: Int, _ count: Int) {
    for part in 0..<count {
      let place = target + row * columns + column + part * 8
      var sum = load(place)
      var source = right + column + part * 8
      var factor = left + row * rowStride
      for _ in 0..<inner {
        sum += Eight(repeating: factor[0]) * load(source)
        source += columns
        factor += innerStride
      }
      store(sum, place)
    }
  }

  /// The last `count` columns of a row, less than eight: the last eight are computed, and those before are dropped.
  private func addRest(_ target: UnsafeMutablePointer<Float>, _ row: Int, _ count: Int) {
    let column = columns - 8
    let place = target + row * columns + column
    var sum = load(place)
    var source = right + column
    var factor = left + row * rowStride
    for _ in 0..<inner {
      sum += Eight(repeating: factor[0]) * load(source)
      source += columns
      factor += innerStride
    }
    for lane in 8 - count..<8 { place[lane] = sum[lane] }
  }

  private func addElement(_ target: UnsafeMutablePointer<Float>, _ row: Int, _ column: Int) {
    var sum = target[row * columns + column]
    for index in 0..<inner {
      sum += left[row * rowStride + index * innerStride] * right[index * columns + column]
    }
    target[row * columns + column] = sum
  }
}

extension Matrix {
  /// Adds `left * right` to this matrix.
  ///
  /// - Parameters:
  ///   - rightRows: the rows of `right` that take part, all when nil.
  ///   - threads: how many threads may work.
  mutating func add(  // [n, k] x [k, m] -> [n, m]
    _ left: Matrix,
    times right: Matrix,
    rightRows: Range<Int>? = nil,
    threads: Int = 1
  ) {
    let range = rightRows ?? 0..<right.rows
    precondition(left.columns == range.count && range.upperBound <= right.rows)
    precondition(left.rows == rows && right.columns == columns)
    add(Factor(left), right, from: range.lowerBound, threads)
  }

  /// Adds `left^T * right` to this matrix: the gradient of a product's right factor.
  mutating func add(  // [n, k]^T x [n, m] -> [k, m]
    transposed left: Matrix,
    times right: Matrix,
    threads: Int = 1
  ) {
    precondition(left.rows == right.rows && left.columns == rows && right.columns == columns)
    add(Factor(transposed: left), right, from: 0, threads)
  }

  /// `self^T * right`.
  func transposedTimes(_ right: Matrix, threads: Int = 1) -> Matrix {  // [n, k]^T x [n, m] -> [k, m]
    var product = Matrix(rows: columns, columns: right.columns)
    product.add(transposed: self, times: right, threads: threads)
    return product
  }

  /// `self * right^T`: the gradient of a product's left factor.
  func times(transposed right: Matrix, threads: Int = 1) -> Matrix {  // [n, m] x [k, m]^T -> [n, k]
    var product = Matrix(rows: rows, columns: right.rows)
    product.add(self, times: right.transposed, threads: threads)
    return product
  }

  /// A left factor, as it is or with rows as columns.
  private struct Factor {
    let elements: [Float]
    let rows: Int
    let inner: Int
    let rowStride: Int
    let innerStride: Int

    init(_ matrix: Matrix) {
      (elements, rows, inner) = (matrix.elements, matrix.rows, matrix.columns)
      (rowStride, innerStride) = (matrix.columns, 1)
    }

    init(transposed matrix: Matrix) {
      (elements, rows, inner) = (matrix.elements, matrix.columns, matrix.rows)
      (rowStride, innerStride) = (1, matrix.columns)
    }
  }

  /// Multiplications for which another thread is worth waking.
  private static let threadWork = 1 << 17

  private mutating func add(
    _ left: Factor,
    _ right: Matrix,
    from rightRow: Int,
    _ threads: Int
  ) {
    let width = columns
    elements.withUnsafeMutableBufferPointer { target in
      left.elements.withUnsafeBufferPointer { a in
        right.elements.withUnsafeBufferPointer { b in
          guard let target = target.baseAddress, let a = a.baseAddress, let b = b.baseAddress else { return }
          // Every part writes rows of its own.
          nonisolated(unsafe) let place = target
          nonisolated(unsafe) let product = MatrixProduct(
            left: a,
            rowStride: left.rowStride,
            innerStride: left.innerStride,
            right: b + rightRow * width,
            inner: left.inner,
            columns: width
          )
          let work = left.rows * left.inner * width / Self.threadWork
          let parts = Swift.min(threads, Swift.max(1, work))
          Parallelism.forEachPart(of: left.rows, parts: parts, multipleOf: 4) {
            product.add(to: place, rows: $0)
          }
        }
      }
    }
  }
}

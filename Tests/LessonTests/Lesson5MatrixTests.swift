import RawData
import Testing

@testable import Embeddings

/// Products of matrices.
@Suite("Lesson 5: matrices", .tags(.lesson5))
struct Lesson5MatrixTests {
  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    GradientCheck.numbers(rows, columns, seed: seed)
  }

  /// `[rows, inner, columns]` around the sizes of the tiles: 2 x 16, 4 x 8, 1 x 8, and single numbers.
  static let sizes: [[Int]] = [
    [1, 1, 1], [1, 3, 8], [2, 5, 16], [3, 2, 17], [4, 4, 24], [5, 7, 33], [7, 1, 15], [9, 6, 40], [2, 0, 9],
    [0, 3, 9], [3, 3, 0],
  ]

  /// `start + left * right` in float64, in the order of the inner index. Multiples of 2^-10 below 1 in magnitude: up to
  /// 16 products of them add up without rounding in float32 too, so that the results must be equal.
  static func product(_ start: Matrix, _ left: Matrix, _ right: Matrix) -> Matrix {
    var result = start
    for row in 0..<left.rows {
      for column in 0..<right.columns {
        let sum = (0..<left.columns).reduce(Double(start[row, column])) {
          $0 + Double(left[row, $1]) * Double(right[$1, column])
        }
        result[row, column] = Float(sum)
      }
    }
    return result
  }

  @Test(arguments: sizes)
  func `a product is what its definition says`(size: [Int]) {
    let (rows, inner, columns) = (size[0], size[1], size[2])
    let (left, right) = (Self.random(rows, inner, seed: 1), Self.random(inner, columns, seed: 2))
    let start = Self.random(rows, columns, seed: 3)
    let expected = Self.product(start, left, right)
    var found = start
    found.add(left, times: right)
    #expect(found == expected)
    var transposed = start
    transposed.add(transposed: left.transposed, times: right)
    #expect(transposed == expected)
    let zeros = Matrix(rows: rows, columns: columns)
    #expect(left.times(transposed: right.transposed) == Self.product(zeros, left, right))
  }

  @Test func `some rows of the right factor can take part alone`() {
    let (left, right) = (Self.random(3, 4, seed: 4), Self.random(9, 17, seed: 5))
    var found = Matrix(rows: 3, columns: 17)
    found.add(left, times: right, rightRows: 2..<6)
    let part = Matrix(rows: 4, columns: 17, elements: Array(right.elements[2 * 17..<6 * 17]))
    #expect(found == Self.product(Matrix(rows: 3, columns: 17), left, part))
  }

  /// Numbers whose products round, so that another order of adding them would show.
  static func rough(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    Self.random(rows, columns, seed: seed).map { $0 / 3 }
  }

  @Test(arguments: [1, 7, 8, 16, 25])
  func `a row's product is the same to the bit alone and among others`(columns: Int) {
    let (left, right) = (Self.rough(7, 30, seed: 6), Self.rough(30, columns, seed: 7))
    var together = Matrix(rows: 7, columns: columns)
    together.add(left, times: right)
    for row in 0..<7 {
      var alone = Matrix(rows: 1, columns: columns)
      alone.add(left.gather([row]), times: right)
      #expect(alone == together.gather([row]))
    }
  }

  // 300 x 60 x 40 multiplications are enough for five threads.
  @Test(arguments: [2, 3, 8])
  func `a product is the same to the bit whatever the number of threads`(threads: Int) {
    let (left, right) = (Self.rough(300, 60, seed: 8), Self.rough(60, 40, seed: 9))
    var (one, many) = (Matrix(rows: 300, columns: 40), Matrix(rows: 300, columns: 40))
    one.add(left, times: right)
    many.add(left, times: right, threads: threads)
    #expect(many == one)
    let wide = Self.rough(300, 70, seed: 10)
    var (first, second) = (Matrix(rows: 60, columns: 70), Matrix(rows: 60, columns: 70))
    first.add(transposed: left, times: wide)
    second.add(transposed: left, times: wide, threads: threads)
    #expect(second == first)
  }

  @Test func `matrices side by side, in parts and in other shapes`() {
    let (a, b) = (Self.random(2, 3, seed: 11), Self.random(2, 1, seed: 12))
    let both = Matrix(sideBySide: [a, b])
    #expect(both.columns(0..<3) == a && both.columns(3..<4) == b)
    #expect(both.transposed.transposed == both && both.transposed[3, 1] == both[1, 3])
    #expect(both.reshaped(columns: 2) == Matrix(rows: 4, columns: 2, elements: both.elements))
    #expect(both.columnSums() == (0..<4).map { both[0, $0] + both[1, $0] })
    var changed = both
    changed.setColumns(from: 2, to: a.columns(0..<2))
    #expect(changed.columns(2..<4) == a.columns(0..<2) && changed.columns(0..<2) == a.columns(0..<2))
    #expect(both.gather([1, 0, 1]).elements == (both.elements[4...] + both.elements))
  }
}

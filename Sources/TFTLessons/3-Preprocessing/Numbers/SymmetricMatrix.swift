/// A symmetric matrix of doubles, and the directions in which it only stretches.
struct SymmetricMatrix: Equatable, Sendable {
  let size: Int
  /// Row by row.
  private(set) var elements: [Double]

  /// The matrix of the given elements.
  init(size: Int, _ element: (Int, Int) -> Double) {
    self.size = size
    elements = (0..<size * size).map {
      element(Swift.min($0 / size, $0 % size), Swift.max($0 / size, $0 % size))
    }
  }

  /// The element in row `i` and column `j`.
  subscript(i: Int, j: Int) -> Double { elements[i * size + j] }

  /// Its eigenvalues in descending order, each with its eigenvector of length 1; equal ones in the order of the axes.
  ///
  /// An eigenvector's sign is arbitrary: here its largest element is positive, the first one of those that are as large to
  /// nine digits.
  ///
  /// Rule: cyclic Jacobi rotations, which need nothing but the four operations and square roots, and so give the same bits
  /// everywhere. Golub and Van Loan, "Matrix Computations", 8.5.
  ///
  /// - Complexity: O(size³) for each sweep over all pairs; some ten sweeps.
  var eigenvectors: [(value: Double, vector: [Double])] {
    var matrix = self
    var vectors = SymmetricMatrix(size: size) { $0 == $1 ? 1 : 0 }.elements
    var isDiagonal = false
    for _ in 0..<100 where !isDiagonal {
      isDiagonal = true
      for p in 0..<size {
        for q in p + 1..<Swift.max(size, p + 1) where !matrix.isNegligible(p, q) {
          isDiagonal = false
          matrix.rotate(p, q, &vectors)
        }
      }
    }
    let order = (0..<size).sorted { a, b in
      matrix[a, a] != matrix[b, b] ? matrix[a, a] > matrix[b, b] : a < b
    }
    return order.map { column in
      let vector = (0..<size).map { vectors[$0 * size + column] }
      return (matrix[column, column], Self.signed(vector))
    }
  }

  /// Whether an element is too small to change the diagonal ones.
  private func isNegligible(_ p: Int, _ q: Int) -> Bool {
    let size = self[p, p].magnitude.squareRoot() * self[q, q].magnitude.squareRoot()
    return self[p, q].magnitude <= size * Double.ulpOfOne * 0x1p-8
  }

  /// Turns the axes `p` and `q` so that their element becomes 0.
  private mutating func rotate(_ p: Int, _ q: Int, _ vectors: inout [Double]) {
    let ratio = (self[q, q] - self[p, p]) / (2 * self[p, q])
    // The smaller of the two angles; a ratio whose square overflows gives 0, which is right.
    let tangent = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (ratio * ratio + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    let (pp, qq, pq) = (self[p, p], self[q, q], self[p, q])
    for k in 0..<size {
      if k != p && k != q {
        let (kp, kq) = (self[k, p], self[k, q])
        set(k, p, cosine * kp - sine * kq)
        set(k, q, sine * kp + cosine * kq)
      }
      let (vp, vq) = (vectors[k * size + p], vectors[k * size + q])
      vectors[k * size + p] = cosine * vp - sine * vq
      vectors[k * size + q] = sine * vp + cosine * vq
    }
    set(p, p, pp - tangent * pq)
    set(q, q, qq + tangent * pq)
    set(p, q, 0)
  }

  private mutating func set(_ i: Int, _ j: Int, _ value: Double) {
    elements[i * size + j] = value
    elements[j * size + i] = value
  }

  private static func signed(_ vector: [Double]) -> [Double] {
    let largest = vector.reduce(0) { Swift.max($0, $1.magnitude) }
    let leading = vector.first { $0.magnitude >= largest * (1 - 1e-9) } ?? 0
    return leading < 0 ? vector.map { 0 - $0 } : vector
  }
}

/// The loss's gradient for a weight, added up over a batch.
struct Gradient: Sendable {
  /// One number for each of the weight's.
  private(set) var matrix: Matrix
  /// The rows that may differ from zero, in the order in which they came up; nil for all.
  private(set) var rows: [Int32]?
  private var isListed: [Bool] = []

  /// A gradient of zeros for a weight.
  init(_ spec: WeightSpec) {
    matrix = Matrix(rows: spec.rows, columns: spec.columns)
    if spec.isSparse {
      rows = []
      isListed = [Bool](repeating: false, count: spec.rows)
    }
  }

  /// Says that `row` may differ from zero.
  private mutating func list(_ row: Int) {
    guard rows != nil, !isListed[row] else { return }
    isListed[row] = true
    rows?.append(Int32(row))
  }

  /// Adds what some examples say.
  mutating func add(_ gradient: WeightGradient) {
    for part in gradient.parts {
      switch part {
      case .rows(let matrix, let firstRow): add(matrix, firstRow: firstRow)
      case .ids(let ids, let matrix, let firstRow): add(matrix, to: ids, firstRow: firstRow)
      }
    }
  }

  private mutating func add(_ rows: Matrix, firstRow: Int) {
    precondition(rows.columns == matrix.columns && firstRow >= 0 && firstRow + rows.rows <= matrix.rows)
    if self.rows != nil {
      for row in firstRow..<firstRow + rows.rows { list(row) }
    }
    let start = firstRow * rows.columns
    matrix.elements.withUnsafeMutableBufferPointer { target in
      rows.elements.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        (target + start).add(source, count: rows.elements.count)
      }
    }
  }

  private mutating func add(_ gradient: Matrix, to ids: [Int32], firstRow: Int) {
    if rows != nil {
      for id in ids { list(firstRow + Int(id)) }
    }
    matrix.addRows(gradient, to: ids, firstRow: firstRow)
  }

  /// Changes each number that may differ from zero.
  mutating func forEachElement(_ body: (inout Float) -> Void) {
    let width = matrix.columns
    guard let listed = rows else {
      for index in matrix.elements.indices { body(&matrix.elements[index]) }
      return
    }
    for row in listed {
      for index in Int(row) * width..<(Int(row) + 1) * width { body(&matrix.elements[index]) }
    }
  }

  /// The sum of the squares of all its numbers.
  var squaredNorm: Double {
    let width = matrix.columns
    func sum(_ range: Range<Int>) -> Double {
      matrix.elements[range].reduce(0.0) { $0 + Double($1) * Double($1) }
    }
    guard let listed = rows else { return sum(0..<matrix.elements.count) }
    return listed.reduce(0.0) { $0 + sum(Int($1) * width..<(Int($1) + 1) * width) }
  }

  /// Makes all of it zero again.
  mutating func clear() {
    let width = matrix.columns
    matrix.elements.withUnsafeMutableBufferPointer { elements in
      guard let listed = rows else { return elements.update(repeating: 0) }
      for row in listed {
        UnsafeMutableBufferPointer(rebasing: elements[Int(row) * width..<(Int(row) + 1) * width]).update(
          repeating: 0
        )
        isListed[Int(row)] = false
      }
    }
    rows?.removeAll(keepingCapacity: true)
  }
}

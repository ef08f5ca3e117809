/// What some examples add to the loss's gradient for a weight.
public struct WeightGradient: Sendable {
  enum Part: Sendable {
    /// These rows, from `firstRow` on.
    case rows(Matrix, firstRow: Int)
    /// Each row to the row that its id names, `firstRow` being that of id 0.
    case ids([Int32], Matrix, firstRow: Int)
  }

  private(set) var parts: [Part]

  /// A gradient for all of the weight.
  public init(_ matrix: Matrix) {
    parts = [.rows(matrix, firstRow: 0)]
  }

  /// A gradient for the rows that `ids` name: one row of `matrix` each.
  public init(_ matrix: Matrix, of ids: [Int32]) {
    parts = [.ids(ids, matrix, firstRow: 0)]
  }

  init(parts: [Part]) {
    self.parts = parts
  }

  /// Adds a gradient for the rows from `firstRow` on.
  mutating func append(_ rows: Matrix, firstRow: Int) {
    parts.append(.rows(rows, firstRow: firstRow))
  }

  /// Adds a gradient for the rows that `ids` name, `firstRow` being that of id 0.
  mutating func append(_ matrix: Matrix, of ids: [Int32], firstRow: Int) {
    parts.append(.ids(ids, matrix, firstRow: firstRow))
  }

  /// A gradient for the only row of a weight.
  init(row: [Float]) {
    self.init(Matrix(rows: 1, columns: row.count, elements: row))
  }
}

/// A batch of what flows from layer to layer.
public enum TensorValue: Equatable, Sendable {
  /// Numbers: one row an example; a sequence has its steps side by side.
  case floats(Matrix)
  /// Ids.
  case ids(IDMatrix)
  /// Numbers side by side, of which one-hot vectors are kept as ids: never more than a dense layer needs.
  case blocks([Block])

  /// Some columns of the numbers.
  public enum Block: Equatable, Sendable {
    /// Numbers.
    case floats(Matrix)
    /// For each row, `count` zeros with a one at the id.
    case oneHot(ids: [Int32], count: Int)

    /// How many rows there are.
    var rows: Int {
      switch self {
      case .floats(let matrix): matrix.rows
      case .oneHot(let ids, _): ids.count
      }
    }

    /// How many columns it stands for.
    var width: Int {
      switch self {
      case .floats(let matrix): matrix.columns
      case .oneHot(_, let count): count
      }
    }
  }

  /// How many examples there are.
  public var rows: Int {
    switch self {
    case .floats(let matrix): matrix.rows
    case .ids(let ids): ids.rows
    case .blocks(let blocks): blocks[0].rows
    }
  }

  /// The numbers, every zero of them; ids as numbers.
  public var matrix: Matrix {
    switch self {
    case .floats(let matrix): return matrix
    case .ids(let ids):
      return Matrix(rows: ids.rows, columns: ids.columns, elements: ids.elements.map { Float($0) })
    case .blocks(let blocks):
      var matrix = Matrix(rows: rows, columns: blocks.reduce(0) { $0 + $1.width })
      var start = 0
      for block in blocks {
        switch block {
        case .floats(let part): matrix.setColumns(from: start, to: part)
        case .oneHot(let ids, _):
          for (row, id) in ids.enumerated() { matrix[row, start + Int(id)] = 1 }
        }
        start += block.width
      }
      return matrix
    }
  }

  /// The numbers as blocks.
  var blocks: [Block] {
    if case .blocks(let blocks) = self { blocks } else { [.floats(matrix)] }
  }

  /// The numbers as blocks, `width` columns in all: more rows than examples when these are sequences.
  func blocks(of width: Int) -> [Block] {
    if case .floats(let matrix) = self { [.floats(matrix.reshaped(columns: width))] } else { blocks }
  }

  /// The examples `indices`, in that order.
  func gather(_ indices: ArraySlice<Int>) -> TensorValue {
    switch self {
    case .floats(let matrix): .floats(matrix.gather(indices))
    case .ids(let ids): .ids(ids.gather(indices))
    case .blocks: .floats(matrix.gather(indices))
    }
  }

  /// The examples of `range`, in their order.
  func rows(_ range: Range<Int>) -> TensorValue {
    switch self {
    case .floats(let matrix): .floats(matrix.rows(range))
    case .ids(let ids): .ids(ids.rows(range))
    case .blocks: .floats(matrix.rows(range))
    }
  }
}

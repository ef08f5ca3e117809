import Preprocessing
import RawData

/// How columns divide into rows.
extension TensorFlowGraph {
  /// How many values each row has.
  mutating func counts(_ column: TensorFlowColumn, _ rowCount: TensorReference) -> TensorReference {
    switch column.layout {
    case .fixed(let width): fill(rowCount, integer(Int64(width)))
    case .ragged(let rows, let count): sums(fill(size(rows), integer(1)), segments: rows, count: count)
    }
  }

  /// The row of each value.
  mutating func rows(_ column: TensorFlowColumn) -> TensorReference {
    switch column.layout {
    case .fixed(let width):
      let places = range(size(column.values))
      return width == 1 ? places : calculate(.floorDivide, places, Int64(width))
    case .ragged(let rows, _): return rows
    }
  }

  /// The place of each value in its row, from 0.
  mutating func positions(_ column: TensorFlowColumn, _ rowCount: TensorReference) -> TensorReference {
    let places = range(size(column.values))
    switch column.layout {
    case .fixed(let width): return calculate(.floorModulo, places, Int64(width))
    case .ragged(let rows, _):
      let starts = sumBefore(counts(column, rowCount))
      return calculate(.subtract, places, gather(starts, rows))
    }
  }

  /// The column with rows that may differ in length.
  mutating func ragged(_ column: TensorFlowColumn, _ rowCount: TensorReference) -> TensorFlowColumn {
    guard case .fixed = column.layout else { return column }
    return TensorFlowColumn(values: column.values, layout: .ragged(rows: rows(column), rowCount: rowCount))
  }

  /// An operand as a column: a constant is repeated in every row.
  mutating func column(_ operand: TensorFlowOperand, _ rowCount: TensorReference) -> TensorFlowColumn {
    switch operand {
    case .column(let column): return column
    case .constant(let values, _):
      let list = constant(TensorFlowConstant(values))
      guard values.valueCount > 0 else {
        return TensorFlowColumn(
          values: list,
          layout: .ragged(rows: constant(.int64s([])), rowCount: rowCount)
        )
      }
      return TensorFlowColumn(values: tile(list, rowCount), layout: .fixed(width: values.valueCount))
    }
  }

  /// Operands made to meet element by element, as `Broadcast` does it: a constant of one value meets every element, one
  /// value per row meets all of another's row.
  mutating func aligned(_ operands: [TensorFlowOperand], _ rowCount: TensorReference) throws(RowError)
    -> (values: [TensorReference], layout: TensorFlowColumn.Layout)
  {
    var common: TensorFlowColumn.Layout?
    var columns: [TensorFlowColumn?] = []
    for operand in operands {
      guard !operand.isSingle else {
        columns.append(nil)
        continue
      }
      let column = column(operand, rowCount)
      columns.append(column)
      common =
        try common.map { other throws(RowError) in try Self.wider(other, column.layout) } ?? column.layout
    }
    guard let layout = common else { throw RowError("found constants alone, expected a column") }
    var values: [TensorReference] = []
    for (operand, column) in zip(operands, columns) {
      if let column {
        values.append(repeated(column, to: layout, rowCount))
      } else if case .constant(let single, _) = operand {
        values.append(constant(TensorFlowConstant(single, shape: [])))
      }
    }
    return (values, layout)
  }

  private static func wider(_ left: TensorFlowColumn.Layout, _ right: TensorFlowColumn.Layout)
    throws(RowError)
    -> TensorFlowColumn.Layout
  {
    if left == right { return left }
    switch (left, right) {
    case (.fixed(width: 1), _): return right
    case (_, .fixed(width: 1)), (.ragged, _): return left
    case (_, .ragged): return right
    case (.fixed(let width), .fixed(let other)):
      throw RowError("found rows of \(width) and of \(other) values, expected the same number or one")
    }
  }

  /// The column's values with every row as long as in `layout`.
  mutating func repeated(
    _ column: TensorFlowColumn,
    to layout: TensorFlowColumn.Layout,
    _ rowCount: TensorReference
  ) -> TensorReference {
    if column.layout == layout { return column.values }
    let target = TensorFlowColumn(values: rowsOf(layout, column, rowCount), layout: layout)
    let rows = rows(target)
    if case .fixed(width: 1) = column.layout { return gather(column.values, rows) }
    // A row of one value is repeated, any other has as many as the row that it meets.
    let own = counts(column, rowCount)
    let isSingle = ask(.equal, own, integer(1))
    let fits = or(isSingle, ask(.equal, own, counts(target, rowCount)))
    let starts = gather(sumBefore(own), rows)
    let positions = select(gather(isSingle, rows), integer(0), positions(target, rowCount))
    let places = calculate(.add, starts, positions)
    let problem = "found rows of different lengths, expected the same number of values or one"
    return gather(column.values, checked(places, fits, problem))
  }

  /// The column's values, of which every row has as many as in `layout`: nothing is repeated.
  ///
  /// - Throws: `RowError` when rows never have as many.
  mutating func matched(
    _ column: TensorFlowColumn,
    to layout: TensorFlowColumn.Layout,
    _ rowCount: TensorReference
  ) throws(RowError) -> TensorReference {
    if column.layout == layout { return column.values }
    let problem = "the columns do not have the same number of values in every row"
    if case .fixed = column.layout, case .fixed = layout { throw RowError(problem) }
    let target = TensorFlowColumn(values: rowsOf(layout, column, rowCount), layout: layout)
    let isSame = ask(.equal, counts(column, rowCount), counts(target, rowCount))
    return checked(column.values, isSame, problem)
  }

  /// A list as long as a column of `layout`, whatever is in it.
  private mutating func rowsOf(
    _ layout: TensorFlowColumn.Layout,
    _ column: TensorFlowColumn,
    _ rowCount: TensorReference
  ) -> TensorReference {
    switch layout {
    case .ragged(let rows, _): rows
    case .fixed(let width): fill(calculate(.multiply, rowCount, Int64(width)), integer(0))
    }
  }

  /// The rows of `width` values as a matrix.
  mutating func matrix(_ values: TensorReference, width: Int) -> TensorReference {
    reshape(values, [nil, width])
  }

  /// The elements of a matrix, row by row.
  mutating func list(_ matrix: TensorReference) -> TensorReference {
    reshape(matrix, .list)
  }

  /// The place of each key among `keys`; one behind the last for a key that is not there.
  mutating func places(of x: TensorReference, among keys: FeatureValues, _ role: String) -> TensorReference {
    let count = Int64(keys.valueCount)
    guard count > 0 else { return fill(size(x), integer(0)) }
    let table = TensorFlowTable(name: Self.nodeName("\(scope)_\(role)"), keys: keys)
    return find(x, in: table, unknown: integer(count))
  }
}

extension FeatureValues {
  /// All values, and `other`'s behind them.
  func appending(_ other: FeatureValues) throws(RowError) -> FeatureValues {
    switch (storage, other.storage) {
    case (.float32(let own), .float32(let more)): return FeatureValues(own + more)
    case (.int64(let own), .int64(let more)): return FeatureValues(own + more)
    case (.string(var own), .string(let more)):
      own.append(contentsOf: more)
      return FeatureValues(own)
    default: throw RowError("found \(other.type.rawValue), expected \(type.rawValue)")
    }
  }
}

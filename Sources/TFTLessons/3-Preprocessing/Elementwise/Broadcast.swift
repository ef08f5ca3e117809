import RawData

/// Operands made to meet element by element.
///
/// A constant of one value meets every element. A constant row meets every row of its width, and a column with one value
/// per row meets all values of another's row, fixed or ragged: those are repeated until all have the same layout.
struct Broadcast {
  /// In the common layout, or the single value of a constant.
  let operands: [Operand]
  /// The layout of the result.
  let layout: FeatureValues.Layout

  /// The values of operand `index`.
  func values(_ index: Int) -> FeatureValues { operands[index].values }

  /// - Throws: `RowError` when a row of one has neither the number of values of another's nor a single one.
  init(_ operands: [Operand], rowCount: Int) throws(RowError) {
    var common: FeatureValues.Layout?
    var isUniform = true
    for operand in operands where !operand.isSingle {
      isUniform = isUniform && (common == nil || common == operand.values.layout) && !operand.isConstant
      common =
        try common.map { other throws(RowError) in try Self.wider(other, operand.values.layout) }
        ?? operand.values.layout
    }
    guard let layout = common ?? operands.first?.values.layout else {
      throw RowError("found no operands, expected one or more")
    }
    self.layout = layout
    if isUniform || operands.count == 1 {
      self.operands = operands
      return
    }
    self.operands = try operands.map { operand throws(RowError) in
      if operand.isSingle { return operand }
      return Operand(try operand.repeated(to: layout, rowCount), isConstant: operand.isConstant)
    }
  }

  private static func wider(
    _ left: FeatureValues.Layout,
    _ right: FeatureValues.Layout
  ) throws(RowError) -> FeatureValues.Layout {
    if left == right { return left }
    switch (left, right) {
    case (.fixed(1), _): return right
    case (_, .fixed(1)), (.ragged, _): return left
    case (_, .ragged): return right
    case (.fixed(let width), .fixed(let otherWidth)):
      guard width == otherWidth else {
        throw RowError("found rows of \(width) and of \(otherWidth) values, expected the same number or one")
      }
      return left
    }
  }
}

extension Operand {
  /// Whether it is one value for all rows.
  var isSingle: Bool { isConstant && values.valueCount == 1 }

  /// The values with every row as long as in `layout`.
  fileprivate func repeated(
    to layout: FeatureValues.Layout,
    _ rowCount: Int
  ) throws(RowError) -> FeatureValues {
    if values.layout == layout, !isConstant || rowCount == 1 && values.valueCount > 0 { return values }
    var indices: [Int] = []
    for row in 0..<rowCount {
      let width = layout.range(ofRow: row).count
      let own = isConstant ? 0..<values.valueCount : values.range(ofRow: row)
      guard own.count == width || own.count == 1 else {
        throw RowError(row: row, "found \(own.count) values beside \(width), expected the same number or one")
      }
      if own.count == width {
        indices += own
      } else {
        indices += repeatElement(own.lowerBound, count: width)
      }
    }
    return FeatureValues(values.storage.selecting(indices), layout: layout)
  }
}

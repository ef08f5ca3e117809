import RawData

/// The mean of a column over all rows.
///
/// `mean([1, 2, 6])` is 3. NaN, infinities and missing values are left out; without any numbers it is 0. Exact: rounded at the
/// end, whatever the order of the rows. TFT: `mean`.
public func mean<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  Column(node: moment(.mean, x.node, nil, SourceLocation(fileID: fileID, line: line)))
}

/// The mean of a column, or with `elementwise` that of each element of its vectors.
///
/// `mean` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[3.5, 3]`. TFT: `mean` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise mean of a ragged column.
public func mean<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let elements = elementwise ? try x.node.elements("mean", location) : nil
  return Column(node: moment(.mean, x.node, elements, location))
}

/// The variance of a column over all rows, as that of a population: the mean squared distance from the mean.
///
/// `variance([1, 2, 6])` is 14/3. NaN, infinities and missing values are left out; without any numbers it is 0. Exact: rounded
/// at the end, whatever the order of the rows. TFT: `var`, which Swift keeps for itself.
public func variance<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Float> {
  Column(node: moment(.variance, x.node, nil, SourceLocation(fileID: fileID, line: line)))
}

/// The variance of a column, or with `elementwise` that of each element of its vectors.
///
/// `variance` of the rows `[3, 5]`, `[4, 1]`, elementwise, is `[0.25, 4]`. TFT: `var` with `reduce_instance_dims=False`.
///
/// - Throws: `OperationError` for an elementwise variance of a ragged column.
public func variance<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let elements = elementwise ? try x.node.elements("var", location) : nil
  return Column(node: moment(.variance, x.node, elements, location))
}

private func moment(_ which: Moment, _ x: Node, _ elements: Int?, _ location: SourceLocation) -> Node {
  let name = which.rawValue
  if x.type == .int64 {
    return .analysis(name, MomentsSummary<Int64>.self, [which], of: x, elements: elements, location: location)
  }
  return .analysis(name, MomentsSummary<Float>.self, [which], of: x, elements: elements, location: location)
}

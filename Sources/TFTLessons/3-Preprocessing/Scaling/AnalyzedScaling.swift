import RawData

/// A scaling, and the analyses that find its constants.
protocol AnalyzedScaling: Scaling {
  /// The constants of a column, or of each of so many elements.
  func constants(_ x: Node, _ elements: Int?, _ location: SourceLocation) -> [Node]
}

extension AnalyzedScaling {
  /// The scaled column.
  func column(_ x: Column<some NumericColumnScalar>, _ location: SourceLocation) -> Column<Float> {
    column(x.node.asFloat(location), nil, location)
  }

  /// The scaled column; with `elementwise`, each element apart.
  func column(
    _ x: Column<some NumericColumnScalar>,
    elementwise: Bool,
    _ location: SourceLocation
  ) throws(OperationError) -> Column<Float> {
    column(x.node.asFloat(location), elementwise ? try x.node.elements(name, location) : nil, location)
  }

  private func column(_ x: Node, _ elements: Int?, _ location: SourceLocation) -> Column<Float> {
    Column(ScalingMapper(self), [x] + constants(x, elements, location), location: location)
  }
}

extension Node {
  /// All results of this analyzer, of the given types.
  func parts(_ types: [FeatureType]) -> [Node] {
    types.enumerated().map { part($0, type: $1, shape: shape) }
  }
}

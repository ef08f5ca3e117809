import RawData

/// A scaling whose constants can be found for each key apart.
protocol PerKeyScaling: AnalyzedScaling {
  /// The keys, and the constants of each.
  func constants(_ x: Node, key: Node, _ elements: Int?, _ location: SourceLocation) -> [Node]
}

extension PerKeyScaling {
  /// The column scaled for each key apart.
  func column(
    _ x: Column<some NumericColumnScalar>,
    key: Column<some CategoricalScalar>,
    elementwise: Bool,
    _ location: SourceLocation
  ) throws(OperationError) -> Column<Float> {
    let operation = "\(name)_per_key"
    let isKeyPerValue = x.node.shape == .ragged && key.node.shape == .ragged
    guard key.node.shape == .scalar || isKeyPerValue else {
      let problem = "found keys that are no scalar, expected one for each row, or a ragged column like x"
      throw OperationError(location: location, operation: operation, problem: problem)
    }
    let elements = elementwise ? try x.node.elements(operation, location) : nil
    let numbers = x.node.asFloat(location)
    return Column(
      ScalingMapper(self, hasKeys: true),
      [numbers, key.node] + constants(numbers, key: key.node, elements, location),
      location: location
    )
  }
}

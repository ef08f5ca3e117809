import RawData

extension Column: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The recipe, and its values in the sample: `divide(add(longitude, 78.0), 8.0) = [0.5025, 0.5011]`.
  ///
  /// Where the preprocessing function was called without a sample, the recipe alone. An analysis is over the sample's
  /// rows, not yet over the data.
  public var description: String {
    switch sampleValues {
    case nil: node.expression
    case .success(let values)?: "\(node.expression) = \(values.rowsText(upTo: 8))"
    case .failure(let error)?: "\(node.expression): \(error)"
    }
  }

  /// The recipe, and its values in the sample.
  public var debugDescription: String { description }

  /// What a debugger shows: the recipe, the line that made it, the values in the sample.
  public var customMirror: Mirror {
    var children: [Mirror.Child] = [("expression", node.expression)]
    if let location = node.location { children.append(("madeAt", location.description)) }
    if case .success(let values)? = sampleValues { children.append(("sample", values.rowsText(upTo: 8))) }
    return Mirror(self, children: children)
  }

  /// The column's values in the sample that the preprocessing function was called with; nil without one, an error where
  /// an operation fails on it.
  public var sampleValues: Result<FeatureValues, OperationError>? {
    var sample = SampleEvaluation()
    do throws(OperationError) {
      return try sample.value(of: node).map { .success($0.values) }
    } catch {
      return .failure(error)
    }
  }
}

/// Computes nodes over the sample, each once.
private struct SampleEvaluation {
  private var results: [ObjectIdentifier: [Operand]] = [:]

  /// Nil when a raw feature has no sample.
  mutating func value(of node: Node) throws(OperationError) -> Operand? {
    try results(of: node)?.first
  }

  private mutating func results(of node: Node) throws(OperationError) -> [Operand]? {
    if let known = results[ObjectIdentifier(node)] { return known }
    let computed = try compute(node)
    results[ObjectIdentifier(node)] = computed
    return computed
  }

  private mutating func compute(_ node: Node) throws(OperationError) -> [Operand]? {
    switch node.kind {
    case .constant(let values), .file(_, let values): return [Operand(values, isConstant: true)]
    default: break
    }
    if case .input = node.kind { return node.sample.map { [Operand($0, isConstant: false)] } }
    var inputs: [Operand] = []
    for input in node.inputs {
      guard let values = try results(of: input) else { return nil }
      if case .part(let part) = node.kind { return part < values.count ? [values[part]] : nil }
      inputs += values.prefix(1)
    }
    do throws(RowError) {
      return try Self.apply(node, inputs)
    } catch {
      throw OperationError(
        location: node.location,
        operation: node.expression,
        row: error.row,
        problem: error.problem
      )
    }
  }

  private static func apply(_ node: Node, _ inputs: [Operand]) throws(RowError) -> [Operand] {
    switch node.kind {
    case .mapper(let mapper):
      let bound = try mapper.bound(to: inputs.map { $0.isConstant ? $0.values : nil })
      let rows = inputs.first { !$0.isConstant }?.values.rowCount ?? 1
      return [Operand(try bound.apply(inputs, rowCount: rows), isConstant: inputs.allSatisfy(\.isConstant))]
    case .analyzer(let analyzer):
      var accumulator = analyzer.makeAccumulator()
      try accumulator.add(inputs)
      return try accumulator.finish().map { Operand($0, isConstant: true) }
    case .input, .constant, .part, .file:
      return inputs
    }
  }
}

extension Node {
  /// The recipe as it is named in errors.
  var expression: String { ExpressionText.text(of: self, \.form) }

  private var form: ExpressionForm<Node> {
    switch kind {
    case .input(let name): return ExpressionForm(name: name)
    case .constant(let values): return ExpressionForm(constant: values)
    case .file(let asset, _): return ExpressionForm(name: asset.fileName)
    case .mapper(let mapper): return ExpressionForm("\(mapper.name)(", inputs, ")")
    case .analyzer(let analyzer): return ExpressionForm("\(analyzer.name)(", inputs, ")")
    case .part(let part):
      guard case .analyzer(let analyzer) = inputs[0].kind else { return inputs[0].form }
      return ExpressionForm("", inputs, ".\(analyzer.resultNames[part])")
    }
  }
}

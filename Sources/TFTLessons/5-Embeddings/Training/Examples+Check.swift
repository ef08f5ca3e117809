extension Examples {
  /// Finds out whether the examples are such as `architecture` takes: those of another model have other inputs.
  ///
  /// - Throws: `ModelError` for the first input that is not as it should be.
  func checkInputs(for architecture: Architecture) throws(ModelError) {
    let start = "the examples are not made for the model \"\(architecture.name)\""
    guard inputs.count == architecture.inputs.count else {
      throw ModelError("\(start): found \(inputs.count) inputs, expected \(architecture.inputs.count)")
    }
    for (input, value) in zip(architecture.inputs, inputs) where value.shape != input.shape {
      let names = input.features.map { "\"\($0)\"" }.joined(separator: ", ")
      throw ModelError("\(start): for \(names) found \(value.shape), expected \(input.shape)")
    }
  }

  /// Finds out whether the examples are such as `architecture` takes, with labels that its loss can judge.
  ///
  /// - Throws: `ModelError` for the first input or label that is not as it should be.
  func check(for architecture: Architecture) throws(ModelError) {
    try checkInputs(for: architecture)
    guard let fault = architecture.loss.fault(in: labels, classes: architecture.outputShape.size) else {
      return
    }
    throw ModelError("label", architecture.label, row: fault.row, fault.problem)
  }
}

extension TensorValue {
  /// What an example has of it; sequences count as numbers side by side.
  fileprivate var shape: TensorShape {
    switch self {
    case .floats(let matrix): .floats([matrix.columns])
    case .ids(let ids): .ids(steps: ids.columns, count: ids.count)
    case .blocks(let blocks): .floats([blocks.reduce(0) { $0 + $1.width }])
    }
  }
}

extension Model {
  /// Lets an example through each layer and back, to see that it gives what it has said it would: what a layer of a
  /// user's own gets wrong would otherwise be found far from it, or never.
  ///
  /// - Parameter inputs: one value for each of the architecture's inputs, of one example.
  /// - Throws: `ModelError` with the name of the first layer that does not.
  func checkLayers(on inputs: [TensorValue]) throws(ModelError) {
    var values = inputs
    for index in architecture.calls.indices {
      do throws(ModelError) {
        values.append(try checkedOutput(of: index, values))
      } catch {
        throw ModelError("layer \"\(architecture.calls[index].name)\": \(error.problem)")
      }
    }
  }

  /// What a layer makes of `values`, after a look at this and at its way back.
  private func checkedOutput(of index: Int, _ values: [TensorValue]) throws(ModelError) -> TensorValue {
    let (call, pass) = (architecture.calls[index], Pass(isTraining: true))
    let (inputs, own) = (call.inputs.map { values[$0] }, Array(weights[call.weights]))
    let output = call.layer.forward(inputs, own, pass)
    try output.value.check(call.shape)
    for (weight, value) in output.updates {
      guard own.indices.contains(weight) else {
        throw ModelError("found a new value for weight \(weight), expected 0 to \(own.count - 1)")
      }
      try value.check("a new value", architecture.weights[call.weights.lowerBound + weight])
    }
    guard architecture.isLearned[architecture.inputs.count + index] else { return output.value }
    let layerCall = LayerCall(
      inputs: inputs,
      shapes: call.inputs.map(architecture.shape),
      output: output.value,
      saved: output.saved,
      wantsGradient: call.inputs.map { architecture.isLearned[$0] }
    )
    let slope = Matrix(rows: 1, columns: call.shape.size)
    try check(call.layer.backward(slope, layerCall, own, pass), of: call, layerCall.wantsGradient)
    return output.value
  }

  private func check(
    _ gradients: LayerGradients,
    of call: Architecture.Call,
    _ isWanted: [Bool]
  ) throws(ModelError) {
    let learned = architecture.weights[call.weights].filter(\.isLearned)
    guard gradients.weights.count == learned.count else {
      throw ModelError("found gradients of \(gradients.weights.count) weights, expected \(learned.count)")
    }
    for (gradient, spec) in zip(gradients.weights, learned) { try gradient.check(spec) }
    guard gradients.inputs.count == call.inputs.count else {
      throw ModelError("found gradients of \(gradients.inputs.count) inputs, expected \(call.inputs.count)")
    }
    for (number, (gradient, input)) in zip(gradients.inputs, call.inputs).enumerated() where isWanted[number]
    {
      guard let gradient else { continue }
      let size = architecture.shape(input).size
      guard gradient.rows == 1, gradient.columns == size else {
        let expected = "expected 1 x \(size)"
        throw ModelError("found a gradient of \(gradient.sizes) for input \(number + 1), \(expected)")
      }
    }
  }
}

extension TensorValue {
  /// - Throws: `ModelError` when this is not one example of `shape`.
  fileprivate func check(_ shape: TensorShape) throws(ModelError) {
    switch (self, shape) {
    case (.ids(let ids), .ids(let steps, let count)):
      guard ids.rows == 1, ids.columns == steps, ids.count == count else {
        throw ModelError(
          "found an output of \(ids.rows) x \(ids.columns) ids below \(ids.count), expected \(shape)"
        )
      }
    case (.floats(let matrix), .floats):
      guard matrix.rows == 1, matrix.columns == shape.size else {
        throw ModelError("found an output of \(matrix.sizes) for one example, expected 1 x \(shape.size)")
      }
    case (.blocks(let blocks), .floats):
      guard blocks.allSatisfy({ $0.rows == 1 }), blocks.reduce(0, { $0 + $1.width }) == shape.size else {
        throw ModelError("found an output of \(blocks.count) blocks, expected 1 x \(shape.size) in all")
      }
    default: throw ModelError("found an output that is no \(shape), which it has said it would give")
    }
  }
}

extension WeightGradient {
  /// - Throws: `ModelError` when this is no gradient for a weight like `spec`.
  fileprivate func check(_ spec: WeightSpec) throws(ModelError) {
    var (rowCount, hasIDs) = (0, false)
    for part in parts {
      switch part {
      case .rows(let matrix, let firstRow):
        guard matrix.columns == spec.columns, firstRow + matrix.rows <= spec.rows else {
          return try matrix.check("a gradient", spec)
        }
        rowCount += matrix.rows
      case .ids(let ids, let matrix, _):
        guard matrix.columns == spec.columns, matrix.rows == ids.count else {
          let found = "found a gradient of \(matrix.sizes) for \(ids.count) rows of \"\(spec.name)\""
          throw ModelError("\(found), expected \(ids.count) x \(spec.columns)")
        }
        hasIDs = true
      }
    }
    guard hasIDs || rowCount == spec.rows else {
      throw ModelError("found a gradient of \(rowCount) rows for \"\(spec.name)\", expected \(spec.rows)")
    }
  }
}

extension Matrix {
  fileprivate var sizes: String { "\(rows) x \(columns)" }

  /// - Throws: `ModelError` when this is not as large as a weight like `spec`.
  func check(_ kind: String, _ spec: WeightSpec) throws(ModelError) {
    guard rows == spec.rows, columns == spec.columns else {
      let expected = "expected \(spec.rows) x \(spec.columns)"
      throw ModelError("found \(kind) of \(sizes) for \"\(spec.name)\", \(expected)")
    }
  }
}

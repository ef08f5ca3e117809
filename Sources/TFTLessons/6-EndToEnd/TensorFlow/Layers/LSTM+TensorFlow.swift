import Embeddings

extension LSTM: TensorFlowLayer {
  /// One step after the other: a sequence always has as many.
  func export(_ call: LayerCall, to graph: inout TensorFlowGraph) -> LayerValue {
    let features = call.weights[0].rows
    let units = call.weights[1].rows
    let steps = call.inputShapes[0].size / features
    let x = graph.reshape(graph.matrix(call), [nil, steps, features])
    let (kernel, recurrent) = (graph.weight(call.weights[0]), graph.weight(call.weights[1]))
    let bias = graph.vector(call.weights[2].elements)
    var memory: (cell: TensorReference, output: TensorReference)?
    var outputs: [TensorReference] = []
    for step in 0..<steps {
      let input = graph.step(x, step, width: features)
      var z = graph.calculate(.add, graph.product(input, kernel), bias)
      if let memory { z = graph.calculate(.add, z, graph.product(memory.output, recurrent)) }
      let now = graph.lstmStep(z, memory?.cell, units)
      outputs.append(now.output)
      memory = now
    }
    guard LayerSettings(settings).flag("return_sequences", default: false) == true else {
      return .floats(outputs[steps - 1])
    }
    return .floats(graph.concatenate(outputs, axis: 1, shape: [nil, steps * units]))
  }
}

extension TensorFlowGraph {
  /// The numbers of one step of a sequence.
  fileprivate mutating func step(_ x: TensorReference, _ step: Int, width: Int) -> TensorReference {
    add(
      "GatherV2",
      [x, integer(Int64(step)), integer(1, .int32)],
      ["Tparams": .type(x.type), "Tindices": .type(.int64), "Taxis": .type(.int32)],
      x.type,
      [nil, width]
    )
  }

  /// The memory after a step. It is empty before the first.
  fileprivate mutating func lstmStep(_ z: TensorReference, _ cell: TensorReference?, _ units: Int) -> (
    cell: TensorReference, output: TensorReference
  ) {
    let gates = add(
      "Split",
      [integer(1, .int32), z],
      ["T": .type(.float), "num_split": .int(4)],
      results: (0..<4).map { .init(name: "output", type: .float, shape: [nil, units], index: $0) }
    )
    let (i, f) = (activate(gates[0], .sigmoid), activate(gates[1], .sigmoid))
    let (candidate, o) = (activate(gates[2], .tanh), activate(gates[3], .sigmoid))
    var next = calculate(.multiply, i, candidate)
    if let cell { next = calculate(.add, calculate(.multiply, f, cell), next) }
    return (next, calculate(.multiply, o, activate(next, .tanh)))
  }
}

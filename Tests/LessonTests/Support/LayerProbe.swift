import RawData

@testable import Embeddings

/// One layer by itself, with weights and inputs of the test's own.
struct LayerProbe {
  let layer: any Layer
  var inputs: [TensorValue]
  let shapes: [TensorShape]
  var weights: [Matrix]
  var pass = Pass()

  /// A layer on one input or more.
  ///
  /// - Parameters:
  ///   - shapes: of an example of each input; by default all its numbers, or ids, in one row.
  ///   - weights: by default what the layer begins with.
  init(
    _ layer: any Layer,
    _ inputs: [TensorValue],
    shapes: [TensorShape]? = nil,
    weights: [Matrix]? = nil,
    seed: UInt64 = 1
  ) {
    (self.layer, self.inputs) = (layer, inputs)
    self.shapes = shapes ?? inputs.map(\.flatShape)
    self.weights = weights ?? Self.firstWeights(layer.weights(for: self.shapes), seed: seed)
  }

  /// A layer on numbers.
  init(_ layer: any Layer, _ x: Matrix, weights: [Matrix]? = nil) {
    self.init(layer, [.floats(x)], weights: weights)
  }

  private static func firstWeights(_ specs: [WeightSpec], seed: UInt64) -> [Matrix] {
    var generator = SplitMix64(seed: seed)
    return specs.map { $0.initializer.matrix(rows: $0.rows, columns: $0.columns, using: &generator) }
  }

  var output: LayerOutput { layer.forward(inputs, weights, pass) }

  var className: String { Self.className(of: layer) }

  private static func className(of layer: some Layer) -> String { type(of: layer).className }

  /// The output's numbers.
  var y: Matrix { output.value.matrix }

  /// The gradients of a loss whose gradient for the output is `gradient`.
  func backward(_ gradient: Matrix) -> (weights: [Matrix], inputs: [Matrix?]) {
    let output = output
    let call = LayerCall(
      inputs: inputs,
      shapes: shapes,
      output: output.value,
      saved: output.saved,
      wantsGradient: inputs.map { if case .floats = $0 { true } else { false } }
    )
    let slopes = layer.backward(gradient, call, weights, pass)
    let specs = layer.weights(for: shapes)
    var gradients = specs.map { Gradient($0) }
    for (weight, own) in zip(specs.indices.filter({ specs[$0].isLearned }), slopes.weights) {
      gradients[weight].add(own)
    }
    return (gradients.map(\.matrix), slopes.inputs)
  }
}

extension TensorValue {
  /// All numbers or ids of an example in one row.
  fileprivate var flatShape: TensorShape {
    switch self {
    case .floats(let matrix): .floats([matrix.columns])
    case .ids(let ids): .ids(steps: ids.columns, count: ids.count)
    case .blocks: .floats([matrix.columns])
    }
  }
}

import RawData

/// Layers with weights: transformed rows in, predictions out.
public struct Model: Sendable {
  /// The layers.
  public let architecture: Architecture
  /// One matrix for each of `architecture.weightNames`.
  public internal(set) var weights: [Matrix]

  /// A model whose first weights follow from `seed`.
  public init(_ architecture: Architecture, seed: UInt64) {
    self.architecture = architecture
    var generator = SplitMix64(seed: seed)
    weights = architecture.weights.map {
      $0.initializer.matrix(rows: $0.rows, columns: $0.columns, using: &generator)
    }
  }

  /// A model with these weights.
  ///
  /// - Throws: `ModelError` when they are not of the architecture's sizes.
  public init(_ architecture: Architecture, weights: [Matrix]) throws(ModelError) {
    guard weights.count == architecture.weights.count else {
      throw ModelError("found \(weights.count) weights, expected \(architecture.weights.count)")
    }
    for ((matrix, spec), name) in zip(zip(weights, architecture.weights), architecture.weightNames)
    where matrix.rows != spec.rows || matrix.columns != spec.columns {
      throw ModelError(
        "\(name): found \(matrix.rows) x \(matrix.columns), expected \(spec.rows) x \(spec.columns)"
      )
    }
    self.architecture = architecture
    self.weights = weights
  }

  /// The output for a batch: one row an example.
  ///
  /// A row's output is the same to the bit alone and among others.
  ///
  /// - Parameters:
  ///   - inputs: one value for each of the architecture's inputs.
  ///   - threads: how many threads may work; the result does not depend on it.
  public func callAsFunction(_ inputs: [TensorValue], threads: Int = 1) -> Matrix {
    Inference(self)(inputs, threads: threads)
  }

  /// A batch on its way forward: what each layer has made of it, for the way back.
  struct Forward {
    var values: [TensorValue]
    var saved: [[Matrix]] = []
    /// New values of weights that are not learned.
    var updates: [(weight: Int, value: Matrix)] = []
    var output: Matrix { values[values.count - 1].matrix }
  }

  /// Lets a batch through as for learning.
  func forward(_ inputs: [TensorValue], _ pass: Pass) -> Forward {
    var forward = Forward(values: inputs)
    for (index, call) in architecture.calls.enumerated() {
      let output = call.layer.forward(
        call.inputs.map { forward.values[$0] },
        Array(weights[call.weights]),
        pass.forLayer(index)
      )
      forward.updates += output.updates.map { (weight: call.weights.lowerBound + $0.weight, value: $0.value) }
      forward.values.append(output.value)
      forward.saved.append(output.saved)
    }
    return forward
  }

  /// Takes the loss's gradient for the output back through all layers: the gradient for each weight that is learned.
  func backward(_ forward: Forward, gradient: Matrix, _ pass: Pass) -> [WeightGradient?] {
    let first = architecture.inputs.count
    var slopes = [Matrix?](repeating: nil, count: forward.values.count)
    slopes[slopes.count - 1] = gradient
    var gradients = [WeightGradient?](repeating: nil, count: weights.count)
    for (index, call) in architecture.calls.enumerated().reversed()
    where architecture.isLearned[first + index] {
      guard let slope = slopes[first + index] else { continue }
      slopes[first + index] = nil
      let layerCall = LayerCall(
        inputs: call.inputs.map { forward.values[$0] },
        shapes: call.inputs.map(architecture.shape),
        output: forward.values[first + index],
        saved: forward.saved[index],
        wantsGradient: call.inputs.map { architecture.isLearned[$0] }
      )
      let own = call.layer.backward(slope, layerCall, Array(weights[call.weights]), pass.forLayer(index))
      let learned = call.weights.filter { architecture.weights[$0].isLearned }
      for (weight, weightGradient) in zip(learned, own.weights) { gradients[weight] = weightGradient }
      for (input, inputSlope) in zip(call.inputs, own.inputs) {
        guard let inputSlope, architecture.isLearned[input] else { continue }
        slopes[input] = slopes[input].map { $0.combined(with: inputSlope) { $0 + $1 } } ?? inputSlope
      }
    }
    return gradients
  }
}

extension Pass {
  /// The pass with a seed of the layer's own.
  fileprivate func forLayer(_ index: Int) -> Pass {
    var pass = self
    pass.seed = SplitMix64.mixed(seed, UInt64(index))
    return pass
  }
}

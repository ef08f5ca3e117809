import RawData

/// A model's layers and their weights side by side: inputs in, outputs out, nothing remembered.
struct Inference: Sendable {
  private struct Step: Sendable {
    let layer: any Layer
    let inputs: [Int]
    let weights: [Matrix]
  }

  /// How many rows go through the layers together.
  private static let chunk = 256

  private let steps: [Step]
  private let width: Int

  init(_ model: Model) {
    steps = model.architecture.calls.map { call in
      Step(layer: call.layer, inputs: call.inputs, weights: Array(model.weights[call.weights]))
    }
    width = model.architecture.outputShape.size
  }

  /// The output for all rows. A row's is the same to the bit alone and among others.
  func callAsFunction(_ inputs: [TensorValue], threads: Int = 1) -> Matrix {
    let rows = inputs.first?.rows ?? 0
    guard rows > Self.chunk else { return output(for: inputs) }
    let parts = Parallelism.map(Array(stride(from: 0, to: rows, by: Self.chunk)), threads: threads) { start in
      let part = start..<min(start + Self.chunk, rows)
      return output(for: inputs.map { $0.rows(part) }).elements
    }
    return Matrix(rows: rows, columns: width, elements: parts.flatMap(\.self))
  }

  private func output(for inputs: [TensorValue]) -> Matrix {
    var values = inputs
    values.reserveCapacity(inputs.count + steps.count)
    let pass = Pass()
    // A copy of a step would cost more than the layer of a single row.
    steps.withUnsafeBufferPointer { steps in
      for index in steps.indices {
        let own = steps[index].inputs.map { values[$0] }
        values.append(steps[index].layer.forward(own, steps[index].weights, pass).value)
      }
    }
    return values[values.count - 1].matrix
  }
}

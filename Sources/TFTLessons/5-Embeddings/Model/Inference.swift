import RawData

/// A model's layers and their weights side by side: inputs in, outputs out, nothing remembered.
struct Inference: Sendable {
  private struct Step: Sendable {
    let layer: any Layer
    /// Where its inputs are among the values.
    var inputs: [Int]
    let weights: [Matrix]
    /// Whether its only input is all of these side by side, ids as one-hot vectors.
    var isSideBySide = false
  }

  /// How many rows go through the layers together.
  private static let chunk = 256

  private var steps: [Step] = []
  private let width: Int

  init(_ model: Model) {
    let architecture = model.architecture
    width = architecture.outputShape.size
    let passedOver = Self.passedOver(architecture)
    // Where the value of each input and call is.
    var places = Array(architecture.inputs.indices)
    for (index, call) in architecture.calls.enumerated() {
      guard !passedOver.contains(architecture.inputs.count + index) else {
        // A one-hot vector is where its id is; nobody looks for a concatenation.
        places.append(places[call.inputs[0]])
        continue
      }
      var step = Step(layer: call.layer, inputs: call.inputs, weights: Array(model.weights[call.weights]))
      if call.inputs.count == 1, passedOver.contains(call.inputs[0]) {
        (step.inputs, step.isSideBySide) = (architecture.sources(of: call), true)
      }
      step.inputs = step.inputs.map { places[$0] }
      places.append(architecture.inputs.count + steps.count)
      steps.append(step)
    }
  }

  /// The concatenations and one-hot vectors that only one dense layer reads: it takes what they are made of.
  private static func passedOver(_ architecture: Architecture) -> Set<Int> {
    let (first, readers) = (architecture.inputs.count, architecture.readerCounts)
    var indices: Set<Int> = []
    for call in architecture.calls where call.layer is Dense {
      let sources = architecture.sources(of: call)
      guard readers[call.inputs[0]] == 1, sources != call.inputs else { continue }
      let oneHots = sources.filter { $0 >= first && architecture.calls[$0 - first].layer is OneHot }
      guard oneHots.allSatisfy({ readers[$0] == 1 }) else { continue }
      indices.formUnion(oneHots + call.inputs)
    }
    return indices
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
        let own =
          steps[index].isSideBySide
          ? [.blocks(steps[index].inputs.map { values[$0].block })] : steps[index].inputs.map { values[$0] }
        values.append(steps[index].layer.forward(own, steps[index].weights, pass).value)
      }
    }
    return values[values.count - 1].matrix
  }
}

extension TensorValue {
  /// Numbers as they are, ids as one-hot vectors.
  fileprivate var block: Block {
    if case .ids(let ids) = self { .oneHot(ids: ids.elements, count: ids.count) } else { .floats(matrix) }
  }
}

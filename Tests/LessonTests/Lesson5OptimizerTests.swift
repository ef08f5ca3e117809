import RawData
import Testing

@testable import Embeddings

/// How weights follow their gradients.
@Suite("Lesson 5: optimizers", .tags(.lesson5))
struct Lesson5OptimizerTests {
  /// One weight after each of some gradients.
  static func weights(_ optimizer: Optimizer, from first: [Float], _ gradients: [[Float]]) -> [[Float]] {
    let spec = WeightSpec("w", rows: 1, columns: first.count, .zeros)
    var weights = [Matrix(rows: 1, columns: first.count, elements: first)]
    var (state, gradient) = (OptimizerState(optimizer, for: [spec]), [Gradient(spec)])
    return gradients.map { numbers in
      gradient[0].add(WeightGradient(row: numbers))
      state.apply(&gradient, to: &weights, threads: 1)
      #expect(gradient[0].matrix.elements.allSatisfy { $0 == 0 })
      return weights[0].elements
    }
  }

  // Calculated in float64 by an independent program, from the formula in Kingma and Ba's section 2 with Keras's epsilon.
  // Keras 3.15 in float32 differs from it by up to 2e-6, so do we.
  @Test func `Adam takes the steps that the paper says`() {
    let steps: [(gradient: [Float], value: [Float])] = [
      ([0.5, -1, 0], [0.900_000_63, -1.900_000_3, 0.5]),
      ([0.25, 2, 0], [0.806_783_2, -1.936_610_6, 0.5]),
      ([-1.5, 0.1, 1e-3], [0.841_505_5, -1.967_737_9, 0.436_32]),
      ([0, 0, 0], [0.869_947_86, -1.993_235_5, 0.384_157_33]),
    ]
    let found = Self.weights(.adam(.constant(0.1)), from: [1, -2, 0.5], steps.map(\.gradient))
    for (weights, step) in zip(found, steps) {
      for (weight, expected) in zip(weights, step.value) { #expect((weight - expected).magnitude < 3e-6) }
    }
  }
}

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
      state.apply(&gradient, to: &weights, epoch: 0, threads: 1)
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

  // An id's gradient is for one row, and others are caught up with when they come up. As numbers, all rows take part.
  @Test(arguments: [
    Optimizer.sgd(.constant(0.1)), .sgd(.constant(0.05), momentum: 0.9),
    .sgd(.constant(0.05), momentum: 0.9, isNesterov: true), .adam(.constant(0.05)),
    .adamW(.constant(0.05), weightDecay: 0.1), .adam(.constant(0.05), clipping: .value(0.01)),
  ])
  func `a one-hot id teaches the same as its vector spelled out`(optimizer: Optimizer) throws {
    // The ids 16 to 19 never come; others come late, and go away.
    let ids = (0..<60).map { Int32($0 / 6 + $0 % 7) }
    let vectors = Matrix(
      sideBySide: (0..<20).map { id in
        Matrix(rows: 60, columns: 1, elements: ids.map { Int($0) == id ? 1 : 0 })
      }
    )
    let schema = Schema([
      FeatureSpec("id", .int64, domain: .init(min: 0, max: 19)), FeatureSpec("vector", .float32, width: 20),
      FeatureSpec("label", .float32),
    ])
    let labels = GradientCheck.numbers(60, 1, seed: 3).elements
    func weights(_ input: TensorValue, _ compose: @escaping @Sendable (ModelInputs) throws -> Tensor) throws
      -> [Matrix]
    {
      let definition = ModelDefinition(name: "m", label: "label") { inputs in
        Dense(1)(Dense(4, activation: .tanh)(try compose(inputs)))
      }
      let architecture = try definition.architecture(schema)
      let examples = Examples(inputs: [input], labels: labels)
      let options = TrainingOptions(epochs: 2, batchSize: 6, optimizer: optimizer)
      let source = TrainingSource(examples)
      return try Trainer.train(architecture, on: source, validation: examples, options: options).model.weights
    }
    let short = try weights(.ids(IDMatrix(rows: 60, columns: 1, count: 20, elements: ids))) {
      OneHot()(try $0.ids("id"))
    }
    let long = try weights(.floats(vectors)) { try $0.numeric(["vector"]) }
    let isCaughtUpWith = MissedSteps(optimizer) != nil
    for (matrix, other) in zip(short, long) {
      for (one, two) in zip(matrix.elements, other.elements) {
        // Where there is nothing to catch up with, to the bit.
        #expect((one - two).magnitude <= (isCaughtUpWith ? 2e-5 : 0), "\(one) \(two)")
      }
    }
  }

  @Test func `a root is within two units in the last place, alone as among others`() {
    var generator = SplitMix64(seed: 7)
    var numbers: [Float] = [0, 1, 4, 1e-38, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 2, 3]
    // From 2^-140 to 2^120, as many of each size.
    numbers += (0..<8000).map { _ in
      Float(
        sign: .plus,
        exponent: generator.next(below: 260) - 140,
        significand: 1 + Float(generator.nextUniform())
      )
    }
    for start in stride(from: 0, to: numbers.count, by: 8) {
      let eight = SIMD8(numbers[start..<start + 8])
      for (lane, x) in zip(0..<8, numbers[start...]) {
        let root = Root.of(SIMD8(repeating: x))[7 - lane]
        #expect(Root.of(eight)[lane].bitPattern == root.bitPattern)
        let expected = x.squareRoot()
        #expect((root - expected).magnitude <= max(2 * expected.ulp, x.isNormal ? 0 : 1e-19), "\(x)")
      }
    }
  }
}

import RawData
import Testing

@testable import Embeddings

/// Rows that have no gradient for some steps, and are caught up with.
@Suite("Lesson 5: missed steps", .tags(.lesson5))
struct Lesson5MissedStepsTests {
  /// Two rows of ten numbers; the first row has a gradient at every step, the second at those of `steps`.
  private struct Rows {
    var weights = [Matrix(rows: 2, columns: 10, elements: GradientCheck.numbers(2, 10, seed: 1).elements)]
    var state: OptimizerState
    var gradient: [Gradient]

    init(_ optimizer: Optimizer, isSparse: Bool) {
      var spec = WeightSpec("w", rows: 2, columns: 10, .zeros)
      spec.isSparse = isSparse
      (state, gradient) = (OptimizerState(optimizer, for: [spec]), [Gradient(spec)])
    }

    /// A step; the rows that `ids` name have a gradient.
    mutating func step(_ ids: [Int32], _ number: Int) {
      let table = IDMatrix(rows: ids.count, columns: 1, count: 2, elements: ids)
      let sources = [[ReadRows.ids(input: 0, firstRow: 0)]]
      state.catchUp(&weights, sources, inputs: [.ids(table)], Array(ids.indices)[...], threads: 1)
      let slopes = GradientCheck.numbers(ids.count, 10, seed: UInt64(number + 2))
      gradient[0].add(WeightGradient(slopes.map { $0 * 0.1 }, of: ids))
      state.apply(&gradient, to: &weights, epoch: 0, threads: 1)
    }
  }

  private static let decaying = LearningRate.exponentialDecay(initial: 0.01, steps: 100, rate: 0.5)
  private static let warm = LearningRate.cosineDecay(initial: 0.01, steps: 400, warmup: 20)

  // The oracle is the same optimizer, told that every row takes part in every step: it does them one by one.
  @Test(
    arguments: [
      .adam(.constant(0.01)), .adam(decaying), .adam(warm), .adam(.constant(0.01), beta1: 0, beta2: 0.9),
      .adam(.constant(0.01), beta1: 0.98), .adam(.constant(0.01), epsilon: 0.1),
      .sgd(.constant(0.01), momentum: 0.9),
      .sgd(decaying, momentum: 0.99, isNesterov: true),
    ] as [Optimizer],
    [1, 2, 7, 60, 700]
  )
  func `a row ends where the steps it has missed would have led it`(optimizer: Optimizer, missed: Int) throws
  {
    try #require(MissedSteps(optimizer) != nil)
    var (lazy, dense) = (Rows(optimizer, isSparse: true), Rows(optimizer, isSparse: false))
    for step in 0..<missed + 30 {
      let ids: [Int32] = step < 15 || step >= missed + 15 ? [0, 1] : [0]
      lazy.step(ids, step)
      dense.step(ids, step)
    }
    lazy.state.catchUp(&lazy.weights)
    for (one, other) in zip(lazy.weights[0].elements, dense.weights[0].elements) {
      #expect((one - other).magnitude < 3e-5 * max(0.1, other.magnitude), "\(one) \(other)")
    }
    // A row that is not caught up with would be elsewhere.
    var late = Rows(optimizer, isSparse: true)
    for step in 0..<15 { late.step([0, 1], step) }
    let before = late.weights[0].elements
    late.step([0], 15)
    #expect(Array(late.weights[0].elements[10...]) == Array(before[10...]))
    late.state.catchUp(&late.weights)
    #expect(
      Array(late.weights[0].elements[10...]) != Array(before[10...])
        || late.state.optimizer == .adam(.constant(0.01), beta1: 0, beta2: 0.9)
    )
  }

  @Test func `all rows are brought up to date after 4096 steps, so that nothing grows with the data`() {
    var rows = Rows(.adam(.constant(0.01)), isSparse: true)
    rows.step([0, 1], 0)
    for step in 1..<MissedSteps.most - 1 { rows.step([0], step) }
    #expect(rows.state.start == 0)
    rows.step([0], MissedSteps.most)
    #expect(rows.state.start == MissedSteps.most)
    // 4096 steps later the second row has come to rest, and has nothing left to make up for.
    let before = rows.weights[0].elements
    rows.state.catchUp(&rows.weights)
    #expect(rows.weights[0].elements == before)
  }

  @Test(
    arguments: [
      .sgd(), .adamW(), .adam(beta1: 0.9, beta2: 0.9), .adam(beta2: 1), .sgd(momentum: 1),
    ] as [Optimizer]
  )
  func `what does not fade cannot be caught up with`(optimizer: Optimizer) {
    #expect(MissedSteps(optimizer) == nil)
  }

  @Test(arguments: 1...33)
  func `a row of any width takes the steps of its numbers alone`(width: Int) {
    let spec = WeightSpec("w", rows: 3, columns: width, .zeros)
    let numbers = GradientCheck.numbers(3, width, seed: 9)
    func moved(_ spec: WeightSpec, _ numbers: Matrix) -> Matrix {
      var (weights, gradient) = ([numbers], [Gradient(spec)])
      var state = OptimizerState(.adam(.constant(0.1)), for: [spec])
      for _ in 0..<3 {
        gradient[0].add(WeightGradient(numbers.map { $0 - 0.3 }))
        state.apply(&gradient, to: &weights, epoch: 0, threads: 1)
      }
      return weights[0]
    }
    let together = moved(spec, numbers)
    for column in 0..<width {
      let alone = moved(WeightSpec("w", rows: 3, columns: 1, .zeros), numbers.columns(column..<column + 1))
      #expect(alone == together.columns(column..<column + 1))
    }
  }
}

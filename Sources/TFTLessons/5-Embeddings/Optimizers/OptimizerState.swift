import RawData

/// An optimizer at work: the steps it has done, and what it remembers of the gradients.
struct OptimizerState: Sendable {
  let optimizer: Optimizer
  /// How many steps were done.
  private(set) var step = 0
  private var weightSlots: [WeightSlots]
  private var missed: MissedSteps?

  /// An optimizer that has done nothing yet.
  init(_ optimizer: Optimizer, for weights: [WeightSpec]) {
    self.optimizer = optimizer
    let missed = MissedSteps(optimizer)
    self.missed = missed
    weightSlots = weights.map { WeightSlots($0, optimizer, canCatchUp: missed != nil) }
  }

  /// Brings the rows up to date that the examples `indices` of a batch read.
  mutating func catchUp(
    _ weights: inout [Matrix],
    _ sources: [[ReadRows]?],
    inputs: [TensorValue],
    _ indices: ArraySlice<Int>,
    threads: Int
  ) {
    guard let missed, missed.count > 0 else { return }
    Self.forEach(&weights, &weightSlots, threads) { index, weight, slots in
      for case .ids(let input, let firstRow) in sources[index] ?? [] {
        guard case .ids(let ids) = inputs[input] else { continue }
        slots.catchUp(&weight, ids: ids, of: indices, firstRow: firstRow, missed)
      }
    }
  }

  /// Brings all weights up to date.
  mutating func catchUp(_ weights: inout [Matrix]) {
    guard let missed, missed.count > 0 else { return }
    for index in weights.indices { weightSlots[index].catchUp(&weights[index], missed) }
    self.missed?.restart(at: step)
  }

  /// Moves all weights against their gradients, and clears these; `epoch` others are done.
  ///
  /// - Parameter parts: what is added to the gradients first, part after part: one for each weight.
  mutating func apply(
    _ gradients: inout [Gradient],
    adding parts: [[WeightGradient?]] = [],
    to weights: inout [Matrix],
    epoch: Int,
    threads: Int
  ) {
    let update = WeightUpdate(optimizer, step: step, epoch: epoch)
    step += 1
    missed?.append(update.rate)
    let (step, clipping) = (step, optimizer.clipping)
    gradients.withUnsafeMutableBufferPointer { gradients in
      nonisolated(unsafe) let gradients = gradients
      Self.forEach(&weights, &weightSlots, threads) { index, weight, slots in
        for part in parts { part[index].map { gradients[index].add($0) } }
        guard clipping == nil, !slots.isLarge(weight, gradients[index]) else { return }
        slots.update(&weight, &gradients[index], update, step: step)
      }
      clipping?.apply(to: gradients)
      for index in weights.indices
      where clipping != nil || weightSlots[index].isLarge(weights[index], gradients[index]) {
        weightSlots[index].update(&weights[index], &gradients[index], update, step: step, threads: threads)
      }
    }
    if let missed, missed.count == MissedSteps.most { catchUp(&weights) }
  }

  /// Runs `body` for every weight and what is remembered of it.
  private static func forEach(
    _ weights: inout [Matrix],
    _ slots: inout [WeightSlots],
    _ threads: Int,
    _ body: @Sendable (Int, inout Matrix, inout WeightSlots) -> Void
  ) {
    weights.withUnsafeMutableBufferPointer { weights in
      slots.withUnsafeMutableBufferPointer { slots in
        // Every index is used once.
        nonisolated(unsafe) let (weights, slots) = (weights, slots)
        Parallelism.forEach(weights.count, threads: threads) { body($0, &weights[$0], &slots[$0]) }
      }
    }
  }

  /// What is remembered for each weight; of a sparse one also the number of steps that each row has missed.
  var slots: [[Matrix]] { weightSlots.map { $0.saved(at: step) } }

  /// The step, from 0, before which all rows were up to date.
  var start: Int { missed?.start ?? step }

  /// Takes over what was saved after `step` steps, of which those from `start` on were in the epoch after `epoch` others.
  /// Whether it can be.
  mutating func restore(_ slots: [[Matrix]], step: Int, start: Int, epoch: Int) -> Bool {
    self.step = step
    missed?.restart(at: start)
    if missed != nil {
      for step in start..<step { missed?.append(WeightUpdate(optimizer, step: step, epoch: epoch).rate) }
    }
    return zip(weightSlots.indices, slots).allSatisfy { index, matrices in
      weightSlots[index].restore(matrices, step: step, missed: 0...step - start)
    }
  }
}

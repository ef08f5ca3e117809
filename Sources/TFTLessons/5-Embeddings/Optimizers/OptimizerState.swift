import RawData

/// An optimizer at work: the steps it has done, and what it remembers of the gradients.
struct OptimizerState: Sendable {
  let optimizer: Optimizer
  /// How many steps were done.
  var step = 0
  private var weightSlots: [WeightSlots]

  /// An optimizer that has done nothing yet.
  init(_ optimizer: Optimizer, for weights: [WeightSpec]) {
    self.optimizer = optimizer
    weightSlots = weights.map { WeightSlots($0, optimizer) }
  }

  /// Moves all weights against their gradients, and clears these; `epoch` others are done.
  mutating func apply(
    _ gradients: inout [Gradient],
    to weights: inout [Matrix],
    epoch: Int,
    threads: Int
  ) {
    optimizer.clipping?.apply(to: &gradients)
    let update = WeightUpdate(optimizer, step: step, epoch: epoch)
    for index in weights.indices where weightSlots[index].isLearned {
      weightSlots[index].update(&weights[index], gradients[index], update, threads: threads)
      gradients[index].clear()
    }
    step += 1
  }

  /// What is remembered for each weight.
  var slots: [[Matrix]] {
    get { weightSlots.map(\.matrices) }
    set { for (index, matrices) in newValue.enumerated() { weightSlots[index].restore(matrices) } }
  }
}

/// What an optimizer remembers of one weight's gradients.
///
/// A row of a sparse weight that never had a gradient has nothing to remember, and its update is zero: it is passed over
/// until its id comes up, with the same result to the bit.
struct WeightSlots: Sendable {
  let isLearned: Bool
  private(set) var matrices: [Matrix]
  /// The rows that have had a gradient; nil for all.
  private(set) var rows: [Int32]?
  private var isActive: [Bool] = []

  init(_ spec: WeightSpec, _ optimizer: Optimizer) {
    isLearned = spec.isLearned
    let empty = Matrix(rows: spec.rows, columns: spec.columns)
    matrices = [Matrix](repeating: empty, count: isLearned ? optimizer.slotCount : 0)
    guard spec.isSparse, optimizer.weightDecay == 0 else { return }
    rows = []
    isActive = [Bool](repeating: false, count: spec.rows)
  }

  /// Takes over what was saved. A row whose memory is all zeros is as one that never had a gradient.
  mutating func restore(_ matrices: [Matrix]) {
    self.matrices = matrices
    guard rows != nil else { return }
    for row in isActive.indices {
      isActive[row] = matrices.contains { matrix in
        matrix.elements[row * matrix.columns..<(row + 1) * matrix.columns].contains { $0 != 0 }
      }
    }
    rows = isActive.indices.filter { isActive[$0] }.map { Int32($0) }
  }

  mutating func update(_ weight: inout Matrix, _ gradient: Gradient, _ update: WeightUpdate, threads: Int) {
    if let listed = gradient.rows {
      for row in listed where rows != nil && !isActive[Int(row)] {
        isActive[Int(row)] = true
        rows?.append(row)
      }
    }
    let (width, active) = (weight.columns, rows)
    let isWhole = active.map { $0.count == weight.rows } ?? true
    let count = active.map { isWhole ? weight.rows : $0.count } ?? weight.rows
    let parts = Swift.min(threads, Swift.max(1, count * width / Self.threadWork))
    withPointers(&weight, gradient) { pointers in
      // Every part writes rows of its own.
      nonisolated(unsafe) let pointers = pointers
      Parallelism.forEachPart(of: count, parts: parts) { part in
        if isWhole {
          update.move(pointers, part.lowerBound * width..<part.upperBound * width)
        } else if let active {
          for index in part {
            let row = Int(active[index])
            update.move(pointers, row * width..<(row + 1) * width)
          }
        }
      }
    }
  }

  /// Numbers for which another thread is worth waking.
  private static let threadWork = 1 << 14

  private mutating func withPointers(
    _ weight: inout Matrix,
    _ gradient: Gradient,
    _ body: (WeightUpdate.Pointers) -> Void
  ) {
    weight.elements.withUnsafeMutableBufferPointer { weight in
      gradient.matrix.elements.withUnsafeBufferPointer { gradient in
        guard let weight = weight.baseAddress, let gradient = gradient.baseAddress else { return }
        var pointers = WeightUpdate.Pointers(
          weight: weight,
          gradient: gradient,
          first: weight,
          second: weight
        )
        switch matrices.count {
        case 0: body(pointers)
        case 1:
          matrices[0].elements.withUnsafeMutableBufferPointer { first in
            pointers.first = first.baseAddress ?? weight
            body(pointers)
          }
        default:
          var second = Matrix(rows: 0, columns: 0)
          swap(&second, &matrices[1])
          matrices[0].elements.withUnsafeMutableBufferPointer { first in
            second.elements.withUnsafeMutableBufferPointer { second in
              pointers.first = first.baseAddress ?? weight
              pointers.second = second.baseAddress ?? weight
              body(pointers)
            }
          }
          swap(&second, &matrices[1])
        }
      }
    }
  }
}

import RawData

/// What an optimizer remembers of one weight's gradients.
struct WeightSlots: Sendable {
  let isLearned: Bool
  /// How many numbers are remembered for each number of the weight.
  private let slotCount: Int
  /// What is remembered, row by row: first memory, second memory.
  private var memory: Matrix
  /// For each row of a sparse weight, the number of steps that it has been through; empty where all rows go through all.
  private var done: [Int] = []

  /// - Parameter canCatchUp: whether rows may miss steps, since they can make up for them.
  init(_ spec: WeightSpec, _ optimizer: Optimizer, canCatchUp: Bool) {
    isLearned = spec.isLearned
    slotCount = isLearned ? optimizer.slotCount : 0
    memory = Matrix(rows: spec.rows, columns: slotCount * spec.columns)
    let isForgetful = optimizer.slotCount == 0 && optimizer.weightDecay == 0
    guard spec.isSparse, isForgetful || canCatchUp else { return }
    done = [Int](repeating: 0, count: spec.rows)
  }

  /// Makes up for what the rows of some examples' ids have missed, `firstRow` being the row of id 0.
  mutating func catchUp(
    _ weight: inout Matrix,
    ids: IDMatrix,
    of examples: ArraySlice<Int>,
    firstRow: Int,
    _ missed: MissedSteps
  ) {
    guard slotCount > 0 else { return }
    withRows(of: &weight) { rows in
      for example in examples {
        for column in 0..<ids.columns {
          rows.catchUp(firstRow + Int(ids.elements[example * ids.columns + column]), missed)
        }
      }
    }
  }

  /// Makes up for what all rows have missed.
  mutating func catchUp(_ weight: inout Matrix, _ missed: MissedSteps) {
    guard slotCount > 0, !done.isEmpty else { return }
    let count = weight.rows
    withRows(of: &weight) { rows in
      for row in 0..<count { rows.catchUp(row, missed) }
    }
  }

  /// Whether moving it is worth more than one thread.
  func isLarge(_ weight: Matrix, _ gradient: Gradient) -> Bool {
    (done.isEmpty ? weight.rows : gradient.rows?.count ?? weight.rows) * weight.columns >= 1 << 14
  }

  /// Moves the weight against its gradient, and clears this: `step` steps are done then.
  mutating func update(
    _ weight: inout Matrix,
    _ gradient: inout Gradient,
    _ update: WeightUpdate,
    step: Int,
    threads: Int = 1
  ) {
    guard isLearned else { return }
    defer { gradient.clear() }
    let listed = done.isEmpty ? nil : gradient.rows
    let count = listed?.count ?? weight.rows
    let parts = isLarge(weight, gradient) ? threads : 1
    withRows(of: &weight, gradient) { rows in
      // Every part writes rows of its own.
      nonisolated(unsafe) let rows = rows
      Parallelism.forEachPart(of: count, parts: parts) { part in
        for index in part {
          let row = listed.map { Int($0[index]) } ?? index
          let slopes = rows.gradient + row * rows.width
          rows[row].change { eight, start in
            update.move(&eight, gradient: load(slopes + start, rows.width))
          }
          rows.done?[row] = step
        }
      }
    }
  }

  /// What is remembered after `step` steps; of a sparse weight also how many of them each row has missed.
  func saved(at step: Int) -> [Matrix] {
    let width = memory.columns / Swift.max(1, slotCount)
    let slots = (0..<slotCount).map { memory.columns($0 * width..<($0 + 1) * width) }
    guard slotCount > 0, !done.isEmpty else { return slots }
    return slots + [Matrix(rows: done.count, columns: 1, elements: done.map { Float(step - $0) })]
  }

  /// Takes over what was saved after `step` steps, if no row has missed another number of them than `missed`.
  mutating func restore(_ saved: [Matrix], step: Int, missed: ClosedRange<Int>) -> Bool {
    guard slotCount > 0 else { return true }
    memory = Matrix(sideBySide: Array(saved.prefix(slotCount)))
    guard !done.isEmpty else { return true }
    let ages = saved[slotCount].elements
    guard ages.allSatisfy({ missed.contains(Int(exactly: $0) ?? -1) }) else { return false }
    done = ages.map { step - Int($0) }
    return true
  }

  /// Where the rows of a weight are, with all that belongs to them.
  private struct Rows {
    let weight: UnsafeMutablePointer<Float>
    let gradient: UnsafePointer<Float>
    let memory: UnsafeMutablePointer<Float>
    let done: UnsafeMutablePointer<Int>?
    let rowCount: Int
    let width: Int
    let slotCount: Int

    @inline(__always)
    subscript(row: Int) -> WeightRow {
      let first = slotCount > 0 ? memory + row * slotCount * width : weight + row * width
      let second = slotCount > 1 ? first + width : first
      return WeightRow(weight: weight + row * width, first: first, second: second, count: width)
    }

    @inline(__always)
    func catchUp(_ row: Int, _ missed: MissedSteps) {
      precondition(row >= 0 && row < rowCount)
      guard let done, done[row] < missed.end else { return }
      let arrears = missed.arrears(of: done[row])
      self[row].change { eight, _ in arrears.makeUp(&eight) }
      done[row] = missed.end
    }
  }

  private mutating func withRows(
    of weight: inout Matrix,
    _ gradient: Gradient? = nil,
    _ body: (Rows) -> Void
  ) {
    let (rowCount, width, slotCount) = (weight.rows, weight.columns, slotCount)
    // A weight of another size than it had at first would be written past its end.
    precondition(memory.elements.count == rowCount * slotCount * width)
    precondition(gradient.map { $0.matrix.rows == rowCount && $0.matrix.columns == width } ?? true)
    weight.elements.withUnsafeMutableBufferPointer { weight in
      memory.elements.withUnsafeMutableBufferPointer { memory in
        done.withUnsafeMutableBufferPointer { done in
          guard let weight = weight.baseAddress else { return }
          func run(_ gradient: UnsafePointer<Float>) {
            let rows = Rows(
              weight: weight,
              gradient: gradient,
              memory: memory.baseAddress ?? weight,
              done: done.isEmpty ? nil : done.baseAddress,
              rowCount: rowCount,
              width: width,
              slotCount: slotCount
            )
            body(rows)
          }
          guard let gradient else { return run(weight) }
          gradient.matrix.elements.withUnsafeBufferPointer { run($0.baseAddress ?? UnsafePointer(weight)) }
        }
      }
    }
  }
}

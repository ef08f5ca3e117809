import RawData

/// One step of an optimizer, row by row.
struct WeightUpdate: Sendable {
  /// A row of a weight, the loss's gradient for it, and what is remembered of earlier ones.
  struct Row {
    var weight: UnsafeMutablePointer<Float>
    var gradient: UnsafePointer<Float>
    var first: UnsafeMutablePointer<Float>
    var second: UnsafeMutablePointer<Float>
    /// How many numbers each has.
    var count: Int
  }

  private let rule: Optimizer.Rule
  /// How far the step goes. Adam's is corrected for running means that began at 0.
  let rate: Float
  /// What each weight is multiplied by first.
  private let remaining: Float

  /// The step after `step` others, in the epoch after `epoch` others.
  init(_ optimizer: Optimizer, step: Int, epoch: Int) {
    rule = optimizer.rule
    let rate = optimizer.learningRate(step, epoch: epoch)
    remaining = 1 - optimizer.weightDecay * rate
    guard case .adam(let beta1, let beta2, _) = rule else {
      self.rate = rate
      return
    }
    let count = Float(step + 1)
    self.rate = rate * (1 - Platform.pow(beta2, count)).squareRoot() / (1 - Platform.pow(beta1, count))
  }

  // snippet: adam
  /// Moves a row against its gradient.
  @inline(__always)
  func move(_ row: Row) {
    var start = 0
    while start < row.count {
      let count = row.count - start
      let slope = load(row.gradient + start, count)
      var weight = load(row.weight + start, count) * remaining
      switch rule {
      case .sgd(momentum: 0, _): weight -= slope * rate
      case .sgd(let momentum, let isNesterov):
        let velocity = load(row.first + start, count) * momentum - slope * rate
        store(velocity, row.first + start, count)
        weight += isNesterov ? velocity * momentum - slope * rate : velocity
      case .adam(let beta1, let beta2, let epsilon):
        var (first, second) = (load(row.first + start, count), load(row.second + start, count))
        first += (slope - first) * (1 - beta1)
        second += (slope * slope - second) * (1 - beta2)
        store(first, row.first + start, count)
        store(second, row.second + start, count)
        weight -= first * rate / (Root.of(second) + epsilon)
      }
      store(weight, row.weight + start, count)
      start += 8
    }
  }
  // end: adam
}

extension MissedSteps {
  /// Moves a row as the steps would have that it has missed since the first `done`.
  @inline(__always)
  func makeUp(for done: Int, _ row: WeightUpdate.Row) {
    let arrears = arrears(of: done)
    var start = 0
    while start < row.count {
      let count = row.count - start
      let first = load(row.first + start, count)
      var move = first * arrears.reach
      if case .adam = rule {
        let second = load(row.second + start, count)
        move /= -(Root.of(second) + arrears.epsilon)
        store(second * arrears.second, row.second + start, count)
      }
      store(load(row.weight + start, count) + move, row.weight + start, count)
      store(first * arrears.first, row.first + start, count)
      start += 8
    }
  }
}

import RawData

/// One step of an optimizer, row by row.
struct WeightUpdate: Sendable {
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
  /// Moves eight numbers against their gradient.
  @inline(__always)
  func move(_ eight: inout WeightRow.Eights, gradient: Eight) {
    eight.weight *= remaining
    switch rule {
    case .sgd(momentum: 0, _): eight.weight -= gradient * rate
    case .sgd(let momentum, let isNesterov):
      let velocity = eight.first * momentum - gradient * rate
      eight.first = velocity
      eight.weight += isNesterov ? velocity * momentum - gradient * rate : velocity
    case .adam(let beta1, let beta2, let epsilon):
      eight.first += (gradient - eight.first) * (1 - beta1)
      eight.second += (gradient * gradient - eight.second) * (1 - beta2)
      eight.weight -= eight.first * rate / (Root.of(eight.second) + epsilon)
    }
  }
  // end: adam
}

extension MissedSteps.Arrears {
  /// Moves eight numbers as the steps would have that their row has missed.
  @inline(__always)
  func makeUp(_ eight: inout WeightRow.Eights) {
    if let left = second {
      eight.weight -= eight.first * reach / (Root.rough(eight.second) + epsilon)
      eight.second *= left
    } else {
      eight.weight += eight.first * reach
    }
    eight.first *= first
  }
}

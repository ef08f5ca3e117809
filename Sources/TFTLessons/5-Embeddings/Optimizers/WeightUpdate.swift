import RawData

/// One step of an optimizer, number by number.
struct WeightUpdate: Sendable {
  /// A weight's numbers, the loss's gradient for them, and what is remembered of earlier ones.
  struct Pointers {
    var weight: UnsafeMutablePointer<Float>
    var gradient: UnsafePointer<Float>
    var first: UnsafeMutablePointer<Float>
    var second: UnsafeMutablePointer<Float>
  }

  private let rule: Optimizer.Rule
  private let rate: Float
  /// What each weight is multiplied by first.
  private let remaining: Float
  /// Adam's learning rate, corrected for running means that began at 0.
  private let correctedRate: Float

  /// The step after `step` others, in the epoch after `epoch` others.
  init(_ optimizer: Optimizer, step: Int, epoch: Int) {
    rule = optimizer.rule
    rate = optimizer.learningRate(step, epoch: epoch)
    remaining = 1 - optimizer.weightDecay * rate
    guard case .adam(let beta1, let beta2, _) = rule else {
      correctedRate = rate
      return
    }
    let count = Float(step + 1)
    correctedRate = rate * (1 - Platform.pow(beta2, count)).squareRoot() / (1 - Platform.pow(beta1, count))
  }

  // snippet: adam
  /// Moves the numbers `range` against their gradient.
  func move(_ pointers: Pointers, _ range: Range<Int>) {
    switch rule {
    case .sgd(let momentum, let isNesterov):
      for index in range { descend(pointers, index, momentum, isNesterov) }
    case .adam(let beta1, let beta2, let epsilon):
      let (keep1, keep2) = (1 - beta1, 1 - beta2)
      var index = range.lowerBound
      while index + 8 <= range.upperBound {
        let slope = load(pointers.gradient + index)
        var (first, second) = (load(pointers.first + index), load(pointers.second + index))
        first += (slope - first) * keep1
        second += (slope * slope - second) * keep2
        store(first, pointers.first + index)
        store(second, pointers.second + index)
        let step = first * correctedRate / (Root.of(second) + epsilon)
        store(load(pointers.weight + index) * remaining - step, pointers.weight + index)
        index += 8
      }
      while index < range.upperBound {
        let slope = pointers.gradient[index]
        pointers.first[index] += (slope - pointers.first[index]) * keep1
        pointers.second[index] += (slope * slope - pointers.second[index]) * keep2
        let step = pointers.first[index] * correctedRate / (Root.of(pointers.second[index]) + epsilon)
        pointers.weight[index] = pointers.weight[index] * remaining - step
        index += 1
      }
    }
  }
  // end: adam

  @inline(__always)
  private func descend(_ pointers: Pointers, _ index: Int, _ momentum: Float, _ isNesterov: Bool) {
    let slope = pointers.gradient[index]
    let weight = pointers.weight[index] * remaining
    guard momentum != 0 else {
      pointers.weight[index] = weight - slope * rate
      return
    }
    let velocity = pointers.first[index] * momentum - slope * rate
    pointers.first[index] = velocity
    pointers.weight[index] = weight + (isNesterov ? velocity * momentum - slope * rate : velocity)
  }
}

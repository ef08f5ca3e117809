import RawData

/// What a row without a gradient misses from step to step, added up, so that it can be caught up with in one go.
///
/// A table of a thousand vectors has a gradient for a few of them at a step, but Adam moves them all: a vector that did
/// not come up goes on along its running mean `m`, which becomes `beta1 m`, by its running size, which becomes
/// `beta2 v`. So the step after `j` steps without a gradient is `rate q^j m / (sqrt(v) + epsilon beta2^(-j/2))` with
/// `q = beta1 / sqrt(beta2)`, and the sum over all missed steps is, but for 3e-5 of itself, one division:
/// `C m / (sqrt(v) + epsilon F / C)` with `C` the sum of `rate q^j`, and `F` that of `rate (beta1 / beta2)^j`. Neither
/// depends on the row, only on the step it was last moved at. Of momentum, only `C` is needed, and it is exact.
struct MissedSteps: Sendable {
  /// After so many steps all rows are brought up to date, so that nothing here grows with the data.
  static let most = 1 << 12
  /// What is this small against the whole is left out.
  private static let negligible = 1e-12

  /// What a row makes up for, in one go.
  struct Arrears {
    /// Adam's `C`, or momentum's: 0 where no step has gone anywhere.
    var reach: Float
    /// `epsilon F / C`.
    var epsilon: Float
    /// What is left of the first memory.
    var first: Float
    /// What is left of the second; nil for momentum, which has none.
    var second: Float?
  }

  /// The step, from 0, before which all rows were up to date.
  private(set) var start = 0
  private let epsilon: Double
  /// `q^j` and `(beta1 / beta2)^j`, as far as they count.
  private let reaches: [Double]
  private let sizes: [Double]
  /// What is left of the memories after `j` steps.
  private let firsts: [Float]
  private let seconds: [Float]
  /// `C` and `F` of a row that was last moved at step `start + index`.
  private var reachSums: [Double] = []
  private var sizeSums: [Double] = []

  /// - Returns: nil for a rule that cannot be caught up with: it has no memory, or one that does not fade.
  init?(_ optimizer: Optimizer) {
    guard optimizer.weightDecay == 0 else { return nil }
    switch optimizer.rule {
    case .sgd(let momentum, let isNesterov):
      guard momentum > 0, momentum < 1 else { return nil }
      let ratio = Double(momentum)
      (epsilon, sizes, seconds) = (0, [], [])
      reaches = Self.powers(ratio, Self.count(ratio)).map { isNesterov ? $0 * ratio : $0 }
      firsts = Self.left(ratio)
    case .adam(let beta1, let beta2, let epsilon):
      guard beta1 >= 0, beta1 < beta2, beta2 < 1 else { return nil }
      let (beta1, beta2) = (Double(beta1), Double(beta2))
      self.epsilon = Double(epsilon)
      let count = Self.count(beta1 / beta2)
      reaches = Self.powers(beta1 / beta2.squareRoot(), count)
      sizes = Self.powers(beta1 / beta2, count)
      (firsts, seconds) = (Self.left(beta1), Self.left(beta2))
    }
  }

  /// How many steps count.
  private static func count(_ ratio: Double) -> Int {
    var (count, power) = (1, ratio)
    while power > negligible, count < most {
      power *= ratio
      count += 1
    }
    return count
  }

  /// `ratio^1`, `ratio^2`, ...
  private static func powers(_ ratio: Double, _ count: Int) -> [Double] {
    var power = 1.0
    return (0..<count).map { _ in
      power *= ratio
      return power
    }
  }

  /// `ratio^0`, `ratio^1`, ... for every number of steps there can be.
  private static func left(_ ratio: Double) -> [Float] {
    [1] + powers(ratio, most).map { Float($0) }
  }

  /// How many steps there were since all rows were up to date.
  var count: Int { reachSums.count }

  /// How many steps there were.
  var end: Int { start + count }

  /// A step was done, `rate` far.
  mutating func append(_ rate: Float) {
    reachSums.append(0)
    sizeSums.append(0)
    // Momentum remembers steps, with their rates.
    let (rate, newest) = (seconds.isEmpty ? 1 : Double(rate), count - 1)
    for back in 0..<min(count, reaches.count) { reachSums[newest - back] += rate * reaches[back] }
    for back in 0..<min(count, sizes.count) { sizeSums[newest - back] += rate * sizes[back] }
  }

  /// All rows are up to date after `step` steps.
  mutating func restart(at step: Int) {
    start = step
    reachSums.removeAll(keepingCapacity: true)
    sizeSums.removeAll(keepingCapacity: true)
  }

  /// What a row has to make up for that has been through the first `done` steps.
  func arrears(of done: Int) -> Arrears {
    let index = done - start
    let (reach, age) = (reachSums[index], count - index)
    return Arrears(
      reach: Float(reach),
      // Steps of no length divide nothing, and must not divide by nothing.
      epsilon: reach == 0 || seconds.isEmpty ? 1 : Float(epsilon * sizeSums[index] / reach),
      first: firsts[age],
      second: seconds.isEmpty ? nil : seconds[age]
    )
  }
}

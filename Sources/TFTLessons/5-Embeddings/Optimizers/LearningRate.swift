import RawData

/// How far a step goes: the same always, or less and less. Keras: `keras.optimizers.schedules`.
public enum LearningRate: Equatable, Sendable {
  /// Always the same.
  case constant(Float)
  /// `initial * rate^(step / steps)`; with `isStaircase`, the exponent is rounded down.
  case exponentialDecay(initial: Float, steps: Int, rate: Float, isStaircase: Bool = false)
  /// From `initial` along half a cosine to `initial * floor` at `steps`, and there it stays; before that, for `warmup`
  /// steps, in a straight line up from 0.
  case cosineDecay(initial: Float, steps: Int, floor: Float = 0, warmup: Int = 0)
  /// `values[i]` up to step `boundaries[i]`, that one included, and the last of them from there on.
  case piecewiseConstant(boundaries: [Int], values: [Float])
  /// `initial` in the first epoch, and from epoch to epoch less along half a cosine, which would be 0 after `epochs`. It
  /// needs no number of steps, so it suits data of any size. Keras: `LearningRateScheduler`.
  case cosineDecayByEpoch(initial: Float, epochs: Int)

  /// - Throws: `ModelError` when it is no schedule.
  func check() throws(ModelError) {
    switch self {
    case .exponentialDecay(_, let steps, _, _) where steps < 1:
      throw ModelError("exponential decay: found \(steps) steps, expected 1 or more")
    case .piecewiseConstant(let boundaries, let values):
      guard values.count == boundaries.count + 1, boundaries == boundaries.sorted() else {
        throw ModelError(
          "piecewise constant: found \(values.count) values for boundaries \(boundaries), expected one more than boundaries, which ascend"
        )
      }
    default: break
    }
  }

  /// The learning rate of a step in an epoch, both counted from 0.
  public func callAsFunction(_ step: Int, epoch: Int) -> Float {
    switch self {
    case .constant(let rate): return rate
    case .exponentialDecay(let initial, let steps, let rate, let isStaircase):
      let exponent = Float(step) / Float(steps)
      return initial * Platform.pow(rate, isStaircase ? exponent.rounded(.down) : exponent)
    case .cosineDecay(let initial, let steps, let floor, let warmup):
      if step < warmup { return initial * Float(step) / Float(warmup) }
      return initial * ((1 - floor) * Self.halfCosine(step - warmup, of: steps) + floor)
    case .piecewiseConstant(let boundaries, let values):
      return values[boundaries.firstIndex { step <= $0 } ?? boundaries.count]
    case .cosineDecayByEpoch(let initial, let epochs): return initial * Self.halfCosine(epoch, of: epochs)
    }
  }

  /// From 1 at 0 along half a cosine to 0 at `count`, and there it stays.
  private static func halfCosine(_ index: Int, of count: Int) -> Float {
    let part = min(1, Double(index) / Double(max(1, count)))
    return Float(0.5 * (1 + Platform.cos(Double.pi * part)))
  }
}

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

  /// The learning rate of a step, counted from 0.
  public func callAsFunction(_ step: Int) -> Float {
    switch self {
    case .constant(let rate): return rate
    case .exponentialDecay(let initial, let steps, let rate, let isStaircase):
      let exponent = Float(step) / Float(steps)
      return initial * Platform.pow(rate, isStaircase ? exponent.rounded(.down) : exponent)
    case .cosineDecay(let initial, let steps, let floor, let warmup):
      if step < warmup { return initial * Float(step) / Float(warmup) }
      let part = min(1, Double(step - warmup) / Double(max(1, steps)))
      let cosine = Float(0.5 * (1 + Platform.cos(Double.pi * part)))
      return initial * ((1 - floor) * cosine + floor)
    case .piecewiseConstant(let boundaries, let values):
      return values[boundaries.firstIndex { step <= $0 } ?? boundaries.count]
    }
  }
}

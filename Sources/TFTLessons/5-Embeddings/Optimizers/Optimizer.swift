/// How weights follow their gradients. Keras: `keras.optimizers`.
public struct Optimizer: Equatable, Sendable {
  /// The rule of a step.
  public enum Rule: Equatable, Sendable {
    /// Against the gradient; with momentum, against a running sum of gradients. Keras: `SGD`.
    case sgd(momentum: Float, isNesterov: Bool)
    /// Against a running mean of gradients, each number by its own running size (Kingma and Ba, 2015). Keras: `Adam`.
    case adam(beta1: Float, beta2: Float, epsilon: Float)
  }

  /// The rule of a step.
  public var rule: Rule
  /// How far a step goes.
  public var learningRate: LearningRate
  /// What part of itself, times the learning rate, each weight loses at a step (Loshchilov and Hutter, 2019).
  public var weightDecay: Float = 0
  /// How gradients that are too large are made smaller; nil leaves them.
  public var clipping: GradientClipping?

  /// Stochastic gradient descent.
  public static func sgd(
    _ learningRate: LearningRate = .constant(0.01),
    momentum: Float = 0,
    isNesterov: Bool = false,
    clipping: GradientClipping? = nil
  ) -> Optimizer {
    Optimizer(
      rule: .sgd(momentum: momentum, isNesterov: isNesterov),
      learningRate: learningRate,
      clipping: clipping
    )
  }

  /// Adam with Keras's defaults.
  public static func adam(
    _ learningRate: LearningRate = .constant(0.001),
    beta1: Float = 0.9,
    beta2: Float = 0.999,
    epsilon: Float = 1e-7,
    clipping: GradientClipping? = nil
  ) -> Optimizer {
    Optimizer(
      rule: .adam(beta1: beta1, beta2: beta2, epsilon: epsilon),
      learningRate: learningRate,
      clipping: clipping
    )
  }

  /// Adam whose weights also decay. Keras: `AdamW`.
  public static func adamW(
    _ learningRate: LearningRate = .constant(0.001),
    weightDecay: Float = 0.004,
    clipping: GradientClipping? = nil
  ) -> Optimizer {
    var optimizer = adam(learningRate, clipping: clipping)
    optimizer.weightDecay = weightDecay
    return optimizer
  }

  /// How many numbers it remembers for each number of a weight.
  var slotCount: Int {
    switch rule {
    case .sgd(let momentum, _): momentum == 0 ? 0 : 1
    case .adam: 2
    }
  }
}

/// The optimizer Adam (Kingma and Ba, 2015) with Keras's defaults.
struct Adam: Sendable {
  var learningRate: Float
  private let beta1: Float = 0.9
  private let beta2: Float = 0.999
  private let epsilon: Float = 1e-7
  private var beta1Power: Float = 1
  private var beta2Power: Float = 1

  init(learningRate: Float) {
    self.learningRate = learningRate
  }

  /// Begins the next step; call it once before the parameters of that step are updated.
  mutating func beginStep() {
    beta1Power *= beta1
    beta2Power *= beta2
  }

  /// Moves a parameter against its gradient and clears the gradient.
  func update(_ parameter: inout Parameter) {
    let rate = learningRate * (1 - beta2Power).squareRoot() / (1 - beta1Power)
    let count = parameter.value.elements.count
    parameter.value.elements.withUnsafeMutableBufferPointer { value in
      parameter.gradient.elements.withUnsafeMutableBufferPointer { gradient in
        parameter.firstMoment.withUnsafeMutableBufferPointer { first in
          parameter.secondMoment.withUnsafeMutableBufferPointer { second in
            for index in 0..<count {
              let slope = gradient[index]
              first[index] += (slope - first[index]) * (1 - beta1)
              second[index] += (slope * slope - second[index]) * (1 - beta2)
              value[index] -= first[index] * rate / (second[index].squareRoot() + epsilon)
              gradient[index] = 0
            }
          }
        }
      }
    }
  }
}

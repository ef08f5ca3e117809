/// How a gradient that is too large is made smaller, so that one strange batch does not undo what was learned.
public enum GradientClipping: Equatable, Sendable {
  /// Every number is cut at +-limit. Keras: `clipvalue`.
  case value(Float)
  /// Each weight's gradient is scaled down to this length. Keras: `clipnorm`.
  case norm(Float)
  /// All gradients together are scaled down to this length. Keras: `global_clipnorm`.
  case globalNorm(Float)

  func apply(to gradients: UnsafeMutableBufferPointer<Gradient>) {
    switch self {
    case .value(let limit):
      for index in gradients.indices {
        gradients[index].forEachElement { $0 = min(max($0, -limit), limit) }
      }
    case .norm(let limit):
      for index in gradients.indices {
        gradients[index].scale(toNorm: limit, of: gradients[index].squaredNorm.squareRoot())
      }
    case .globalNorm(let limit):
      let norm = gradients.reduce(0.0) { $0 + $1.squaredNorm }.squareRoot()
      for index in gradients.indices { gradients[index].scale(toNorm: limit, of: norm) }
    }
  }
}

extension Gradient {
  fileprivate mutating func scale(toNorm limit: Float, of norm: Double) {
    guard norm > Double(limit) else { return }
    let factor = limit / Float(norm)
    forEachElement { $0 *= factor }
  }
}

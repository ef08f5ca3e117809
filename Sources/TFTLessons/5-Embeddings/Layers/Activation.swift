import RawData

/// What is applied to each number of a layer's output. Keras: `keras.activations`.
public enum Activation: String, CaseIterable, Sendable {
  /// Nothing.
  case linear
  /// Negative values become 0.
  case relu
  /// `x` times the probability that a normal number is below it: `0.5 x (1 + erf(x / sqrt 2))`.
  case gelu
  /// The hyperbolic tangent.
  case tanh
  /// `1 / (1 + exp(-x))`.
  case sigmoid
  /// `exp(x)`, divided by the sum over the row: probabilities that add up to 1.
  case softmax

  /// The function of each number of `x`, row by row.
  func callAsFunction(_ x: Matrix) -> Matrix {
    switch self {
    case .linear: x
    case .relu: x.map(Self.relu)
    case .gelu: x.map(Self.gelu)
    case .tanh: x.map { Platform.tanh($0) }
    case .sigmoid: x.map(Self.sigmoid)
    case .softmax: Self.softmax(x)
    }
  }

  /// The same for one row, in its place.
  func apply(to row: UnsafeMutableBufferPointer<Float>) {
    switch self {
    case .linear: break
    case .relu: for index in row.indices { row[index] = Self.relu(row[index]) }
    case .gelu: for index in row.indices { row[index] = Self.gelu(row[index]) }
    case .tanh: for index in row.indices { row[index] = Platform.tanh(row[index]) }
    case .sigmoid: for index in row.indices { row[index] = Self.sigmoid(row[index]) }
    case .softmax: Self.softmax(row)
    }
  }

  /// The loss's gradient for `x`, from that for `y`, the function of `x`.
  func backward(_ gradient: Matrix, x: Matrix, y: Matrix) -> Matrix {
    switch self {
    case .linear: gradient
    case .relu: gradient.combined(with: y) { $1 > 0 ? $0 : 0 }
    case .gelu: gradient.combined(with: x) { $0 * Self.geluSlope($1) }
    case .tanh: gradient.combined(with: y) { $0 * (1 - $1 * $1) }
    case .sigmoid: gradient.combined(with: y) { $0 * $1 * (1 - $1) }
    case .softmax: Self.softmaxGradient(gradient, y)
    }
  }

  @inline(__always)
  private static func relu(_ x: Float) -> Float { x < 0 ? 0 : x }

  @inline(__always)
  private static func gelu(_ x: Float) -> Float {
    0.5 * x * (1 + Platform.erf(x * Float(0.5).squareRoot()))
  }

  /// `1 / (1 + exp(-x))`.
  @inline(__always)
  static func sigmoid(_ x: Float) -> Float { 1 / (1 + Platform.exp(-x)) }

  private static func geluSlope(_ x: Float) -> Float {
    let below = 0.5 * (1 + Platform.erf(x * Float(0.5).squareRoot()))
    let density = Platform.exp(-0.5 * x * x) / (2 * Float.pi).squareRoot()
    return below + x * density
  }

  private static func softmax(_ x: Matrix) -> Matrix {
    var y = x
    y.elements.withUnsafeMutableBufferPointer { elements in
      for start in stride(from: 0, to: elements.count, by: max(1, x.columns)) {
        softmax(UnsafeMutableBufferPointer(rebasing: elements[start..<start + x.columns]))
      }
    }
    return y
  }

  /// The row's largest number is taken away first, so that no exponential overflows.
  private static func softmax(_ row: UnsafeMutableBufferPointer<Float>) {
    let largest = row.max() ?? 0
    var sum: Float = 0
    for index in row.indices {
      row[index] = Platform.exp(row[index] - largest)
      sum += row[index]
    }
    for index in row.indices { row[index] /= sum }
  }

  private static func softmaxGradient(_ gradient: Matrix, _ y: Matrix) -> Matrix {
    var result = gradient
    for row in 0..<y.rows {
      let range = row * y.columns..<(row + 1) * y.columns
      let mean = range.reduce(Float(0)) { $0 + gradient.elements[$1] * y.elements[$1] }
      for index in range { result.elements[index] = y.elements[index] * (gradient.elements[index] - mean) }
    }
    return result
  }
}

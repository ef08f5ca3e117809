import RawData

/// A function of one number, element by element. TensorFlow: `tf.sqrt`, `tf.math.log1p`, ...
struct UnaryFunction: ElementwiseMapper, ElementKernel {
  enum Function: String, CaseIterable, Sendable {
    case sqrt, square, exp, log, log1p, floor, ceil, round, abs, negate, sign, sigmoid, tanh, sin, cos
  }

  let function: Function
  var name: String { function.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == [.float32] || inputTypes == [.int64] && [.square, .abs, .negate, .sign].contains(function)
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(inputTypes[0], self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    if elements.type(0) == .float32 { floats(elements) } else { try integers(elements) }
  }

  private func floats(_ elements: Elements) {
    switch function {
    case .sqrt: elements.map { (x: Float) in x.squareRoot() }
    case .square: elements.map { (x: Float) in x * x }
    case .exp: elements.map { (x: Float) in Platform.exp(x) }
    case .log: elements.map { (x: Float) in Platform.log(x) }
    case .log1p: elements.map { (x: Float) in Platform.log1p(x) }
    case .floor: elements.map { (x: Float) in x.rounded(.down) }
    case .ceil: elements.map { (x: Float) in x.rounded(.up) }
    case .round: elements.map { (x: Float) in x.rounded(.toNearestOrEven) }
    case .abs: elements.map { (x: Float) in x.magnitude }
    case .negate: elements.map { (x: Float) in -x }
    case .sign: elements.map { (x: Float) in x.isNaN ? x : x > 0 ? 1 : x < 0 ? -1 : 0 }
    case .sigmoid: elements.map { (x: Float) in 1 / (1 + Platform.exp(-x)) }
    case .tanh: elements.map { (x: Float) in Platform.tanh(x) }
    case .sin: elements.map { (x: Float) in Platform.sin(x) }
    case .cos: elements.map { (x: Float) in Platform.cos(x) }
    }
  }

  /// TensorFlow's integers wrap.
  private func integers(_ elements: Elements) throws(RowError) {
    switch function {
    case .square: elements.map { (x: Int64) in x &* x }
    case .abs: elements.map { (x: Int64) in x < 0 ? 0 &- x : x }
    case .negate: elements.map { (x: Int64) in 0 &- x }
    case .sign: elements.map { (x: Int64) in x.signum() }
    default: throw RowError("found int64, expected float32")
    }
  }
}

private func unary<Scalar>(
  _ function: UnaryFunction.Function,
  _ x: Column<Scalar>,
  _ fileID: String,
  _ line: Int
) -> Column<Scalar> {
  Column(
    UnaryFunction(function: function),
    [x.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

/// The square root of every value, NaN for a negative one: `sqrt([4, 9])` is `[2, 3]`. TensorFlow: `tf.sqrt`.
public func sqrt(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.sqrt, x, fileID, line)
}

/// Every value times itself: `square([2, -3])` is `[4, 9]`. TensorFlow: `tf.square`.
public func square<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  unary(.square, x, fileID, line)
}

/// e to the power of every value. TensorFlow: `tf.exp`.
public func exp(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.exp, x, fileID, line)
}

/// The natural logarithm of every value: -inf for 0, NaN below. TensorFlow: `tf.math.log`.
public func log(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.log, x, fileID, line)
}

/// The natural logarithm of 1 plus every value, exact for small ones: `log1p([0])` is `[0]`. TensorFlow: `tf.math.log1p`.
public func log1p(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.log1p, x, fileID, line)
}

/// Every value rounded down: `floor([1.5, -1.5])` is `[1, -2]`. TensorFlow: `tf.floor`.
public func floor(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.floor, x, fileID, line)
}

/// Every value rounded up: `ceil([1.5, -1.5])` is `[2, -1]`. TensorFlow: `tf.math.ceil`.
public func ceil(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.ceil, x, fileID, line)
}

/// Every value rounded to the nearest integer, ties to the even one: `round([0.5, 1.5])` is `[0, 2]`. TensorFlow:
/// `tf.round`.
public func round(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.round, x, fileID, line)
}

/// Every value without its sign; the smallest `int64`, which has no positive twin, stays. TensorFlow: `tf.abs`.
public func abs<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  unary(.abs, x, fileID, line)
}

/// 1, 0 or -1 for a value above, at or below 0; NaN stays NaN. TensorFlow: `tf.sign`.
public func sign<Scalar: NumericColumnScalar>(
  _ x: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  unary(.sign, x, fileID, line)
}

/// `1 / (1 + exp(-x))`. TensorFlow: `tf.sigmoid`.
public func sigmoid(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.sigmoid, x, fileID, line)
}

/// The hyperbolic tangent. TensorFlow: `tf.tanh`.
public func tanh(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.tanh, x, fileID, line)
}

/// The sine of angles in radians. TensorFlow: `tf.sin`.
public func sin(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.sin, x, fileID, line)
}

/// The cosine of angles in radians. TensorFlow: `tf.cos`.
public func cos(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  unary(.cos, x, fileID, line)
}

extension Column where Scalar: NumericColumnScalar {
  /// Every value with the other sign.
  public static prefix func - (x: Column) -> Column { Column(UnaryFunction(function: .negate), [x.node]) }
}

// The mathematics of the C library, which has another name on every system.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#elseif canImport(Glibc)
  import Glibc
#endif

extension Platform {
  /// e to the power of `x`.
  package static func exp(_ x: Float) -> Float { expf(x) }
  /// The natural logarithm of `x`.
  package static func log(_ x: Float) -> Float { logf(x) }
  /// The natural logarithm of 1 + `x`, rounded once: the C library's own for floats is a unit off at some numbers.
  package static func log1p(_ x: Float) -> Float { Float(logarithmOfOnePlus(Double(x))) }
  /// `x` to the power of `y`.
  package static func pow(_ x: Float, _ y: Float) -> Float { powf(x, y) }
  /// The error function of `x`.
  package static func erf(_ x: Float) -> Float { erff(x) }
  /// The hyperbolic tangent of `x`.
  package static func tanh(_ x: Float) -> Float { tanhf(x) }
  /// The sine of `x` radians.
  package static func sin(_ x: Float) -> Float { sinf(x) }
  /// The cosine of `x` radians.
  package static func cos(_ x: Float) -> Float { cosf(x) }

  /// e to the power of `x`.
  package static func exp(_ x: Double) -> Double { exponential(x) }
  /// The natural logarithm of `x`.
  package static func log(_ x: Double) -> Double { naturalLogarithm(x) }
  /// The logarithm of `x` to base 2.
  package static func log2(_ x: Double) -> Double { binaryLogarithm(x) }
  /// The natural logarithm of the gamma function at `x`, which is above 0.
  package static func logGamma(_ x: Double) -> Double { lgamma(x) }
  /// The sine of `x` radians.
  package static func sin(_ x: Double) -> Double { sine(x) }
  /// The cosine of `x` radians.
  package static func cos(_ x: Double) -> Double { cosine(x) }
  /// The angle, in radians, whose tangent is `x`.
  package static func atan(_ x: Double) -> Double { arcTangent(x) }
}

// Inside `Platform` the C functions' names are its own.
private func exponential(_ x: Double) -> Double { exp(x) }
private func naturalLogarithm(_ x: Double) -> Double { log(x) }
private func binaryLogarithm(_ x: Double) -> Double { log2(x) }
private func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
private func sine(_ x: Double) -> Double { sin(x) }
private func cosine(_ x: Double) -> Double { cos(x) }
private func arcTangent(_ x: Double) -> Double { atan(x) }

import RawData

/// The Tukey HH distribution: a normal one whose tails are stretched, each by its own parameter.
///
/// x = u · exp(h · u² / 2) of a standard normal u, with h = `left` below 0 and `right` above. 0 leaves a tail as it is.
///
/// Rule: T. C. Headrick and M. D. Pant, "Characterizing Tukey h and hh-Distributions through L-Moments and the
/// L-Correlation" (2012); TFT: `gaussianization.py`.
struct TukeyHH: Equatable, Sendable {
  var left = 0.0
  var right = 0.0

  /// Its first two L-moments: mean and scale.
  var meanAndScale: (mean: Double, scale: Double) {
    let factor = 1 / (2 * Double.pi).squareRoot()
    let roots = (left: (2 - left).squareRoot(), right: (2 - right).squareRoot())
    let numerator = roots.left + roots.right - left * roots.left - right * roots.right
    let denominator = (left - 1) * (right - 1) * ((left - 2) * (right - 2)).squareRoot()
    return (factor * (1 / (left - 1) + 1 / (1 - right)), factor * numerator / denominator)
  }

  /// The third L-moment divided by the second.
  var skewness: Double {
    func numerator(_ h1: Double, _ h2: Double) -> Double {
      let root = (2 - h1).squareRoot()
      return 12 * root * (h2 - 2) * (h2 - 1) * Platform.atan(1 / root)
    }
    func part(_ h: Double) -> Double { (h - 1) * (2 - h).squareRoot() }
    let difference =
      numerator(left, right) - Double.pi * (left - right) * (left - 2) * (right - 2) - numerator(right, left)
    return difference / (2 * .pi * ((left - 2) * (right - 2)).squareRoot() * (part(left) + part(right)))
  }

  /// The fourth L-moment divided by the second.
  var kurtosis: Double {
    func part(_ h: Double) -> Double { (h - 1) * (2 - h).squareRoot() }
    func angle(_ h: Double) -> Double { Platform.atan((1 + 2 / (h - 4)).squareRoot()) }
    let outer = ((left - 4) * (left - 1)).squareRoot()
    let all = ((left - 4) * (left - 2) * (left - 1) * (right - 2)).squareRoot()
    let first = right * all - 2 * outer
    let second = left * (left - 3) * outer + all
    let quotient = (left - 4) * (left - 2) * (right - 2) / (left - 1)
    let third = 30 * (left - 1) * quotient.squareRoot() * (right - 1) * angle(left)
    let fourth = 30 * (left - 2) * outer * (left - 1) * angle(right)
    let denominator =
      Double.pi * ((4 - left) * (2 - left) * (1 - left)).squareRoot() * (part(left) + part(right))
    return (6 * .pi * (first - second) + third + fourth) / denominator
  }

  /// The value of a standard normal distribution that the stretching takes to `x`.
  func standardNormal(_ x: Double) -> Double {
    x < 0 ? -Self.unstretched(-x, left) : Self.unstretched(x, right)
  }

  /// The stretched value of `u`.
  func stretched(_ u: Double) -> Double {
    u * Platform.exp((u < 0 ? left : right) * u * u / 2)
  }

  private static func unstretched(_ x: Double, _ h: Double) -> Double {
    let square = h * x * x
    // Below, the result is x to 14 digits; above, x is infinite, or NaN.
    guard square >= 1e-7, square < .infinity else { return x }
    return (lambertW(square) / h).squareRoot()
  }

  /// The w with w · exp(w) = x, for positive x: Newton's method from a start that is near.
  static func lambertW(_ x: Double) -> Double {
    let e = Platform.exp(1.0)
    var w = x
    if x >= e {
      let log = Platform.log(x)
      w = log + (1 / log - 1) * Platform.log(log)
    } else if x >= 1 / e {
      let slope = (e - 1) / (e * e - 1)
      w = slope * x + (1 - slope) / e
    }
    for _ in 0..<8 {
      let power = Platform.exp(w)
      w -= (w * power - x) / (power + w * power)
    }
    return w
  }
}

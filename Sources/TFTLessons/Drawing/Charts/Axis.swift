/// The range of one axis of a chart, with marks at round numbers.
package struct Axis: Sendable, Equatable {
  /// A mark with its text.
  package struct Tick: Sendable, Equatable {
    package let value: Double
    package let text: String
  }

  package private(set) var lower: Double
  package private(set) var upper: Double
  package private(set) var ticks: [Tick]

  /// Finds a range and marks 1, 2 or 5 times a power of ten apart.
  ///
  /// - Parameters:
  ///   - values: what has to fit in, all finite; 0 to 1 if there are none.
  ///   - count: about how many marks.
  ///   - endsOnTicks: whether the range grows to the marks around it.
  package init(values: [Double], aimingFor count: Int, endsOnTicks: Bool) {
    lower = values.min() ?? 0
    upper = values.max() ?? 1
    // All values equal, or as good as: a range of no width has no scale.
    let least = max(lower.magnitude, upper.magnitude) * 1e-6
    if upper - lower <= least {
      let room = upper == 0 ? 0.5 : max(least, upper.magnitude * 0.1)
      lower -= room
      upper += room
    }
    let (digit, exponent) = Self.step(for: (upper - lower) / Double(max(1, count)), values: values)
    let step = Double(digit) * Self.power(exponent)
    let slack = endsOnTicks ? 1 - 1e-9 : 1e-9
    let first = Self.floor(lower / step + 1 - slack)
    let last = Self.floor(upper / step + slack)
    ticks = stride(from: first, through: last, by: 1).map { index in
      Tick(value: Double(index) * step, text: Self.text(index * digit, exponent: exponent))
    }
    if endsOnTicks, let first = ticks.first, let last = ticks.last {
      lower = min(lower, first.value)
      upper = max(upper, last.value)
    }
  }

  /// An axis with names at 0, 1, ... and half a step of room at either end.
  package init(names: [String]) {
    (lower, upper) = (-0.5, Double(max(1, names.count)) - 0.5)
    ticks = names.enumerated().map { Tick(value: Double($0), text: $1) }
  }

  /// Where a value lies between `lower` (0) and `upper` (1).
  package func fraction(of value: Double) -> Double {
    (value - lower) / (upper - lower)
  }

  /// The round step nearest above a width: a digit and the power of ten it is multiplied by.
  private static func step(for width: Double, values: [Double]) -> (digit: Int, exponent: Int) {
    var exponent = 0
    while power(exponent) > width { exponent -= 1 }
    while power(exponent + 1) <= width { exponent += 1 }
    let mantissa = width / power(exponent)
    let digit = [1, 2, 5].first { Double($0) >= mantissa * (1 - 1e-9) }
    let step = digit.map { ($0, exponent) } ?? (1, exponent + 1)
    // Between whole numbers, such as epochs, there is nothing to mark.
    let areWhole = values.allSatisfy { $0.magnitude < 0x1p52 && Double(Int($0)) == $0 }
    return areWhole && step.1 < 0 ? (1, 0) : step
  }

  /// A multiple of a power of ten, digit by digit, so that 3 · 0.1 is `0.3`.
  private static func text(_ count: Int, exponent: Int) -> String {
    if count == 0 { return "0" }
    if exponent > 5 || exponent < -5 { return "\(count)e\(exponent)" }
    if exponent >= 0 { return String(count) + String(repeating: "0", count: exponent) }
    let digits = String(count.magnitude)
    let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
    return (count < 0 ? "-" : "") + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }

  private static func power(_ exponent: Int) -> Double {
    let power = (0..<exponent.magnitude).reduce(1.0) { power, _ in power * 10 }
    return exponent < 0 ? 1 / power : power
  }

  private static func floor(_ value: Double) -> Int {
    let whole = Int(value)
    return Double(whole) > value ? whole - 1 : whole
  }
}

import RawData

/// What the first two powers of some numbers say of them.
enum Moment: String, Sendable {
  case mean
  case variance = "var"
  case standardDeviation = "standard_deviation"
}

/// Mean, variance and standard deviation of some numbers, from exact sums. NaN and infinities are left out; without any
/// numbers all are 0.
struct MomentsSummary<Value: Number>: NumberSummary {
  typealias Figure = Moment

  private var moments = Moments()

  mutating func add(_ values: [Value]) { Value.add(values, to: &moments) }
  mutating func add(_ value: Value) { Value.add(value, to: &moments) }
  mutating func merge(_ other: Self) { moments.merge(other.moments) }

  func results(_ figures: [Figure]) -> [Float] {
    guard moments.count > 0 else { return figures.map { _ in 0 } }
    return figures.map { figure in
      switch figure {
      case .mean: Float(moments.mean)
      case .variance: Float(moments.variance)
      case .standardDeviation: Float(moments.standardDeviation)
      }
    }
  }

  var notices: [String] {
    let ignored = [(moments.nanCount, "NaN"), (moments.infiniteCount, "infinite")].filter { $0.0 > 0 }
    let left =
      ignored.isEmpty ? [] : ["left out: " + ignored.map { "\($0.0) \($0.1)" }.joined(separator: ", ")]
    return moments.count > 0 ? left : left + ["no numbers, all figures are 0"]
  }

  func encode(to encoder: inout StateEncoder) { moments.encode(to: &encoder) }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    try moments.restore(from: &decoder)
  }
}

import RawData

/// The parameters of a Tukey HH distribution.
enum TukeyFigure: String, Sendable {
  case location, scale
  case left = "h_left"
  case right = "h_right"
}

/// The Tukey HH distribution nearest to some numbers: location, scale and the parameters of the two tails, from L-moments
/// of all numbers.
///
/// NaN and infinities are left out. Exact up to 65,536 distinct numbers; beyond them the numbers are truncated as
/// `ValueCounts` does, and the notice states the error. Up to 5 MB of memory.
struct TukeySummary<Value: Number>: NumberSummary {
  typealias Figure = TukeyFigure

  private var counts = ValueCounts()

  mutating func add(_ values: [Value]) { Value.add(values, to: &counts) }
  mutating func add(_ value: Value) { Value.add(value, to: &counts) }
  mutating func merge(_ other: Self) { counts.merge(other.counts) }

  func results(_ figures: [Figure]) -> [Float] {
    let moments = LMoments(counts.finish())
    let distribution = TukeyHH(skewness: moments.skewness, kurtosis: moments.kurtosis)
    let standard = distribution.meanAndScale
    let scale = moments.scale > 0 ? moments.scale / standard.scale : 1
    return figures.map { figure in
      switch figure {
      case .location: Float(moments.mean - scale * standard.mean)
      case .scale: Float(scale)
      case .left: Float(distribution.left)
      case .right: Float(distribution.right)
      }
    }
  }

  var notices: [String] {
    guard !counts.isExact else { return [] }
    return [
      "more than \(counts.limit) distinct numbers, counted with a relative error below \(counts.relativeError)"
    ]
  }

  func encode(to encoder: inout StateEncoder) { counts.encode(to: &encoder) }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    try counts.restore(from: &decoder)
  }
}

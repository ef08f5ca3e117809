import RawData

/// The only figure of a sum.
enum SumFigure: String, Sendable {
  case sum
}

/// The sum of `float32` values: exact, rounded at the end. A NaN, or infinities of both signs, make it NaN.
struct FloatSum: NumberSummary {
  typealias Figure = SumFigure

  private var sum = ExactSum()

  mutating func add(_ values: [Float]) { sum.add(values) }
  mutating func add(_ value: Float) { sum.add(Double(value)) }
  mutating func merge(_ other: FloatSum) { sum.merge(other.sum) }
  func results(_ figures: [Figure]) -> [Float] { figures.map { _ in Float(sum.value) } }
  func encode(to encoder: inout StateEncoder) { sum.encode(to: &encoder) }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    try sum.restore(from: &decoder)
  }
}

import RawData

/// The sum of `int64` values, modulo 2^64 as TensorFlow's.
struct IntegerSum: NumberSummary {
  typealias Figure = SumFigure

  private var sum: Int64 = 0

  mutating func add(_ values: [Int64]) { sum = values.reduce(sum, &+) }
  mutating func add(_ value: Int64) { sum &+= value }
  mutating func merge(_ other: IntegerSum) { sum &+= other.sum }
  func results(_ figures: [Figure]) -> [Int64] { figures.map { _ in sum } }
  func encode(to encoder: inout StateEncoder) { encoder.write(sum) }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    sum = try decoder.readInteger()
  }
}

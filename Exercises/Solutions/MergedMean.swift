import TFTLessons

struct MeanAccumulator: Accumulator {
  private var sum = ExactSum()
  private var count = 0

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    guard case .float32(let values) = inputs[0].values.storage else { throw RowError("expected float32") }
    sum.add(values)
    count += values.count
  }

  mutating func merge(_ other: Self) {
    sum.merge(other.sum)
    count += other.count
  }

  func finish() throws(RowError) -> [FeatureValues] {
    [FeatureValues([Float(sum.value / Double(max(1, count)))])]
  }

  func encode(to encoder: inout StateEncoder) {
    sum.encode(to: &encoder)
    encoder.write(count)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    try sum.restore(from: &decoder)
    count = try decoder.readInt()
  }
}

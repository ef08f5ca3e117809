// An accumulator of a mean that does not merge: it keeps the mean of what it has seen, and the mean of two means is wrong when one
// of them is of more rows. Mend it, so that shards give the mean of all rows, in any order and any grouping.
//
// The order must not leave a trace either: the test has numbers that come to another sum in another order, if you add them as
// Doubles. RawData has a sum that does not round: `ExactSum` (`add`, `merge`, `encode`, `restore`, `value`).

import TFTLessons

struct MeanAccumulator: Accumulator {
  private var mean = 0.0

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    guard case .float32(let values) = inputs[0].values.storage else { throw RowError("expected float32") }
    guard !values.isEmpty else { return }
    mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
  }

  mutating func merge(_ other: Self) {
    mean = (mean + other.mean) / 2
  }

  func finish() throws(RowError) -> [FeatureValues] { [FeatureValues([Float(mean)])] }

  func encode(to encoder: inout StateEncoder) { encoder.write(mean) }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    mean = try decoder.readDouble()
  }
}

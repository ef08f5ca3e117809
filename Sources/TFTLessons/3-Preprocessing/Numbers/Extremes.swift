import RawData

/// One end of some numbers.
enum Extreme: String, Sendable {
  case min, max
}

/// The smallest and the largest of some numbers; one NaN makes both NaN.
struct Extremes<Value: Number>: NumberSummary {
  typealias Figure = Extreme

  private var smallest = Value.extremesOfNone.smallest
  private var largest = Value.extremesOfNone.largest
  private var hasNaN = false

  mutating func add(_ values: [Value]) {
    let foundNaN: Bool
    (smallest, largest, foundNaN) = Value.extremes(of: values, smallest, largest)
    hasNaN = hasNaN || foundNaN
  }

  mutating func add(_ value: Value) {
    if value < smallest { smallest = value.withoutMinusZero }
    if value > largest { largest = value.withoutMinusZero }
    hasNaN = hasNaN || value.isNaN
  }

  mutating func merge(_ other: Self) {
    smallest = Swift.min(smallest, other.smallest)
    largest = Swift.max(largest, other.largest)
    hasNaN = hasNaN || other.hasNaN
  }

  func results(_ figures: [Figure]) -> [Value] {
    figures.map { hasNaN ? Value.extremeWithNaN : $0 == .min ? smallest : largest }
  }

  func encode(to encoder: inout StateEncoder) {
    smallest.encode(to: &encoder)
    largest.encode(to: &encoder)
    encoder.write(hasNaN)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    let (low, high) = (try Value(from: &decoder), try Value(from: &decoder))
    guard low <= high || (low, high) == Value.extremesOfNone else {
      throw StateError("found a minimum of \(low) and a maximum of \(high)")
    }
    (smallest, largest) = (low, high)
    hasNaN = try decoder.readBool()
  }
}

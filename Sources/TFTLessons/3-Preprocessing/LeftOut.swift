import RawData

/// How many values an analysis has passed over, because they are no numbers to reckon with.
struct LeftOut: Equatable, Sendable {
  private var nan = 0
  private var infinite = 0
  private var missing = 0

  /// Counts `value`, unless it is finite.
  mutating func add(_ value: Float) {
    if value.isNaN { nan += 1 } else if value.isInfinite { infinite += 1 }
  }

  /// Counts every one of `values` that is not finite.
  mutating func add(_ values: [Float]) {
    for value in values where !value.isFinite { add(value) }
  }

  /// Counts a row without a value.
  mutating func addMissing() { missing += 1 }

  mutating func merge(_ other: LeftOut) {
    nan += other.nan
    infinite += other.infinite
    missing += other.missing
  }

  /// `left out: 3 NaN, 1 infinite`, for what there is of each; nil for nothing.
  var notice: String? {
    let counts = [(nan, "NaN"), (infinite, "infinite"), (missing, "missing")].filter { $0.0 > 0 }
    return counts.isEmpty ? nil : "left out: " + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  func encode(to encoder: inout StateEncoder) {
    for count in [nan, infinite, missing] { encoder.write(count) }
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    nan = try decoder.readRowCount()
    infinite = try decoder.readRowCount()
    missing = try decoder.readRowCount()
  }
}

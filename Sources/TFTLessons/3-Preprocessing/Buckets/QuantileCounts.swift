import RawData

/// The distinct values of one column, or of one key, with how often each occurs or what weight it has.
///
/// The same for any order and grouping of the same rows. Memory grows with the distinct values up to their limit.
struct QuantileCounts: Sendable {
  /// The finite values when there are no weights.
  private var counts: ValueCounts
  private var negativeInfinities = 0
  private var positiveInfinities = 0
  /// The values when there are weights.
  private var weighted: WeightedValueCounts?

  init(distinctLimit: Int, isWeighted: Bool) {
    counts = ValueCounts(limit: distinctLimit)
    if isWeighted { weighted = WeightedValueCounts(limit: distinctLimit) }
  }

  /// Adds all values, or those with a weight above 0.
  mutating func add(_ values: FeatureValues.Storage, _ weights: [Float]?) throws(RowError) {
    switch (values, weights) {
    case (.float32(let values), nil):
      counts.add(values)
      for value in values where value.isInfinite { addInfinity(value) }
    case (.int64(let values), nil): counts.add(values)
    case (.float32(let values), let weights?):
      for (value, weight) in zip(values, weights) { weighted?.add(value, weight: weight) }
    case (.int64(let values), let weights?):
      for (value, weight) in zip(values, weights) { weighted?.add(value, weight: weight) }
    case (.string, _): throw RowError("found string, expected float32 or int64")
    }
  }

  /// Adds one value.
  mutating func add(one value: Float, _ weight: Float?) {
    if let weight {
      weighted?.add(value, weight: weight)
    } else if value.isInfinite {
      addInfinity(value)
    } else {
      counts.add(one: value)
    }
  }

  /// Adds one value.
  mutating func add(one value: Int64, _ weight: Float?) {
    if let weight {
      weighted?.add(value, weight: weight)
    } else {
      counts.add(one: value)
    }
  }

  private mutating func addInfinity(_ value: Float) {
    negativeInfinities += value < 0 ? 1 : 0
    positiveInfinities += value > 0 ? 1 : 0
  }

  mutating func merge(_ other: QuantileCounts) {
    counts.merge(other.counts)
    negativeInfinities += other.negativeInfinities
    positiveInfinities += other.positiveInfinities
    if let otherWeighted = other.weighted { weighted?.merge(otherWeighted) }
  }

  /// The `parts - 1` boundaries between parts of equal size; 0 without values.
  func quantiles(_ parts: Int) -> [Float] {
    if let weighted {
      let boundaries = weighted.quantiles(parts)
      return boundaries.isEmpty ? [Float](repeating: 0, count: parts - 1) : boundaries.map { Float($0) }
    }
    let distribution = counts.finish()
    let total = negativeInfinities + distribution.count + positiveInfinities
    guard total > 0 else { return [Float](repeating: 0, count: parts - 1) }
    return Self.ranks(parts, of: total).map { rank in
      if rank < negativeInfinities { return -.infinity }
      let finiteRank = rank - negativeInfinities
      return finiteRank < distribution.count ? Float(distribution.value(atRank: finiteRank)) : .infinity
    }
  }

  /// The places of the boundaries in the ascending order of `total` values.
  private static func ranks(_ parts: Int, of total: Int) -> [Int] {
    // In 128 bits, so that the product has room.
    (1..<parts).map { Int(UInt128($0) * UInt128(total) / UInt128(parts)) }
  }

  func encode(to encoder: inout StateEncoder) {
    if let weighted { return weighted.encode(to: &encoder) }
    counts.encode(to: &encoder)
    encoder.write(negativeInfinities)
    encoder.write(positiveInfinities)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    if weighted != nil {
      try weighted?.restore(from: &decoder)
      return
    }
    try counts.restore(from: &decoder)
    negativeInfinities = try decoder.readInt()
    positiveInfinities = try decoder.readInt()
    // No data has so many rows, and sums of such counts do not overflow.
    guard 0...(1 << 56) ~= negativeInfinities, 0...(1 << 56) ~= positiveInfinities else {
      throw StateError("found \(negativeInfinities) and \(positiveInfinities) infinities")
    }
  }
}

extension QuantileCounts {
  /// Whether there is no value, or none with a weight.
  var isEmpty: Bool {
    if let weighted { return weighted.isEmpty }
    return counts.isEmpty && negativeInfinities + positiveInfinities == 0
  }

  /// How many of the buckets between `parts - 1` boundaries cannot have a value, because boundaries are equal.
  func emptyBuckets(_ parts: Int) -> Int { parts - 1 - Set(quantiles(parts)).count }

  /// Every boundary is off by less than 2 to this power of its magnitude; nil when all are exact.
  var errorExponent: Int? {
    let dropped = weighted?.droppedBits ?? counts.droppedBits
    guard dropped > 0 else { return nil }
    // With fewer dropped bits than a double has more than a `float32`, the rounding to that is the larger error.
    return dropped >= 29 ? dropped - 52 : -23
  }

  /// What a user should know of the boundaries between `parts` parts.
  func notices(_ parts: Int) -> [String] {
    if isEmpty { return ["no values, all boundaries are 0"] }
    var notices: [String] = []
    let empty = emptyBuckets(parts)
    if empty > 0 {
      let different = parts - 1 - empty
      let found = different == 1 ? "all the same number" : "only \(different) different numbers"
      notices.append(
        "the \(parts - 1) boundaries are \(found), so that \(empty) of the \(parts) buckets stay empty"
      )
    }
    if let errorExponent {
      notices.append(
        "more than \(counts.limit) distinct values, every boundary is off by less than 2^\(errorExponent) of its "
          + "magnitude\(misplaced(parts))"
      )
    }
    return notices
  }

  /// How many values the truncation of a boundary can have put on its wrong side, at most: those that were truncated to
  /// the same number.
  private func misplaced(_ parts: Int) -> String {
    if weighted != nil { return "" }
    let distribution = counts.finish()
    let total = negativeInfinities + distribution.count + positiveInfinities
    let largest = Self.ranks(parts, of: total).map { rank in
      let finiteRank = rank - negativeInfinities
      guard 0..<distribution.count ~= finiteRank else { return 0 }
      return distribution.count(at: distribution.index(ofRank: finiteRank))
    }
    .max()
    return " and has at most \(largest ?? 0) of \(total) values on the wrong side"
  }
}

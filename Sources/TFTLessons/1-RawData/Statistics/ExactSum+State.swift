extension ExactSum {
  /// Writes the sum: the same bytes for the same sum.
  public func encode(to encoder: inout StateEncoder) {
    let limbs = carried()
    let used = limbs.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    let first = limbs.firstIndex { $0 != 0 } ?? 0
    encoder.write(first)
    encoder.write(limbs[first..<max(first, used)]) { $0.write($1) }
    encoder.write(nanCount)
    encoder.write(positiveInfinityCount)
    encoder.write(negativeInfinityCount)
  }

  /// Becomes the sum that `encode(to:)` has written.
  public mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    let first = try decoder.readInt()
    let used = try decoder.readList(ofSize: 8) { (decoder) throws(StateError) in
      try decoder.readInteger(Int64.self)
    }
    let counts = (try decoder.readInt(), try decoder.readInt(), try decoder.readInt())
    guard first >= 0, first <= Self.limbCount - used.count else {
      throw StateError(
        "found a sum of \(used.count) limbs from limb \(first), expected at most \(Self.limbCount)"
      )
    }
    self = ExactSum(limbs: used, from: first, notFinite: counts)
  }
}

extension Moments {
  /// Writes count, sum and sum of squares.
  public func encode(to encoder: inout StateEncoder) {
    encoder.write(count)
    sum.encode(to: &encoder)
    squares.encode(to: &encoder)
  }

  /// Becomes what `encode(to:)` has written.
  public mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    count = try decoder.readInt()
    try sum.restore(from: &decoder)
    try squares.restore(from: &decoder)
  }
}

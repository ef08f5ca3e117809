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
    let counts = (try decoder.readRowCount(), try decoder.readRowCount(), try decoder.readRowCount())
    guard first >= 0, first <= Self.limbCount - used.count else {
      throw StateError(
        "found a sum of \(used.count) limbs from limb \(first), expected at most \(Self.limbCount)"
      )
    }
    let top = Self.limbCount - 1 - first
    for (index, limb) in used.enumerated() {
      let limits: Range<Int64> = index == top ? -(1 << 40)..<1 << 40 : 0..<1 << 32
      guard limits ~= limb else { throw StateError("found a limb of \(limb), expected one in \(limits)") }
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
    var moments = Moments()
    moments.count = try decoder.readRowCount()
    try moments.sum.restore(from: &decoder)
    try moments.squares.restore(from: &decoder)
    guard moments.isPossible else {
      throw StateError("found sums that no \(moments.count) numbers have")
    }
    self = moments
  }

  /// Whether some numbers have these sums: S1² is at most N · S2.
  private var isPossible: Bool {
    guard count > 0 else { return sum.wideInteger.limbs.isEmpty && squares.wideInteger.limbs.isEmpty }
    guard !squares.wideInteger.isNegative else { return false }
    return !squaredDeviations.isNegative
  }
}

extension StateDecoder {
  /// Reads a number of rows: not negative, and so small that sums of such numbers do not overflow.
  package mutating func readRowCount() throws(StateError) -> Int {
    let count = try readInt()
    guard 0...(1 << 56) ~= count else { throw StateError("found \(count) rows") }
    return count
  }
}

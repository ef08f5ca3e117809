/// How often each number occurs: exact up to a limit of distinct numbers, and truncated beyond it.
///
/// When there are more distinct numbers than `limit`, low bits of their mantissas are dropped, one more at a
/// time, until the distinct ones fit again. What fits is a property of the set of numbers, not of their
/// order: a part of them that does not fit shows that the whole does not. So the final state is the counts at
/// the smallest number of dropped bits that fits, whatever the order, the batches and the merges.
///
/// Numbers are truncated towards zero, so round ones stay what they are. With `d` dropped bits of a double's
/// 52, the relative error is below 2^(d - 52).
///
/// - Complexity: O(1) per number; 32 bytes of memory per distinct number.
public struct ValueCounts: Equatable, Sendable {
  /// The largest number of distinct numbers kept.
  public let limit: Int
  /// How many low bits of each mantissa are dropped.
  public internal(set) var droppedBits = 0
  var table = CountTable()
  /// Every bit that any number had, and so whether dropping some was a loss.
  var usedBits: UInt64 = 0
  /// Whether an integer needed more bits than a double's mantissa has.
  var hasRoundedIntegers = false
  /// The extremes are kept as they are.
  var smallest = Double.infinity
  var largest = -Double.infinity

  /// The limit, unless another is asked for: 65,536 distinct numbers.
  public static let defaultLimit = 1 << 16

  /// Counts of nothing.
  ///
  /// - Precondition: `limit` is at least 4096: with all 52 bits dropped there are 2 signs and 2047 exponents.
  public init(limit: Int = Self.defaultLimit) {
    precondition(limit >= 4096, "the limit of distinct values is \(limit), expected at least 4096")
    self.limit = limit
  }

  /// Whether every number is counted as what it is.
  public var isExact: Bool { !hasRoundedIntegers && droppedBits <= losslessBits }

  /// What the relative error of every number is below; 0 when the counts are exact.
  public var relativeError: Double {
    if isExact { return 0 }
    return Double(sign: .plus, exponent: max(droppedBits, hasRoundedIntegers ? 1 : 0) - 52, significand: 1)
  }

  /// Counts the finite ones among `values`; -0 counts as 0.
  public mutating func add(_ values: [Float]) {
    for value in values where value.isFinite { add(Double(value) + 0) }
  }

  /// Counts a finite `value`.
  package mutating func add(one value: Float) {
    if value.isFinite { add(Double(value) + 0) }
  }

  /// Counts `values`; an integer beyond 2^53 is rounded to the nearest double.
  public mutating func add(_ values: [Int64]) {
    for value in values { add(one: value) }
  }

  /// Counts `value`.
  package mutating func add(one value: Int64) {
    if value.magnitude > 1 << 53, Int64(exactly: Double(value)) != value { hasRoundedIntegers = true }
    add(Double(value))
  }

  /// Adds all that `other` has counted.
  ///
  /// - Precondition: both have the same limit.
  public mutating func merge(_ other: ValueCounts) {
    precondition(limit == other.limit, "counts with different limits cannot be merged")
    usedBits |= other.usedBits
    hasRoundedIntegers = hasRoundedIntegers || other.hasRoundedIntegers
    smallest = min(smallest, other.smallest)
    largest = max(largest, other.largest)
    if other.droppedBits > droppedBits { drop(other.droppedBits) }
    table.makeRoom(for: other.table)
    other.table.forEach { key, count in
      table.add(key & mask, count)
      if table.count > limit { dropUntilFitting() }
    }
  }

  /// The distinct numbers in ascending order with their counts; the first and the last are exact.
  public func finish() -> ValueDistribution {
    var pairs: [(value: Double, count: Int)] = []
    pairs.reserveCapacity(table.count)
    table.forEach { pairs.append((Double(bitPattern: $0), $1)) }
    pairs.sort { $0.value < $1.value }
    // Truncation keeps the order, so the extremes are in the first and the last pair.
    if let last = pairs.indices.last {
      pairs[0].value = smallest
      pairs[last].value = largest
    }
    return ValueDistribution(pairs, relativeError: relativeError)
  }

  /// Whether both have counted the same.
  public static func == (left: ValueCounts, right: ValueCounts) -> Bool {
    left.limit == right.limit && left.droppedBits == right.droppedBits && left.usedBits == right.usedBits
      && left.hasRoundedIntegers == right.hasRoundedIntegers && left.finish() == right.finish()
  }
}

extension ValueCounts {
  var mask: UInt64 { ~0 &<< UInt64(droppedBits) }
  /// How many low bits no number has used.
  private var losslessBits: Int { usedBits.trailingZeroBitCount }

  @inline(__always)
  private mutating func add(_ value: Double) {
    let bits = value.bitPattern
    usedBits |= bits
    smallest = value < smallest ? value : smallest
    largest = value > largest ? value : largest
    table.add(bits & mask, 1)
    if table.count > limit { dropUntilFitting() }
  }

  private mutating func dropUntilFitting() {
    while table.count > limit {
      // Dropping bits that are all zero cannot help.
      drop(max(droppedBits, losslessBits) + 1)
    }
  }

  private mutating func drop(_ bits: Int) {
    droppedBits = bits
    var smaller = CountTable()
    smaller.makeRoom(for: table)
    table.forEach { smaller.add($0 & mask, $1) }
    table = smaller
  }
}

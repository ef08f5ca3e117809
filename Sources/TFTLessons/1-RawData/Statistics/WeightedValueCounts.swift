/// How much weight each number has: `ValueCounts` with weights instead of ones.
///
/// The weights of a number are added up exactly, so neither order nor batches nor merges make a difference. Beyond the
/// limit of distinct numbers, low bits of their mantissas are dropped, as `ValueCounts` does. Infinities are numbers
/// like others; NaN is passed over, and so is what has no weight above 0.
///
/// - Complexity: O(1) per number; at most 130 bytes of memory per distinct number.
package struct WeightedValueCounts: Sendable {
  /// The largest number of distinct numbers kept.
  package let limit: Int
  /// How many low bits of each mantissa are dropped: with `d` of a double's 52, the relative error of every number is
  /// below 2^(d - 52).
  package private(set) var droppedBits = 0
  /// Every bit that any number had, and so whether dropping some was a loss.
  private var usedBits: UInt64 = 0
  /// The distinct numbers' bits without those dropped, and their weights in the same order.
  private var keys: [UInt64] = []
  private var weights: [WeightSum] = []
  /// Open addressing: indices of keys, -1 for an empty slot.
  private var slots = [Int32](repeating: -1, count: 16)

  /// Weights of nothing.
  ///
  /// - Precondition: `limit` is at least 4096, see `ValueCounts`, and below 2^30.
  package init(limit: Int = ValueCounts.defaultLimit) {
    precondition(4096..<(1 << 30) ~= limit, "the limit of distinct values is \(limit)")
    self.limit = limit
  }

  /// Whether no number has any weight.
  package var isEmpty: Bool { keys.isEmpty }

  /// Adds `value` with a weight that is finite; -0 counts as 0.
  package mutating func add(_ value: Float, weight: Float) {
    if !value.isNaN, weight > 0 { add(Double(value) + 0, weight) }
  }

  /// Adds `value` with a weight that is finite; beyond 2^53 it is rounded to the nearest double.
  package mutating func add(_ value: Int64, weight: Float) {
    if weight > 0 { add(Double(value), weight) }
  }

  /// Adds all that `other` has.
  ///
  /// - Precondition: both have the same limit.
  package mutating func merge(_ other: WeightedValueCounts) {
    precondition(limit == other.limit, "counts with different limits cannot be merged")
    usedBits |= other.usedBits
    if other.droppedBits > droppedBits { drop(other.droppedBits) }
    for (key, weight) in zip(other.keys, other.weights) {
      weights[index(of: key & mask)].merge(weight)
      dropUntilFitting()
    }
  }

  /// The boundaries between `parts` parts of equal weight, `parts - 1` of them; none without any weight.
  ///
  /// Boundary k is the number at which the weight of all smaller ones and its own exceeds k / `parts` of the whole; with
  /// weights of 1 that is the rule of `ValueDistribution.quantiles`. Nothing is rounded.
  package func quantiles(_ parts: Int) -> [Double] {
    let order = order
    var total = WeightSum()
    let scaled = order.map { index in
      total.merge(weights[index])
      return total.multiplied(by: UInt32(parts))
    }
    if order.isEmpty { return [] }
    return (1..<parts).map { part in
      let target = total.multiplied(by: UInt32(part))
      return Double(bitPattern: keys[order[scaled.partition { $0 > target }]])
    }
  }
}

extension WeightedValueCounts {
  private var mask: UInt64 { ~0 &<< UInt64(droppedBits) }

  /// The indices of the distinct numbers, ascending.
  private var order: [Int] {
    keys.indices.sorted { Double(bitPattern: keys[$0]) < Double(bitPattern: keys[$1]) }
  }

  private mutating func add(_ value: Double, _ weight: Float) {
    usedBits |= value.isFinite ? value.bitPattern : 0
    weights[index(of: value.bitPattern & mask)].add(weight)
    dropUntilFitting()
  }

  /// The index of a key, a new one when it is not there yet.
  private mutating func index(of key: UInt64) -> Int {
    var slot = Self.slot(of: key, slots.count)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index] == key { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    weights.append(WeightSum())
    if keys.count * 2 > slots.count { rebuildSlots(slots.count * 2) }
    return keys.count - 1
  }

  /// The first slot to look for a key, of a power of two of them.
  private static func slot(of key: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - count.trailingZeroBitCount))
  }

  private mutating func rebuildSlots(_ count: Int) {
    slots = [Int32](repeating: -1, count: count)
    for (index, key) in keys.enumerated() {
      var slot = Self.slot(of: key, count)
      while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  private mutating func dropUntilFitting() {
    while keys.count > limit { drop(max(droppedBits, usedBits.trailingZeroBitCount) + 1) }
  }

  private mutating func drop(_ bits: Int) {
    let (oldKeys, oldWeights) = (keys, weights)
    droppedBits = bits
    keys = []
    weights = []
    rebuildSlots(slots.count)
    for (key, weight) in zip(oldKeys, oldWeights) { weights[index(of: key & mask)].merge(weight) }
  }
}

extension WeightedValueCounts {
  /// Writes the weights: the same bytes for the same numbers and weights, whatever their order.
  package func encode(to encoder: inout StateEncoder) {
    encoder.write(droppedBits)
    encoder.write(usedBits)
    encoder.write(order) { encoder, index in
      encoder.write(keys[index])
      weights[index].encode(to: &encoder)
    }
  }

  /// Becomes what `encode(to:)` has written, of weights with this one's limit.
  package mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    var counts = WeightedValueCounts(limit: limit)
    counts.droppedBits = try decoder.readInt()
    guard 0...52 ~= counts.droppedBits else {
      throw StateError("found \(counts.droppedBits) dropped bits, expected 0 ... 52")
    }
    counts.usedBits = try decoder.readInteger()
    let pairs = try decoder.readList(ofSize: 56) { (decoder) throws(StateError) in
      (key: try decoder.readInteger(UInt64.self), weight: try WeightSum(from: &decoder))
    }
    let values = pairs.map { Double(bitPattern: $0.key) }
    guard pairs.count <= limit, zip(values, values.dropFirst()).allSatisfy(<),
      !values.contains(where: \.isNaN),
      pairs.allSatisfy({ $0.key & ~counts.mask == 0 && $0.weight > WeightSum() })
    else { throw StateError("found weights of distinct numbers that no data can have") }
    for (key, weight) in pairs { counts.weights[counts.index(of: key)] = weight }
    self = counts
  }
}

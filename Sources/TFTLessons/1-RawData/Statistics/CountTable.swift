/// How often each 64-bit key occurs: a hash table with open addressing and linear probing.
package struct CountTable: Sendable {
  private struct Slot {
    var key: UInt64
    /// 0 marks an empty slot.
    var count: Int
  }

  /// How many distinct keys there are.
  package private(set) var count = 0
  private var slots = [Slot](repeating: Slot(key: 0, count: 0), count: 16)
  /// 64 less the number of bits of a slot's index.
  private var shift: UInt64 = 64 - 4

  /// No keys.
  package init() {}

  /// Adds `occurrences` of `key`.
  @inline(__always)
  package mutating func add(_ key: UInt64, _ occurrences: Int) {
    let mask = slots.count - 1
    // The golden ratio's bits spread keys that differ in any bit over the high ones.
    var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
    while slots[index].count > 0 {
      if slots[index].key == key {
        slots[index].count += occurrences
        return
      }
      index = (index + 1) & mask
    }
    slots[index] = Slot(key: key, count: occurrences)
    count += 1
    if count * 2 > slots.count { grow() }
  }

  /// Calls `body` with every key and its count, in no order.
  package func forEach(_ body: (UInt64, Int) -> Void) {
    for slot in slots where slot.count > 0 { body(slot.key, slot.count) }
  }

  /// The keys in ascending order as `Order` has them, each with its count.
  package func sorted<Order: Comparable>(by order: (UInt64) -> Order) -> [(key: UInt64, count: Int)] {
    var pairs: [(key: UInt64, count: Int)] = []
    pairs.reserveCapacity(count)
    forEach { pairs.append(($0, $1)) }
    pairs.sort { order($0.key) < order($1.key) }
    return pairs
  }

  /// Grows to as many slots as `other` has, before its keys are added one after the other: in fewer slots, keys in the
  /// order of another table's slots would all crowd together at first.
  package mutating func makeRoom(for other: CountTable) {
    while slots.count < other.slots.count { grow() }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(key: 0, count: 0), count: old.count * 2)
    shift -= 1
    count = 0
    for slot in old where slot.count > 0 { add(slot.key, slot.count) }
  }
}

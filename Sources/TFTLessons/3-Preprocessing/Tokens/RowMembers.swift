import RawData

/// The different values of a row, by their indices: a hash table that is emptied for every row without being cleared.
struct RowMembers {
  private struct Slot {
    var row = 0
    var hash: UInt64 = 0
    var index = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 64)
  private var count = 0
  /// The number of the row. What other rows have left counts as empty.
  private var row = 0

  /// Goes on to the next row.
  mutating func removeAll() {
    row += 1
    count = 0
  }

  /// Makes value `index` a member unless a member is equal to it; whether it is one now.
  @inline(__always)
  mutating func insert(_ index: Int, hash: UInt64, isEqual: (Int) -> Bool) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].row == row {
      if slots[slot].hash == hash, isEqual(slots[slot].index) { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = Slot(row: row, hash: hash, index: index)
    count += 1
    if count * 2 > slots.count { grow() }
    return true
  }

  /// Takes the last string back if the row has it already.
  mutating func keepIfNew(lastOf strings: inout StringsBuilder) {
    let last = strings.count - 1
    // No slice of the strings may live on while they change: they would be copied.
    let hash = Fingerprint.hash64(strings[last])
    let isNew = insert(last, hash: hash) { strings.areEqual($0, last) }
    if !isNew { strings.removeStrings(from: last) }
  }

  private mutating func grow() {
    let members = slots.filter { $0.row == row }
    slots = [Slot](repeating: Slot(), count: slots.count * 2)
    for member in members {
      var slot = Int(truncatingIfNeeded: member.hash) & (slots.count - 1)
      while slots[slot].row == row { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = member
    }
  }
}

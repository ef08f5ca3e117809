/// Numbers the distinct strings 0, 1, 2 ... in the order in which they first come.
///
/// - Complexity: O(length) per string; memory grows with the distinct strings and their bytes.
package struct KeyIndex: Sendable {
  /// The distinct strings by number.
  package private(set) var keys = ByteStrings()
  private var hashes: [UInt64] = []
  /// Open addressing by a hash's low bits: numbers of keys, -1 for an empty slot.
  private var slots = [Int](repeating: -1, count: 16)

  /// No strings.
  package init() {}

  /// How many distinct strings there are.
  package var count: Int { keys.count }

  /// The number of each of `strings`; new ones get the next.
  package mutating func insert(_ strings: ByteStrings) -> [Int] {
    let bytes = strings.bytes.span.bytes
    var numbers: [Int] = []
    numbers.reserveCapacity(strings.count)
    for index in 0..<strings.count {
      let (start, end) = (strings.offsets[index], strings.offsets[index + 1])
      let hash = TokenHash.hash(bytes, start, end)
      let slot = slot(of: bytes, start, end, hash)
      if slots[slot] < 0 {
        slots[slot] = hashes.count
        keys.append(strings[index])
        hashes.append(hash)
        numbers.append(hashes.count - 1)
        if hashes.count * 2 > slots.count { grow() }
      } else {
        numbers.append(slots[slot])
      }
    }
    return numbers
  }

  /// The number of each of `strings`, -1 for one that is not there.
  package func find(_ strings: ByteStrings) -> [Int] {
    let bytes = strings.bytes.span.bytes
    var numbers: [Int] = []
    numbers.reserveCapacity(strings.count)
    for index in 0..<strings.count {
      let (start, end) = (strings.offsets[index], strings.offsets[index + 1])
      numbers.append(slots[slot(of: bytes, start, end, TokenHash.hash(bytes, start, end))])
    }
    return numbers
  }

  /// The numbers of all strings, in the ascending order of the strings' bytes.
  package var order: [Int] {
    (0..<count).sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
  }

  /// The slot of a string, or the empty one where it would be.
  private func slot(of bytes: RawSpan, _ start: Int, _ end: Int, _ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = slots[slot]
      if hashes[number] == hash, isKey(number, equalTo: bytes, start, end) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isKey(_ number: Int, equalTo bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
    let first = keys.offsets[number]
    guard keys.offsets[number + 1] - first == end - start else { return false }
    let key = keys.bytes.span.bytes
    for offset in 0..<(end - start) {
      let left = key.unsafeLoad(fromByteOffset: first + offset, as: UInt8.self)
      if left != bytes.unsafeLoad(fromByteOffset: start + offset, as: UInt8.self) { return false }
    }
    return true
  }

  private mutating func grow() {
    slots = [Int](repeating: -1, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = number
    }
  }
}

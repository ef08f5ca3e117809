import RawData

/// Distinct byte strings, each with a number and a count: a hash table with open addressing.
///
/// All bytes are in one array, end to end, and a string that was seen before costs no allocation. The first eight bytes
/// of each stand beside its count, so that a string of up to eight is found without a look at the others. An integer is
/// counted as the string of its eight bytes.
///
/// - Complexity: O(length) per string; 48 to 64 bytes of memory per distinct string besides its own bytes, and up to
///   twice that while the table grows.
struct TokenTable: Sendable {
  private struct Entry {
    var prefix: UInt64
    var offset: Int
    var length: Int
    var count: Int
  }

  /// The most distinct strings that a slot can number.
  static let capacity = Int(UInt32.max) - 1

  private var entries: [Entry] = []
  /// The bytes of all strings in the order of their numbers.
  private var arena: [UInt8] = []
  /// By a hash's low bits: the hash's tag above, one more than a string's number below; 0 for an empty slot.
  private var slots: [UInt64]

  /// An empty table, with room for so many strings.
  init(capacity: Int = 128) {
    var size = 256
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  /// How many distinct strings there are.
  var count: Int { entries.count }

  /// The strings in the order of their numbers.
  var tokens: ByteStrings { ByteStrings(bytes: arena, offsets: entries.map(\.offset) + [arena.count]) }

  /// How often string `number` was counted.
  func occurrences(_ number: Int) -> Int { entries[number].count }

  /// String `number` as the integer whose eight bytes it is.
  func integer(_ number: Int) -> Int64 { Int64(bitPattern: entries[number].prefix) }

  /// Counts every string once.
  mutating func count(_ strings: ByteStrings) {
    let source = strings.bytes.span.bytes
    let offsets = strings.offsets.span
    var index = 0
    while true {
      index = countKnown(source, offsets, from: index)
      guard index < strings.count else { return }
      _ = add(Key(source, offsets[index], offsets[index + 1]), source, offsets[index], 1)
      index += 1
    }
  }

  /// Counts strings from `first` on until one that was never seen; its index, or the number of strings.
  ///
  /// Nothing grows here, so that the arrays need not be looked at anew for every string.
  private mutating func countKnown(_ source: RawSpan, _ offsets: Span<Int>, from first: Int) -> Int {
    // Not copied: they share their memory with the table's as long as nobody writes.
    let (ownSlots, ownArena) = (slots, arena)
    let (slots, arena) = (ownSlots.span, ownArena.span.bytes)
    let mask = slots.count - 1
    var entries = entries.mutableSpan
    for index in first..<offsets.count - 1 {
      let start = offsets[unchecked: index]
      let key = Key(source, start, offsets[unchecked: index + 1])
      var slot = Int(key.tag) & mask
      while true {
        let word = slots[unchecked: slot]
        if word == 0 { return index }
        let number = Int(UInt32(truncatingIfNeeded: word)) - 1
        if UInt32(truncatingIfNeeded: word >> 32) == key.tag {
          let entry = entries[unchecked: number]
          if Self.isEntry(entry, arena, key, source, start) {
            entries[unchecked: number].count = entry.count + 1
            break
          }
        }
        slot = (slot + 1) & mask
      }
    }
    return offsets.count - 1
  }

  /// Counts every integer once.
  mutating func count(_ integers: [Int64]) {
    let source = integers.span.bytes
    for start in stride(from: 0, to: source.byteCount, by: 8) {
      _ = add(Key(source, start, start + 8), source, start, 1)
    }
  }

  /// Counts a string `occurrences` times; its number.
  mutating func add(_ string: ArraySlice<UInt8>, _ occurrences: Int = 1) -> Int {
    let source = string.span.bytes
    return add(Key(source, 0, source.byteCount), source, 0, occurrences)
  }

  /// Counts an integer once; its number.
  mutating func add(_ integer: Int64) -> Int {
    withUnsafeBytes(of: integer) { bytes in
      let source = RawSpan(_unsafeBytes: bytes)
      return add(Key(source, 0, 8), source, 0, 1)
    }
  }

  /// Adds all that `other` has counted; the numbers here of its strings, in the order of theirs.
  @discardableResult
  mutating func merge(_ other: TokenTable) -> [UInt32] {
    let source = other.arena.span.bytes
    return other.entries.map { entry in
      let key = Key(source, entry.offset, entry.offset + entry.length)
      return UInt32(add(key, source, entry.offset, entry.count))
    }
  }

  /// The number of string `index` of `strings`, nil when it was never counted.
  func number(of strings: ByteStrings, _ index: Int) -> Int? {
    let source = strings.bytes.span.bytes
    return find(
      Key(source, strings.offsets[index], strings.offsets[index + 1]),
      source,
      strings.offsets[index]
    )
  }

  /// Calls `body` with the place of each string and its number, -1 for one that was never counted.
  func forEachNumber(of strings: ByteStrings, _ body: (_ index: Int, _ number: Int) -> Void) {
    let source = strings.bytes.span.bytes
    let offsets = strings.offsets.span
    for index in 0..<strings.count {
      let start = offsets[unchecked: index]
      body(index, find(Key(source, start, offsets[unchecked: index + 1]), source, start) ?? -1)
    }
  }

  /// Calls `body` with the place of each integer and its number, -1 for one that was never counted.
  func forEachNumber(of integers: [Int64], _ body: (_ index: Int, _ number: Int) -> Void) {
    let source = integers.span.bytes
    for index in integers.indices {
      body(index, find(Key(source, index * 8, index * 8 + 8), source, index * 8) ?? -1)
    }
  }
}

extension TokenTable {
  /// The first eight bytes of a string as a number that orders as they do.
  static func prefix(of strings: ByteStrings, _ index: Int) -> UInt64 {
    Key.prefix(strings.bytes.span.bytes, strings.offsets[index], strings.size(of: index)).byteSwapped
  }

  /// What is known of a string before the table is looked at.
  private struct Key {
    let prefix: UInt64
    let length: Int
    let tag: UInt32

    /// Of `source[start ..< end]`.
    @inline(__always)
    init(_ source: RawSpan, _ start: Int, _ end: Int) {
      length = end - start
      prefix = Self.prefix(source, start, length)
      var hash = Self.mix(
        prefix ^ 0x9E37_79B9_7F4A_7C15,
        UInt64(truncatingIfNeeded: length) ^ 0xE703_7ED1_A0B4_28DB
      )
      if length > 8 {
        for offset in stride(from: start + 8, to: end - 8, by: 8) {
          hash = Self.mix(hash ^ TokenTable.word(source, offset), 0xD6E8_FEB8_6659_FD93)
        }
        hash = Self.mix(hash ^ TokenTable.word(source, end - 8), 0xA076_1D64_78BD_642F)
      }
      tag = UInt32(truncatingIfNeeded: hash >> 32)
    }

    /// The first eight bytes, the lowest first, and zeros after a shorter string.
    @inline(__always)
    fileprivate static func prefix(_ source: RawSpan, _ start: Int, _ length: Int) -> UInt64 {
      if length >= 8 { return TokenTable.word(source, start) }
      if start + 8 <= source.byteCount {
        return TokenTable.word(source, start) & (1 &<< UInt64(truncatingIfNeeded: length * 8) &- 1)
      }
      var prefix: UInt64 = 0
      for offset in 0..<length {
        let byte = source.unsafeLoad(fromByteOffset: start + offset, as: UInt8.self)
        prefix |= UInt64(byte) &<< UInt64(truncatingIfNeeded: offset * 8)
      }
      return prefix
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
      let product = left.multipliedFullWidth(by: right)
      return product.high ^ product.low
    }
  }

  @inline(__always)
  private static func word(_ source: RawSpan, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: source.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  private mutating func add(_ key: Key, _ source: RawSpan, _ start: Int, _ occurrences: Int) -> Int {
    let mask = slots.count - 1
    var slot = Int(key.tag) & mask
    while true {
      let word = slots[slot]
      if word == 0 { return insert(key, source, start, occurrences, slot) }
      let number = Int(UInt32(truncatingIfNeeded: word)) - 1
      if UInt32(truncatingIfNeeded: word >> 32) == key.tag, isEntry(number, key, source, start) {
        entries[number].count += occurrences
        return number
      }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private func find(_ key: Key, _ source: RawSpan, _ start: Int) -> Int? {
    let mask = slots.count - 1
    var slot = Int(key.tag) & mask
    while true {
      let word = slots[slot]
      if word == 0 { return nil }
      let number = Int(UInt32(truncatingIfNeeded: word)) - 1
      if UInt32(truncatingIfNeeded: word >> 32) == key.tag, isEntry(number, key, source, start) {
        return number
      }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private func isEntry(_ number: Int, _ key: Key, _ source: RawSpan, _ start: Int) -> Bool {
    Self.isEntry(entries[number], arena.span.bytes, key, source, start)
  }

  @inline(__always)
  private static func isEntry(
    _ entry: Entry,
    _ arena: RawSpan,
    _ key: Key,
    _ source: RawSpan,
    _ start: Int
  ) -> Bool {
    guard entry.prefix == key.prefix, entry.length == key.length else { return false }
    return key.length <= 8 || hasSameRest(entry, arena, source, start)
  }

  /// Whether the bytes after the first eight are the same; the last word may overlap the one before it.
  private static func hasSameRest(_ entry: Entry, _ arena: RawSpan, _ source: RawSpan, _ start: Int) -> Bool {
    for offset in stride(from: 8, to: entry.length - 8, by: 8)
    where word(arena, entry.offset + offset) != word(source, start + offset) {
      return false
    }
    let last = entry.length - 8
    return word(arena, entry.offset + last) == word(source, start + last)
  }

  @inline(never)
  private mutating func insert(
    _ key: Key,
    _ source: RawSpan,
    _ start: Int,
    _ occurrences: Int,
    _ slot: Int
  ) -> Int {
    entries.append(
      Entry(prefix: key.prefix, offset: arena.count, length: key.length, count: occurrences)
    )
    source.extracting(start..<start + key.length).withUnsafeBytes { arena.append(contentsOf: $0) }
    slots[slot] = UInt64(key.tag) << 32 | UInt64(entries.count)
    if entries.count * 2 > slots.count { grow() }
    return entries.count - 1
  }

  /// The tags suffice to find the new places.
  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for word in slots where word != 0 {
      var slot = Int(truncatingIfNeeded: word >> 32) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = word
    }
    slots = larger
  }
}

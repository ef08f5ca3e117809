/// A Huffman code as a table to look up: the next bits of the input give a symbol and how many bits it took.
///
/// The first `mainBits` bits index the table; where a code is longer, that entry points to a table of its own, which the
/// bits behind them index. An entry is one number:
///
///     bits 0...5    bits to use up, with the extra bits behind the code; a pointer: the bits that index its table
///     bits 8...11   bits of the code alone
///     bits 12...15  a flag each: pointer, end of block, no meaning, any of these three
///     bits 16...30  the literal, the shortest length or distance, or where the pointer points
///     bit  31       a flag: literal
struct HuffmanTable: Sendable {
  static let isPointer: UInt32 = 1 << 12
  static let isEndOfBlock: UInt32 = 1 << 13
  static let isMeaningless: UInt32 = 1 << 14
  static let isExceptional: UInt32 = 1 << 15
  static let isLiteral: UInt32 = 1 << 31

  /// The entry of bits that are no code: one bit, to be had before it is an error.
  private static let missing = isExceptional | isMeaningless | 1 << 8 | 1

  /// The main table, then those for longer codes.
  private(set) var entries: [UInt32]
  /// How many bits index the main table.
  let mainBits: Int

  /// The canonical code of the given lengths (RFC 1951, section 3.2.2), 0 for an unused symbol.
  ///
  /// - Parameter symbols: The entry of each symbol without its code's length.
  init(lengths: some Collection<UInt8>, symbols: [UInt32], mainBits: Int) {
    self.mainBits = mainBits
    entries = [UInt32](repeating: Self.missing, count: 1 << mainBits)
    var counts = Self.counts(lengths)
    var code = 0
    var length = 1
    for symbol in Self.sorted(lengths, counts: counts) {
      while counts[length] == 0 {
        code <<= 1
        length += 1
      }
      let bits = Int(UInt16(truncatingIfNeeded: code).bitReversed >> UInt16(16 - length))
      insert(symbols[symbol] + UInt32(length << 8 + length), bits: bits, length: length, counts: counts)
      counts[length] -= 1
      code += 1
    }
  }

  /// Refuses lengths that no prefix code has, and those that leave bits without a meaning.
  ///
  /// As zlib does, a code of one symbol may be one bit long, and a code of none is left to the first use of it, unless
  /// `mustBeComplete`.
  static func check(_ lengths: some Collection<UInt8>, name: String, mustBeComplete: Bool)
    throws(DecodingStop)
  {
    let counts = counts(lengths)
    var free = 1
    for count in counts.dropFirst() {
      free = free * 2 - count
      if free < 0 { throw .wrong("the \(name) code is oversubscribed, expected a complete one") }
    }
    let mayBeIncomplete = !mustBeComplete && counts.dropFirst(2).allSatisfy { $0 == 0 }
    guard free == 0 || mayBeIncomplete else {
      throw .wrong("the \(name) code is incomplete, expected a complete one")
    }
  }

  /// The entry for the next bits of the input, of which there are at least 15, or zeros where the input ends.
  func entry(_ bits: UInt64) -> UInt32 {
    let entry = entries[Int(bits & (1 << UInt64(mainBits) - 1))]
    guard entry & Self.isPointer != 0 else { return entry }
    return entries[Int(entry >> 16) + Int(bits >> UInt64(mainBits) & (1 << UInt64(entry & 63) - 1))]
  }

  private mutating func insert(_ entry: UInt32, bits: Int, length: Int, counts: [Int]) {
    guard length > mainBits else {
      for index in stride(from: bits, to: 1 << mainBits, by: 1 << length) { entries[index] = entry }
      return
    }
    let main = bits & (1 << mainBits - 1)
    if entries[main] & Self.isPointer == 0 {
      let subBits = subtableBits(firstLength: length, counts: counts)
      entries[main] = UInt32(entries.count) << 16 | Self.isExceptional | Self.isPointer | UInt32(subBits)
      entries.append(contentsOf: repeatElement(Self.missing, count: 1 << subBits))
    }
    let start = Int(entries[main] >> 16)
    let size = 1 << Int(entries[main] & 63)
    for index in stride(from: bits >> mainBits, to: size, by: 1 << (length - mainBits)) {
      entries[start + index] = entry
    }
  }

  /// The bits that index the table of codes that share their first `mainBits` bits: canonical codes come in order of
  /// length, so the table is full once the lengths that are left fill it.
  private func subtableBits(firstLength: Int, counts: [Int]) -> Int {
    var bits = firstLength - mainBits
    var used = counts[firstLength]
    while used < 1 << bits && mainBits + bits < DeflateSymbols.longestCode {
      bits += 1
      used = used * 2 + counts[mainBits + bits]
    }
    return bits
  }

  /// How many symbols have each length, 0 to 15; unused symbols count as none.
  private static func counts(_ lengths: some Collection<UInt8>) -> [Int] {
    var counts = [Int](repeating: 0, count: DeflateSymbols.longestCode + 1)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    return counts
  }

  /// The used symbols, shorter codes first.
  private static func sorted(_ lengths: some Collection<UInt8>, counts: [Int]) -> [Int] {
    var starts = counts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    var sorted = [Int](repeating: 0, count: starts.last ?? 0)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      sorted[starts[Int(length)]] = symbol
      starts[Int(length)] += 1
    }
    return sorted
  }
}

extension UInt16 {
  /// The same bits, the highest one lowest.
  var bitReversed: UInt16 {
    var value = self
    value = (value & 0x5555) << 1 | value >> 1 & 0x5555
    value = (value & 0x3333) << 2 | value >> 2 & 0x3333
    value = (value & 0x0F0F) << 4 | value >> 4 & 0x0F0F
    return value.byteSwapped
  }
}

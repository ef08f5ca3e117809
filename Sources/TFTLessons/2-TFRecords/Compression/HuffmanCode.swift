/// A prefix code to write with.
struct HuffmanCode: Sendable {
  /// The code length of each symbol, 0 for one that does not come.
  let lengths: [UInt8]
  /// The code of each symbol, its first bit lowest.
  let codes: [UInt16]

  /// The codes of every fixed block (RFC 1951, section 3.2.6).
  static let fixedLiterals = HuffmanCode(lengths: DeflateSymbols.fixedLiteralLengths)
  static let fixedDistances = HuffmanCode(lengths: DeflateSymbols.fixedDistanceLengths)

  /// The canonical code of the given lengths (RFC 1951, section 3.2.2).
  init(lengths: [UInt8]) {
    self.lengths = lengths
    // The first code of each length is twice the one behind the codes that are a bit shorter.
    var next = [Int](repeating: 0, count: DeflateSymbols.longestCode + 2)
    for length in lengths where length > 0 { next[Int(length) + 1] += 1 }
    for length in 1..<next.count { next[length] = (next[length] + next[length - 1]) * 2 }
    codes = lengths.map { length in
      guard length > 0 else { return 0 }
      defer { next[Int(length)] += 1 }
      return UInt16(truncatingIfNeeded: next[Int(length)]).bitReversed >> UInt16(16 - Int(length))
    }
  }

  /// The shortest code for symbols that come `frequencies` times, none longer than `longest` bits.
  ///
  /// It has at least two codes, used or not: some readers refuse fewer.
  init(frequencies: [Int], longest: Int) {
    var used = frequencies.indices.filter { frequencies[$0] > 0 }
    for symbol in 0..<2 where used.count < 2 && !used.contains(symbol) { used.append(symbol) }
    used.sort { (frequencies[$0], $0) < (frequencies[$1], $1) }
    var lengths = [UInt8](repeating: 0, count: frequencies.count)
    let sortedLengths = Self.optimalLengths(used.map { frequencies[$0] }, longest: longest)
    for (symbol, length) in zip(used, sortedLengths) { lengths[symbol] = length }
    self.init(lengths: lengths)
  }

  /// The code lengths of symbols whose `weights` rise, by the package-merge algorithm: Larmore and Hirschberg, "A fast
  /// algorithm for optimal length-limited Huffman codes" (1990).
  ///
  /// A list per bit holds the symbols and the pairs of the list before it, by weight. The lightest `2n - 2` entries of the
  /// last list are taken; a pair takes two of the list before. A symbol's length is in how many lists it is taken, and
  /// as the lightest are taken first, counts are enough.
  ///
  /// - Complexity: O(n `longest`).
  private static func optimalLengths(_ weights: [Int], longest: Int) -> [UInt8] {
    var lists: [[Bool]] = []
    var previous: [Int] = []
    for _ in 0..<longest {
      let (merged, isSymbol) = merge(weights, pairs(of: previous))
      lists.append(isSymbol)
      previous = merged
    }
    var lengths = [UInt8](repeating: 0, count: weights.count)
    var taken = 2 * weights.count - 2
    for isSymbol in lists.reversed() {
      let symbols = isSymbol.prefix(taken).count { $0 }
      for index in 0..<symbols { lengths[index] += 1 }
      taken = 2 * (taken - symbols)
    }
    return lengths
  }

  private static func pairs(of weights: [Int]) -> [Int] {
    stride(from: 1, to: weights.count, by: 2).map { weights[$0 - 1] + weights[$0] }
  }

  private static func merge(_ symbols: [Int], _ pairs: [Int]) -> (weights: [Int], isSymbol: [Bool]) {
    var weights: [Int] = []
    var isSymbol: [Bool] = []
    weights.reserveCapacity(symbols.count + pairs.count)
    isSymbol.reserveCapacity(symbols.count + pairs.count)
    var pair = 0
    for symbol in symbols {
      while pair < pairs.count && pairs[pair] < symbol {
        weights.append(pairs[pair])
        isSymbol.append(false)
        pair += 1
      }
      weights.append(symbol)
      isSymbol.append(true)
    }
    weights += pairs[pair...]
    isSymbol += repeatElement(false, count: pairs.count - pair)
    return (weights, isSymbol)
  }
}

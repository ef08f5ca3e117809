/// How often each string occurs: exact up to a limit of distinct strings and of their bytes, from a sample
/// beyond it.
///
/// Beyond the limit only strings whose hash begins with `level` zero bits are kept: 1 in 2^level of the
/// distinct ones, chosen by what they are and not by when they came. A string that is kept has been kept from
/// the start, so its count is exact. The level is the smallest at which the kept strings fit; as with
/// `ValueCounts`, order, batches and merges make no difference.
///
/// The number of distinct strings is estimated as kept · 2^level, with the standard error
/// sqrt(kept · (1 - 2^-level)) · 2^level: half a percent for 2^15 to 2^16 kept strings.
///
/// - Complexity: O(length) per string; memory for the limits.
public struct TokenCounts: Equatable, Sendable {
  /// The largest number of distinct strings kept.
  public let limit: Int
  /// The largest number of bytes that they have together.
  public let byteLimit: Int
  /// How many zero bits a kept string's hash begins with.
  public private(set) var level = 0
  private var tokens = ByteStrings()
  private var hashes: [UInt64] = []
  private var counts: [Int] = []
  /// Open addressing by a hash's low bits: indices of tokens, -1 for an empty slot.
  private var slots = [Int32](repeating: -1, count: 256)

  /// Counts of nothing.
  ///
  /// - Precondition: the limits are positive, that of distinct strings below 2^30.
  public init(limit: Int = 1 << 16, byteLimit: Int = 1 << 22) {
    precondition(1..<(1 << 30) ~= limit && byteLimit > 0, "limits of \(limit) strings and \(byteLimit) bytes")
    self.limit = limit
    self.byteLimit = byteLimit
  }

  /// Counts every string.
  public mutating func add(_ strings: ByteStrings) {
    let bytes = strings.bytes.span.bytes
    for index in 0..<strings.count {
      let (start, end) = (strings.offsets[index], strings.offsets[index + 1])
      let hash = TokenHash.hash(bytes, start, end)
      if hash.leadingZeroBitCount >= level { add(bytes, start, end, hash, 1) }
    }
  }

  /// Adds all that `other` has counted.
  ///
  /// - Precondition: both have the same limits.
  public mutating func merge(_ other: TokenCounts) {
    precondition(
      limit == other.limit && byteLimit == other.byteLimit,
      "counts with different limits cannot be merged"
    )
    if other.level > level { keep(other.level) }
    let (bytes, offsets) = (other.tokens.bytes.span.bytes, other.tokens.offsets)
    for (index, hash) in other.hashes.enumerated() where hash.leadingZeroBitCount >= level {
      add(bytes, offsets[index], offsets[index + 1], hash, other.counts[index])
    }
  }

  /// The kept strings, most frequent first, ties broken by the larger bytes: TFT's order of a vocabulary.
  public func finish() -> TokenDistribution {
    let order = tokens.bytes.withUnsafeBytes { bytes in
      counts.indices.map { index in
        let token = UnsafeRawBufferPointer(rebasing: bytes[tokens.offsets[index]..<tokens.offsets[index + 1]])
        return Rank(count: counts[index], token: token, index: index)
      }.sorted { $0.precedes($1) }.map(\.index)
    }
    var sorted = ByteStrings()
    for index in order { sorted.append(tokens[index]) }
    return TokenDistribution(tokens: sorted, counts: order.map { counts[$0] }, level: level)
  }

  /// Whether both have counted the same.
  public static func == (left: TokenCounts, right: TokenCounts) -> Bool {
    left.limit == right.limit && left.byteLimit == right.byteLimit && left.finish() == right.finish()
  }
}

/// What decides a string's place: its count, then its bytes, of which the first sixteen are at hand.
private struct Rank {
  let count: Int
  let first: UInt64
  let second: UInt64
  let token: UnsafeRawBufferPointer
  let index: Int

  init(count: Int, token: UnsafeRawBufferPointer, index: Int) {
    self.count = count
    self.token = token
    self.index = index
    first = Self.word(of: token, at: 0)
    second = Self.word(of: token, at: 8)
  }

  /// Eight bytes as a number with the same order; zeros stand for those beyond the end.
  private static func word(of token: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
    if start + 8 <= token.count {
      return UInt64(bigEndian: token.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    return (start..<start + 8).reduce(0) { $0 << 8 | ($1 < token.count ? UInt64(token[$1]) : 0) }
  }

  func precedes(_ other: Rank) -> Bool {
    if count != other.count { return count > other.count }
    if first != other.first { return first > other.first }
    if second != other.second { return second > other.second }
    return Platform.precedes(other.token, token)
  }
}

extension TokenCounts {
  private mutating func add(_ bytes: RawSpan, _ start: Int, _ end: Int, _ hash: UInt64, _ occurrences: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, isToken(index, equalTo: bytes, start, end) {
        counts[index] += occurrences
        return
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(counts.count)
    append(bytes, start, end, hash, occurrences)
    if counts.count > limit || tokens.bytes.count > byteLimit { keepFewer() }
    if counts.count * 2 > slots.count { rebuildSlots() }
  }

  private mutating func append(
    _ bytes: RawSpan,
    _ start: Int,
    _ end: Int,
    _ hash: UInt64,
    _ occurrences: Int
  ) {
    bytes.extracting(start..<end).withUnsafeBytes { tokens.append($0) }
    hashes.append(hash)
    counts.append(occurrences)
  }

  private func isToken(_ index: Int, equalTo bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
    let (first, last) = (tokens.offsets[index], tokens.offsets[index + 1])
    guard last - first == end - start else { return false }
    let token = tokens.bytes.span.bytes
    for offset in 0..<(end - start) {
      let left = token.unsafeLoad(fromByteOffset: first + offset, as: UInt8.self)
      if left != bytes.unsafeLoad(fromByteOffset: start + offset, as: UInt8.self) { return false }
    }
    return true
  }

  private mutating func keepFewer() {
    while counts.count > limit || tokens.bytes.count > byteLimit { keep(level + 1) }
  }

  /// Keeps only strings whose hash begins with `level` zero bits.
  private mutating func keep(_ level: Int) {
    let kept = hashes.indices.filter { hashes[$0].leadingZeroBitCount >= level }
    var keptTokens = ByteStrings()
    for index in kept { keptTokens.append(tokens[index]) }
    self.level = level
    tokens = keptTokens
    hashes = kept.map { hashes[$0] }
    counts = kept.map { counts[$0] }
    rebuildSlots()
  }

  private mutating func rebuildSlots() {
    var size = 256
    while size < counts.count * 4 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
    }
  }
}

/// The search for matches in one piece of bytes: the loops, on memory that `MatchFinder` owns.
struct MatchSearch {
  static let hashBits3: UInt32 = 13
  static let hashBits4: UInt32 = 15

  /// The bytes, with 8 more behind `end` that may be read.
  let bytes: UnsafeRawBufferPointer
  let end: Int
  let heads3: UnsafeMutableBufferPointer<Int32>
  let heads4: UnsafeMutableBufferPointer<Int32>
  let previous: UnsafeMutableBufferPointer<Int32>

  /// How many places of a chain are looked at.
  private static let chainLength = 96
  /// The same, to beat a match of `goodLength`.
  private static let shortChainLength = 24
  private static let goodLength = 8
  /// No better match is looked for a byte later when there is one of this length...
  private static let lazyLength = 24
  /// ... or at all when there is one of this.
  private static let niceLength = 130
  /// Three literals are cheaper than a match of three bytes from farther away.
  private static let farthestOfThree = 4096

  private struct Match {
    var length: Int
    var distance: Int
  }

  /// Appends tokens for the bytes from `position` on, until they end or there are `limit` tokens or a few more.
  func tokenize(from position: inout Int, limit: Int, into tokens: inout [DeflateToken]) {
    var place = position
    while place < end && tokens.count < limit {
      guard var match = find(place, longerThan: 2, chain: Self.chainLength) else {
        tokens.append(DeflateToken(literal: bytes[place]))
        place &+= 1
        continue
      }
      var known = place &+ 1
      while match.length < Self.lazyLength {
        known = place &+ 2
        let chain = match.length >= Self.goodLength ? Self.shortChainLength : Self.chainLength
        guard let later = find(place &+ 1, longerThan: match.length, chain: chain) else { break }
        tokens.append(DeflateToken(literal: bytes[place]))
        place &+= 1
        match = later
        known = place &+ 1
      }
      tokens.append(DeflateToken(length: match.length, distance: match.distance))
      place &+= match.length
      let last = min(place, end &- 3)
      while known < last {
        _ = remember(known)
        known &+= 1
      }
    }
    position = place
  }

  /// Notes that `place` begins as it does; the last places that began so with three and with four bytes.
  @inline(__always)
  private func remember(_ place: Int) -> (last3: Int, last4: Int) {
    let word = load(place)
    let hash3 = Int(((word &<< 8) &* 0x9E37_79B1) &>> (32 &- Self.hashBits3))
    let hash4 = Int((word &* 0x9E37_79B1) &>> (32 &- Self.hashBits4))
    let last = (heads3[hash3], heads4[hash4])
    heads3[hash3] = Int32(truncatingIfNeeded: place)
    heads4[hash4] = Int32(truncatingIfNeeded: place)
    previous[place & (DeflateSymbols.windowSize &- 1)] = last.1
    return (Int(last.0), Int(last.1))
  }

  /// The longest match at `place`, the nearest of those, nil when none is longer than `length`.
  @inline(__always)
  private func find(_ place: Int, longerThan length: Int, chain: Int) -> Match? {
    guard place &+ 4 <= end else { return nil }
    let (last3, last4) = remember(place)
    let longest = min(DeflateSymbols.longestMatch, end &- place)
    guard length < longest else { return nil }
    var match = Match(length: max(length, DeflateSymbols.shortestMatch), distance: 0)
    let word = load(place)
    if length < DeflateSymbols.shortestMatch && last3 >= 0 && place &- last3 <= Self.farthestOfThree
      && (load(last3) ^ word) &<< 8 == 0
    {
      match.distance = place &- last3
    }
    var candidate = last4
    var remaining = chain
    let farthest = max(place &- DeflateSymbols.windowSize, -1)
    while candidate > farthest && remaining > 0 {
      if load(candidate &+ match.length &- 3) == load(place &+ match.length &- 3) && load(candidate) == word {
        let length = extend(candidate, place, longest: longest)
        if length > match.length {
          match = Match(length: length, distance: place &- candidate)
          if length >= min(Self.niceLength, longest) { break }
        }
      }
      candidate = Int(previous[candidate & (DeflateSymbols.windowSize &- 1)])
      remaining &-= 1
    }
    return match.distance > 0 ? match : nil
  }

  /// How many bytes at two places are the same, at most `longest`, given that four are.
  @inline(__always)
  private func extend(_ candidate: Int, _ place: Int, longest: Int) -> Int {
    var length = 4
    while length < longest {
      let difference = load8(candidate &+ length) ^ load8(place &+ length)
      if difference != 0 { return min(longest, length &+ difference.trailingZeroBitCount &>> 3) }
      length &+= 8
    }
    return longest
  }

  @inline(__always)
  private func load(_ place: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  @inline(__always)
  private func load8(_ place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}

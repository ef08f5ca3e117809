/// Up to eight digits of text, read all at once.
struct DigitWord {
  /// The first byte of the text is the lowest.
  private let bytes: UInt64

  /// The bytes from `offset` on, which must be there.
  @inline(__always)
  init(_ text: RawSpan, at offset: Int) {
    assert(offset >= 0 && offset + 8 <= text.byteCount, "the word is not in the text")
    bytes = UInt64(littleEndian: text.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// The first points of eight: the top bit of the first byte that is a point is the lowest bit set.
  @inline(__always)
  private var points: UInt64 {
    // Source: Bit Twiddling Hacks, "Determine if a word has a zero byte"; exact for the first one.
    let difference = bytes ^ 0x2E2E_2E2E_2E2E_2E2E
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
  }

  /// Which byte is the first point; 8 when none is.
  @inline(__always)
  var indexOfPoint: Int { points.trailingZeroBitCount / 8 }

  /// The word without its first point, given the word that starts one byte later.
  @inline(__always)
  func withoutPoint(next: DigitWord) -> DigitWord {
    let beforePoint = (points & (0 &- points)) >> 7 &- 1
    return DigitWord(bytes & beforePoint | next.bytes & ~beforePoint)
  }

  private init(_ bytes: UInt64) {
    self.bytes = bytes
  }

  /// The number that the first `count` bytes spell, 1 to 8 of them; nil when one is no digit.
  @inline(__always)
  func value(ofFirst count: Int) -> UInt64? {
    // Exclusive or takes digits, and nothing else, to 0 ... 9; shifting puts zeros before them.
    let digits = (bytes ^ 0x3030_3030_3030_3030) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    guard ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
    // Adds up neighbours: bytes to pairs of digits, pairs to fours, fours to the whole.
    let pairs = digits &* 10 &+ digits >> 8
    let hundreds = (pairs & 0x0000_00FF_0000_00FF) &* (100 + 1_000_000 << 32)
    let ones = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* (1 + 10_000 << 32)
    return (hundreds &+ ones) >> 32
  }
}

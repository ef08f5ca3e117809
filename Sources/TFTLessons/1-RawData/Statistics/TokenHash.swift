/// A 64-bit hash of bytes, the same on every machine: eight bytes a round, and SplitMix64's finaliser at the
/// end.
///
/// Every round is a bijection of the state, so strings of the same length of at most 8 bytes never collide.
/// It is no defence against somebody who makes strings collide on purpose; the strings themselves are
/// compared where it matters.
enum TokenHash {
  /// The hash of `bytes[start ..< end]`.
  @inline(__always)
  static func hash(_ bytes: RawSpan, _ start: Int, _ end: Int) -> UInt64 {
    var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: end - start)
    var index = start
    while index + 8 <= end {
      mix(&state, UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
    }
    var rest: UInt64 = 0
    while index < end {
      rest = rest << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
      index += 1
    }
    mix(&state, rest)
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return state ^ (state >> 31)
  }

  @inline(__always)
  private static func mix(_ state: inout UInt64, _ word: UInt64) {
    state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
    state ^= state >> 32
  }
}

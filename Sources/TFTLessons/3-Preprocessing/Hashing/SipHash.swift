/// SipHash-2-4: a hash with a key of 128 bits, whose collisions nobody can choose who does not know the key.
///
/// Rule: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012). TensorFlow: `StrongKeyedHash`.
struct SipHash: Equatable, Sendable {
  /// The key's first and last 64 bits.
  let key: (UInt64, UInt64)

  static func == (left: SipHash, right: SipHash) -> Bool { left.key == right.key }

  /// The hash of `string`.
  func hash(_ string: ArraySlice<UInt8>) -> UInt64 {
    var state = State(key)
    let wholeWords = string.count / 8 * 8
    string.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: wholeWords, by: 8) {
        state.absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
    }
    // The last word: what is left, and the length's lowest byte at the top.
    var last = UInt64(truncatingIfNeeded: string.count) << 56
    for (index, byte) in string.dropFirst(wholeWords).enumerated() {
      last |= UInt64(byte) << UInt64(8 * index)
    }
    state.absorb(last)
    return state.finish()
  }

  private struct State {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    init(_ key: (UInt64, UInt64)) {
      v0 = key.0 ^ 0x736F_6D65_7073_6575
      v1 = key.1 ^ 0x646F_7261_6E64_6F6D
      v2 = key.0 ^ 0x6C79_6765_6E65_7261
      v3 = key.1 ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    mutating func finish() -> UInt64 {
      v2 ^= 0xFF
      for _ in 0..<4 { round() }
      return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
      v0 &+= v1
      v2 &+= v3
      v1 = Self.rotate(v1, 13) ^ v0
      v3 = Self.rotate(v3, 16) ^ v2
      v0 = Self.rotate(v0, 32)
      v2 &+= v1
      v0 &+= v3
      v1 = Self.rotate(v1, 17) ^ v2
      v3 = Self.rotate(v3, 21) ^ v0
      v2 = Self.rotate(v2, 32)
    }

    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
      value << count | value >> (64 - count)
    }
  }
}

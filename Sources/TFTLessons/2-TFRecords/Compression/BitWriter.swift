/// Bits on their way out, the first one lowest in its byte (RFC 1951, section 3.1.1).
struct BitWriter: Sendable {
  /// The last bits, fewer than 8 after each call.
  var bits: UInt64 = 0
  /// How many bits `bits` holds.
  var bitCount = 0

  /// Adds the lowest `count` bits of `value`, at most 48; whole bytes go to `output`.
  mutating func write(_ value: Int, count: Int, to output: inout [UInt8]) {
    bits |= UInt64(value) << UInt64(bitCount)
    bitCount += count
    while bitCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  /// Fills the last byte with zeros.
  mutating func alignToByte(to output: inout [UInt8]) {
    if bitCount > 0 { write(0, count: 8 - bitCount, to: &output) }
  }
}

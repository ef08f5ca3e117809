/// Up to 24 bits, the first one lowest.
struct BitString: Equatable, Sendable {
  /// The bits, and how many above bit 24.
  private let rawValue: UInt32

  /// The lowest `count` bits of `bits`.
  init(_ bits: UInt16, _ count: UInt8) {
    rawValue = UInt32(count) << 24 | UInt32(bits)
  }

  private init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The bits.
  @inline(__always)
  var bits: UInt64 { UInt64(rawValue & 0xFF_FFFF) }

  /// How many there are.
  @inline(__always)
  var count: Int { Int(rawValue >> 24) }

  /// These bits and then the lowest `count` of `more`.
  func followed(by more: Int, _ count: UInt8) -> BitString {
    BitString(rawValue: (rawValue | UInt32(more) << UInt32(self.count)) + UInt32(count) << 24)
  }
}

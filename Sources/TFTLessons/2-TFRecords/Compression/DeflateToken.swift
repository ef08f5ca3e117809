/// A literal byte or a match: what DEFLATE's matching makes of the bytes.
struct DeflateToken: Equatable, Sendable {
  /// A literal's byte; a match's length below and its distance above 16 bits.
  private let rawValue: UInt32

  /// One byte as it is.
  @inline(__always)
  init(literal: UInt8) {
    rawValue = UInt32(literal)
  }

  /// The `length` bytes, 3 to 258, that are also `distance` bytes before, 1 to 32768.
  @inline(__always)
  init(length: Int, distance: Int) {
    rawValue = UInt32(truncatingIfNeeded: distance &<< 16 | length)
  }

  /// Whether it is a match.
  @inline(__always)
  var isMatch: Bool { rawValue >= 1 << 16 }

  /// The literal's byte or the match's length.
  @inline(__always)
  var value: Int { Int(rawValue & 0xFFFF) }

  /// How far back the match is.
  @inline(__always)
  var distance: Int { Int(rawValue >> 16) }
}

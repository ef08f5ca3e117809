/// The checksum of zlib streams: the sum of the bytes, and the sum of those sums, both modulo 65521.
///
/// Source: RFC 1950, section 8.2.
public struct Adler32: Equatable, Sendable {
  private static let modulus: UInt32 = 65_521
  /// The most bytes whose sums stay below 2^32 without a division: the largest n with
  /// `255 n (n + 1) / 2 + (n + 1) (modulus - 1) < 2^32`.
  private static let blockSize = 5552

  private var sum: UInt32 = 1
  private var sumOfSums: UInt32 = 0

  /// The checksum of no bytes.
  public init() {}

  /// The checksum of the bytes so far; 1 for none.
  public var value: UInt32 { sumOfSums << 16 | sum }

  /// Adds `bytes` at the end.
  ///
  /// - Complexity: O(n); two divisions per 5552 bytes.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { update($0) }
    if isContiguous == nil { Array(bytes).withUnsafeBufferPointer { update($0) } }
  }

  /// The checksum of `bytes`: 0x11E60398 for "Wikipedia".
  public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var checksum = Adler32()
    checksum.update(bytes)
    return checksum.value
  }

  private mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    var (sum, sumOfSums) = (sum, sumOfSums)
    var start = 0
    while start < bytes.count {
      let end = min(start + Self.blockSize, bytes.count)
      for index in start..<end {
        sum &+= UInt32(bytes[index])
        sumOfSums &+= sum
      }
      sum %= Self.modulus
      sumOfSums %= Self.modulus
      start = end
    }
    (self.sum, self.sumOfSums) = (sum, sumOfSums)
  }
}

/// The checksum of TFRecord files: CRC-32 with Castagnoli's polynomial, "masked" as TensorFlow stores it.
///
/// Source: RFC 3720, appendix B.4; the mask is LevelDB's `crc32c.h`.
public enum CRC32C {
  static let table = CRCTable(polynomial: 0x82F6_3B78)

  /// The checksum of `bytes`: 0xE3069283 for the digits "123456789".
  ///
  /// - Complexity: O(n).
  public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    table.checksum(bytes)
  }

  /// The checksum as it is stored: rotated and shifted, so that a checksum of data that holds checksums stays a good one.
  public static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    mask(checksum(bytes))
  }

  package static func masked(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    mask(table.checksum(bytes))
  }

  // snippet: mask
  static func mask(_ crc: UInt32) -> UInt32 {
    ((crc >> 15) | (crc << 17)) &+ 0xA282_EAD8
  }
  // end: mask
}

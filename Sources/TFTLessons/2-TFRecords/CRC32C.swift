/// The checksum of TFRecord files: CRC-32 with Castagnoli's polynomial, "masked" as TensorFlow stores it.
///
/// Source: RFC 3720, appendix B.4; the mask is LevelDB's `crc32c.h`.
public enum CRC32C {
  /// `tables[k][b]` is the checksum's change for byte `b` followed by `k` zero bytes; 16 tables end to end.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 16 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
      tables[byte] = crc
    }
    for index in 256..<tables.count {
      let previous = tables[index - 256]
      tables[index] = (previous >> 8) ^ tables[Int(previous & 0xFF)]
    }
    return tables
  }()

  /// The checksum of `bytes`: 0xE3069283 for the digits "123456789".
  ///
  /// - Complexity: O(n); sixteen bytes per step, each through its own table ("slicing by 16").
  public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.withContiguousStorageIfAvailable { checksum(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes(checksum)
  }

  /// The checksum as it is stored: rotated and shifted, so that a checksum of data that holds checksums stays a good one.
  public static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    mask(checksum(bytes))
  }

  package static func masked(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    mask(checksum(bytes))
  }

  private static func mask(_ crc: UInt32) -> UInt32 {
    ((crc >> 15) | (crc << 17)) &+ 0xA282_EAD8
  }

  private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    tables.withUnsafeBufferPointer { table in
      var crc: UInt32 = ~0
      var index = 0
      while index + 16 <= bytes.count {
        let low = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian ^ UInt64(crc)
        let high = bytes.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self).littleEndian
        crc = 0
        for lane in 0..<8 {
          crc ^= table[(15 - lane) * 256 + Int((low >> UInt64(lane * 8)) & 0xFF)]
          crc ^= table[(7 - lane) * 256 + Int((high >> UInt64(lane * 8)) & 0xFF)]
        }
        index += 16
      }
      while index < bytes.count {
        crc = (crc >> 8) ^ table[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
        index += 1
      }
      return ~crc
    }
  }
}

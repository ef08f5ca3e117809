/// A 32-bit cyclic redundancy check of any polynomial: its tables and the loop that uses them.
///
/// The checks here run from the lowest bit up and invert the register at both ends, as CRC-32 (gzip) and CRC-32C
/// (TFRecord) do; the polynomial is all that differs.
struct CRCTable: Sendable {
  /// `entries[k * 256 + b]` is the register's change for byte `b` followed by `k` zero bytes; 16 tables end to end.
  private let entries: [UInt32]

  /// The tables of `polynomial`, its bits in reverse: 0xEDB88320 for CRC-32.
  init(polynomial: UInt32) {
    var entries = [UInt32](repeating: 0, count: 16 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ polynomial : crc >> 1 }
      entries[byte] = crc
    }
    for index in 256..<entries.count {
      let previous = entries[index - 256]
      entries[index] = (previous >> 8) ^ entries[Int(previous & 0xFF)]
    }
    self.entries = entries
  }

  /// The checksum of what `checksum` stands for, followed by `bytes`; start with 0.
  func checksum(_ bytes: some Sequence<UInt8>, after checksum: UInt32 = 0) -> UInt32 {
    bytes.withContiguousStorageIfAvailable { self.checksum(UnsafeRawBufferPointer($0), after: checksum) }
      ?? Array(bytes).withUnsafeBytes { self.checksum($0, after: checksum) }
  }

  /// The checksum of what `checksum` stands for, followed by `bytes`; start with 0.
  ///
  /// - Complexity: O(n); sixteen bytes per step, each through its own table ("slicing by 16").
  func checksum(_ bytes: UnsafeRawBufferPointer, after checksum: UInt32 = 0) -> UInt32 {
    entries.withUnsafeBufferPointer { table in
      var crc = ~checksum
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

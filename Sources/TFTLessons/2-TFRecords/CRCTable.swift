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

  /// The register's change for the single bit `bit` of a byte.
  func change(ofBit bit: Int) -> UInt32 { entries[1 << bit] }

  /// What becomes of a register's change when a zero byte follows.
  func followedByZero(_ change: UInt32) -> UInt32 {
    (change >> 8) ^ entries[Int(change & 0xFF)]
  }

  /// The checksum of what `checksum` stands for, followed by `bytes`; start with 0.
  func checksum(_ bytes: some Sequence<UInt8>, after checksum: UInt32 = 0) -> UInt32 {
    bytes.withContiguousStorageIfAvailable { self.checksum(UnsafeRawBufferPointer($0), after: checksum) }
      ?? Array(bytes).withUnsafeBytes { self.checksum($0, after: checksum) }
  }

  /// The checksum of what `checksum` stands for, followed by `bytes`; start with 0.
  ///
  /// - Complexity: O(n); sixteen bytes per step, each through its own table ("slicing by 16"). Only the first four bytes
  ///   of a step meet the register, so they come last: the processor looks the other twelve up while it waits.
  func checksum(_ bytes: UnsafeRawBufferPointer, after checksum: UInt32 = 0) -> UInt32 {
    entries.withUnsafeBufferPointer { table in
      guard let tables = table.baseAddress, let start = bytes.baseAddress else { return checksum }
      var crc = ~checksum
      var index = 0
      while index + 16 <= bytes.count {
        let low = start.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        let high = start.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self).littleEndian
        let free =
          Self.lookUp(UInt32(truncatingIfNeeded: low >> 32), tables + 2048)
          ^ Self.lookUp(UInt32(truncatingIfNeeded: high), tables + 1024)
          ^ Self.lookUp(UInt32(truncatingIfNeeded: high >> 32), tables)
        crc = free ^ Self.lookUp(UInt32(truncatingIfNeeded: low) ^ crc, tables + 3072)
        index += 16
      }
      while index < bytes.count {
        crc = (crc >> 8) ^ tables[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
        index += 1
      }
      return ~crc
    }
  }

  /// The change for four bytes, the lowest of which goes through the last of four tables.
  @inline(__always)
  private static func lookUp(_ word: UInt32, _ tables: UnsafePointer<UInt32>) -> UInt32 {
    let outer = tables[768 + Int(word & 0xFF)] ^ tables[Int(word >> 24)]
    return outer ^ tables[512 + Int(word >> 8 & 0xFF)] ^ tables[256 + Int(word >> 16 & 0xFF)]
  }
}

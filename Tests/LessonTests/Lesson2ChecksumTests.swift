import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: checksums", .tags(.lesson2))
struct Lesson2ChecksumTests {
  /// CRC-32C bit by bit, without a table.
  static func plainChecksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
    }
  }

  static func random(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  @Test func `the checksum of any number of bytes, from any place on, is the plain one`() {
    let bytes = Self.random(120, seed: 1)
    for count in 0...80 {
      for start in [0, 1, 7, 16, 39] {
        let part = Array(bytes[start..<start + count])
        #expect(
          CRC32C.checksum(bytes[start..<start + count]) == Self.plainChecksum(part),
          "\(count) from \(start)"
        )
      }
    }
  }

  @Test(
    arguments: [
      [], [0], [39], [0, 39], [0, 1, 2, 3, 17, 38, 39], Array(0..<40),
    ] as [[Int]]
  )
  func `where only some bytes change, the checksum is the same as that of all bytes`(places: [Int]) {
    var message = Self.random(40, seed: 2)
    let checksums = CRCOfChanges(CRC32C.table, message, places: places)
    for round in 0..<50 {
      let values = Self.random(places.count, seed: UInt64(round))
      for (place, value) in zip(places, values) { message[place] = value }
      let found = message.withUnsafeBytes { bytes in bytes.baseAddress.map { checksums.checksum($0) } }
      #expect(found == Self.plainChecksum(message))
    }
  }

  @Test(arguments: 1...9)
  func `short messages may change in their first and last byte`(count: Int) {
    var message = Self.random(count, seed: 3)
    let checksums = CRCOfChanges(CRC32C.table, message, places: count == 1 ? [0] : [0, count - 1])
    for value in UInt8.min...UInt8.max {
      message[0] = value
      message[count - 1] = ~value
      let found = message.withUnsafeBytes { bytes in bytes.baseAddress.map { checksums.checksum($0) } }
      #expect(found == Self.plainChecksum(message))
    }
  }
}

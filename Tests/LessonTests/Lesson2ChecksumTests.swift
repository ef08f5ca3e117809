import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: checksums", .tags(.lesson2))
struct Lesson2ChecksumTests {
  /// CRC-32C bit by bit, without a table.
  static func plainChecksum(_ bytes: [UInt8], after checksum: UInt32 = 0) -> UInt32 {
    var register = ~checksum
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0x82F6_3B78 : register >> 1 }
    }
    return ~register
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

  @Test(arguments: [0, 1, 3, 4, 5, 8, 12, 16, 45, 300])
  func `known bytes take the register where their steps would`(count: Int) {
    let bytes = Self.random(count, seed: 4)
    var shifts = CRCShifts(CRC32C.table)
    let start = shifts.start(count)
    #expect(shifts.start(count) == start)
    let (tables, change) = (shifts.entries, CRC32C.table.register(bytes, after: 0))
    for register in [0, 1, ~0, 0x8000_0000, 0x1234_5678] as [UInt32] {
      let found = CRCTable.lookUp(register, tables.span, start) ^ change
      #expect(found == ~Self.plainChecksum(bytes, after: ~register))
    }
  }

  @Test func `what bytes leave of an empty register does not depend on those before them`() {
    let bytes = Self.random(90, seed: 5)
    let table = CRC32C.table.entries
    for count in 0...70 {
      for start in [8, 9, 15, 20] {
        let range = start..<start + count
        let found = bytes.withUnsafeBytes { CRCTable.change(of: $0, range, table.span) }
        #expect(found == ~Self.plainChecksum(Array(bytes[range]), after: ~0), "\(range)")
      }
    }
  }
}

import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: TFRecords", .tags(.lesson2), .scratchDirectory)
struct Lesson2TFRecordsTests {
  /// Writes the payloads as a TFRecord file; its path.
  func write(_ payloads: [[UInt8]]) throws -> String {
    let path = try ScratchDirectory.current.path("some.tfrecord")
    let writer = try RecordWriter(path: path)
    for payload in payloads { try writer.write(payload) }
    try writer.close()
    return path
  }

  func write(bytes: [UInt8]) throws -> String {
    let path = try ScratchDirectory.current.path("damaged.tfrecord")
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.commit()
    return path
  }

  func read(_ path: String) throws -> [[UInt8]] {
    var reader = try RecordReader(path: path)
    var records: [[UInt8]] = []
    try reader.forEachRecord { records.append(Array($0)) }
    return records
  }

  /// RFC 3720, B.4, and the check value of CRC-32C's catalogue entry.
  @Test(
    arguments: [
      (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E), ([], 0),
    ] as [([UInt8], UInt32)]
  )
  func `the checksum has its published values`(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.checksum(bytes) == checksum)
  }

  /// The bytes were written by TensorFlow's own `tf.io.TFRecordWriter`.
  @Test func `a record has the bytes that TensorFlow writes`() throws {
    let path = try write([Array("hello".utf8)])
    let expected: [UInt8] = [
      5, 0, 0, 0, 0, 0, 0, 0, 0xEA, 0xB2, 0x04, 0x3E, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0xBB, 0x1F, 0x1C, 0x19,
    ]
    #expect(try InputFile.contents(of: path) == expected)
  }

  @Test func `records come back as they were written, empty and large ones too`() throws {
    var generator = SplitMix64(seed: 3)
    let payloads = [0, 1, 15, 16, 17, 300_000, 0, 5].map { count in
      (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
    #expect(try read(write(payloads)) == payloads)
  }

  @Test(arguments: [
    (0, "record 0 at byte 0: checksum of the length is"),
    (12, "record 0 at byte 12: checksum of the payload is"),
    (17, "record 0 at byte 12: checksum of the payload is"),
    (21, "record 1 at byte 21: checksum of the length is"),
    (40, "record 1 at byte 33: checksum of the payload is"),
  ])
  func `a flipped bit is reported with its record and byte offset`(byte: Int, problem: String) throws {
    var bytes = try InputFile.contents(of: write([Array("hello".utf8), Array("world".utf8)]))
    bytes[byte] ^= 1
    let path = try write(bytes: bytes)
    let error = #expect(throws: InputError.self) { try read(path) }
    #expect(error?.description.hasPrefix("\(path): \(problem)") == true, "\(error as Any)")
  }

  @Test(arguments: [
    (1, "record 0 at byte 0: the file ends after 1 bytes of the record, expected 12"),
    (20, "record 0 at byte 0: length is 5 bytes, but the file has 4 left for it"),
    (30, "record 1 at byte 21: the file ends after 9 bytes of the record, expected 12"),
  ])
  func `a cut file is reported with the bytes that are missing`(count: Int, problem: String) throws {
    let whole = try InputFile.contents(of: write([Array("hello".utf8), Array("world".utf8)]))
    let path = try write(bytes: Array(whole.prefix(count)))
    let error = #expect(throws: InputError.self) { try read(path) }
    #expect(error?.description == "\(path): \(problem)")
  }

  @Test func `a damaged record can be passed over and is counted`() throws {
    let payloads = ["one", "two", "three"].map { Array($0.utf8) }
    var bytes = try InputFile.contents(of: write(payloads))
    bytes[19 + 12] ^= 0x40  // the first byte of "two"
    var reader = try RecordReader(path: write(bytes: bytes), skipsCorrupt: true)
    var found: [[UInt8]] = []
    try reader.forEachRecord { found.append(Array($0)) }
    #expect(found == [payloads[0], payloads[2]])
    #expect(reader.skippedRecords == 1)
  }

  @Test func `a damaged length cannot be passed over`() throws {
    var bytes = try InputFile.contents(of: write([Array("one".utf8), Array("two".utf8)]))
    bytes[19] ^= 1
    let path = try write(bytes: bytes)
    var reader = try RecordReader(path: path, skipsCorrupt: true)
    let error = #expect(throws: InputError.self) { try reader.forEachRecord { _ in } }
    #expect(error?.description.hasPrefix("\(path): record 1 at byte 19: checksum of the length is") == true)
  }

  @Test func `a length that the file cannot hold takes no memory`() throws {
    let length = littleEndian(UInt64(1) << 60)
    let path = try write(bytes: length + littleEndian(CRC32C.masked(length)) + [1, 2, 3, 4])
    let error = #expect(throws: InputError.self) { try read(path) }
    #expect(
      error?.description
        == "\(path): record 0 at byte 0: length is 1152921504606846976 bytes, but the file has 0 left for it"
    )
  }

  @Test(arguments: [
    (0, 1, "part-00000-of-00001"), (3, 12, "part-00003-of-00012"), (99_999, 100_000, "part-99999-of-100000"),
  ])
  func `a shard is named for its place in the set`(index: Int, count: Int, name: String) {
    #expect(ShardedRecords.shardName(index, of: count) == name)
  }

  @Test func `a set of shards with one missing is refused`() throws {
    let scratch = try ScratchDirectory.current
    _ = try scratch.write("", to: "part-00001-of-00002")
    let error = #expect(throws: InputError.self) { try ShardedRecords.shards(in: scratch.path) }
    #expect(
      error?.description
        == "\(scratch.path): found part-00001-of-00002, expected a complete set part-00000-of-00001"
    )
  }
}

import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: compressed TFRecord files", .tags(.lesson2), .scratchDirectory)
struct Lesson2CompressedRecordsTests {
  typealias Streams = Lesson2CompressionTests

  /// Two records, "hello" and "world"; the frames were written by TensorFlow.
  static let plain = Streams.bytes(
    "0500000000000000 eab2043e 68656c6c6f bb1f1c19 0500000000000000 eab2043e 776f726c64 2d4e1fa5"
  )

  func write(_ bytes: [UInt8]) throws -> String {
    try ScratchDirectory.current.write(bytes, to: "some.tfrecord")
  }

  func read(_ path: String) throws -> [[UInt8]] {
    var reader = try RecordReader(path: path)
    var records: [[UInt8]] = []
    try reader.forEachRecord { records.append(Array($0)) }
    return records
  }

  @Test(arguments: Compression.allCases)
  func `records come back from a file of any compression`(compression: Compression) throws {
    var generator = SplitMix64(seed: 14)
    let payloads = [0, 1, 17, 400_000, 5, 0].map { count in
      (0..<count).map { _ in UInt8(generator.next(below: 8)) }
    }
    let path = try ScratchDirectory.current.path("some.tfrecord")
    let writer = try RecordWriter(path: path, compression: compression)
    for payload in payloads { try writer.write(payload) }
    try writer.close()
    #expect(try read(path) == payloads)
    #expect(try RecordReader(path: path).compression == compression)
    #expect(try Compression.detect(ScratchDirectory.current.bytes(of: "some.tfrecord")) == compression)
  }

  @Test(arguments: Compression.allCases)
  func `a file of no records has none`(compression: Compression) throws {
    let path = try ScratchDirectory.current.path("some.tfrecord")
    try RecordWriter(path: path, compression: compression).close()
    #expect(try read(path).isEmpty)
  }

  @Test(arguments: Compression.allCases)
  func `batches come back from a file of any compression`(compression: Compression) throws {
    let rows = Rows(["fare": FeatureValues([1, 2.5, -3] as [Float])])
    let path = try ScratchDirectory.current.path("some.tfrecord")
    let writer = try ExampleWriter(path: path, names: ["fare"], compression: compression)
    try writer.write(rows.batch)
    try writer.close()
    var reader = ExampleReader(paths: [path], schema: rows.schema)
    #expect(try reader.next()?["fare"] == rows.batch["fare"])
  }

  @Test func `several gzip members are one file`() throws {
    let members = [Self.plain[..<10], Self.plain[10..<30], Self.plain[30...]]
    let path = try write(members.flatMap { Streams.deflated(Array($0), .gzip) })
    #expect(try read(path) == [Array("hello".utf8), Array("world".utf8)])
  }

  @Test(
    arguments: [
      ("", .none), ("1f8b08", .gzip), ("1f8b07", .none), ("7801", .zlib), ("78da", .zlib), ("789d", .none),
      ("08d7", .zlib), ("88c7", .none), ("78", .none), ("789c 030000000001", .zlib),
      // A first record of 376 bytes, or of 4 GiB more, begins like a zlib stream; its checksum, or the zeros of its
      // length, tell.
      ("7801000000000000 a455911d", .none), ("7801000000000000 ffffffff", .none),
      ("7801000001000000 1fbb02d1", .none), ("7801000001000000 ffffffff", .zlib),
    ] as [(String, Compression)]
  )
  func `the first bytes tell the compression`(bytes: String, compression: Compression) {
    #expect(Compression.detect(Streams.bytes(bytes)) == compression)
  }

  @Test func `the first bytes of a record whose length looks like zlib tell that it is plain`() throws {
    let path = try ScratchDirectory.current.path("some.tfrecord")
    let payload = [UInt8](repeating: 7, count: 0x0178)
    let writer = try RecordWriter(path: path)
    try writer.write(payload)
    try writer.close()
    #expect(try ScratchDirectory.current.bytes(of: "some.tfrecord").starts(with: [0x78, 0x01]))
    #expect(try read(path) == [payload])
  }

  @Test func `damage inside the records counts decompressed bytes and says so`() throws {
    var bytes = Self.plain
    bytes[33] ^= 1
    let path = try write(Streams.deflated(bytes, .gzip))
    let error = #expect(throws: InputError.self) { try read(path) }
    #expect(error?.position == .record(1, byteOffset: 33))
    #expect(error?.problem.hasPrefix("checksum of the payload is 0x") == true)
    #expect(error?.problem.hasSuffix(" as stored (bytes are counted after decompression)") == true)
  }

  @Test func `damage of the compressed data counts compressed bytes, after the records before it`() throws {
    var stream = Streams.deflated(Self.plain, .zlib)
    stream[stream.count - 1] ^= 1
    let path = try write(stream)
    var reader = try RecordReader(path: path)
    #expect(try reader.next() == Array("hello".utf8)[...])
    #expect(try reader.next() == Array("world".utf8)[...])
    let problem = "compressed byte \(stream.count - 4): checksum of the data is 0x"
    let error = #expect(throws: InputError.self) { try reader.next() }
    #expect(error?.description.hasPrefix("\(path): \(problem)") == true, "\(error as Any)")
  }

  /// The room for such a length is never taken: the buffer grows with what arrives.
  @Test(arguments: [1 << 40, UInt64.max])
  func `a length that the file does not hold is refused`(length: UInt64) throws {
    let frame = littleEndian(length) + littleEndian(CRC32C.masked(littleEndian(length))) + [1, 2, 3]
    let path = try write(Streams.deflated(frame, .gzip))
    let problem =
      length == .max
      ? "length is 18446744073709551615 bytes, but no file has so many"
      : "the file ends after 15 bytes of the record, expected 1099511627792"
    #expect(
      throws: InputError(
        file: path,
        position: .record(0, byteOffset: 0),
        problem: problem + " (bytes are counted after decompression)"
      )
    ) { try read(path) }
  }
}

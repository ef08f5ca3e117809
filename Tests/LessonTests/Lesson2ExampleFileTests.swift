import RawData
import Testing

@testable import TFRecords

@Suite("Lesson 2: files of examples", .tags(.lesson2), .scratchDirectory)
struct Lesson2ExampleFileTests {
  static let schema = Schema([FeatureSpec("fare", .float32), FeatureSpec("key", .string)])

  static func message(_ number: Int) -> [UInt8] {
    ExampleBytes.message(
      ExampleBytes.entry("fare", ExampleBytes.floats(Float(number))),
      ExampleBytes.entry("key", ExampleBytes.strings("ride \(number % 10)"))
    )
  }

  /// The records of messages, each 54 bytes.
  static func records(_ messages: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for message in messages { RecordWriter.appendFrame(around: message, to: &bytes) }
    return bytes
  }

  static let usual = (0..<200).map { message($0) }

  /// The rows that are read before the end, and the error that is the end.
  func read(_ bytes: [UInt8], batchSize: Int, threads: Int) throws -> (fares: [Float], error: InputError?) {
    let path = try ScratchDirectory.current.write(bytes, to: "rides")
    var reader = ExampleReader(paths: [path], schema: Self.schema, batchSize: batchSize, threads: threads)
    var fares: [Float] = []
    do {
      while let batch = try reader.next() {
        guard case .float32(let values)? = batch["fare"]?.storage else { continue }
        fares += values
      }
    } catch let error as InputError {
      return (fares, error)
    }
    return (fares, nil)
  }

  @Test(arguments: [(1, 1), (7, 1), (7, 3), (64, 2), (199, 2), (200, 2), (1000, 4)])
  func `rows come in order, whatever the batches and threads`(batchSize: Int, threads: Int) throws {
    let (fares, error) = try read(Self.records(Self.usual), batchSize: batchSize, threads: threads)
    #expect(fares == (0..<200).map(Float.init))
    #expect(error == nil)
  }

  @Test func `a flipped bit in any byte of a record is found, among records of one form too`() throws {
    let bytes = Self.records(Self.usual)
    let size = bytes.count / 200
    for byte in 0..<size {
      var damaged = bytes
      damaged[150 * size + byte] ^= 0x10
      let error = try #require(read(damaged, batchSize: 200, threads: 1).error)
      let (what, offset) = byte < 12 ? ("length", 0) : ("payload", 12)
      #expect(error.position == .record(150, byteOffset: 150 * size + offset))
      #expect(error.problem.hasPrefix("checksum of the \(what) is 0x"), "\(error)")
    }
  }

  /// Record 120 is no example, the payload of 130 and the length of 140 are damaged.
  @Test(arguments: [(1, 1), (16, 1), (16, 3), (64, 2), (500, 2)])
  func `of several errors the first in the file is reported`(batchSize: Int, threads: Int) throws {
    let size = Self.records([Self.usual[0]]).count
    var bytes = Self.records(Self.usual)
    let whole = bytes
    bytes[140 * size] ^= 1
    let length = try #require(read(bytes, batchSize: batchSize, threads: threads).error)
    #expect(length.position == .record(140, byteOffset: 140 * size))
    bytes[130 * size + 20] ^= 1
    let payload = try #require(read(bytes, batchSize: batchSize, threads: threads).error)
    #expect(payload.position == .record(130, byteOffset: 130 * size + 12))
    var message = Self.usual[120]
    message[0] = 0x0B
    bytes.replaceSubrange(120 * size..<121 * size, with: Self.records([message]))
    let (fares, error) = try read(bytes, batchSize: batchSize, threads: threads)
    #expect(
      error?.description.hasSuffix(
        "rides: record 120 at byte \(120 * size + 12): found field tag 11, expected one of tf.train.Example"
      ) == true,
      "\(error as Any)"
    )
    #expect(fares == (0..<120 / batchSize * batchSize).map(Float.init), "all batches before the error")
    #expect(bytes.count == whole.count)
  }

  @Test func `nothing follows a damaged length`() throws {
    let size = Self.records([Self.usual[0]]).count
    var bytes = Self.records(Self.usual)
    bytes[100 * size] ^= 1
    let path = try ScratchDirectory.current.write(bytes, to: "rides")
    var reader = ExampleReader(paths: [path, path], schema: Self.schema, batchSize: 50)
    #expect(try reader.next()?.rowCount == 50)
    #expect(try reader.next()?.rowCount == 50)
    #expect(throws: InputError.self) { try reader.next() }
    #expect(try reader.next() == nil)
  }

  @Test func `records larger than a read come between small ones`() throws {
    let sizes = [0, 70_000, 1, 300_000, 65_536, 262_144 - 16, 2, 1_000_000, 3]
    let path = try ScratchDirectory.current.path("sizes")
    let writer = try RecordWriter(path: path)
    for size in sizes { try writer.write([UInt8](repeating: UInt8(size % 251), count: size)) }
    try writer.close()
    var reader = try RecordReader(path: path)
    for size in sizes {
      #expect(try reader.next()?.elementsEqual(repeatElement(UInt8(size % 251), count: size)) == true)
    }
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
  }

  /// Values of each size, so that lengths have one byte, two and three, and rows are like the one before or not.
  static func batch(_ count: Int) -> Batch {
    let strings = ByteStrings(
      (0..<count).map { String(repeating: "s", count: [3, 3, 126, 128, 0, 17_000][$0 / 2 % 6]) }
    )
    let offsets = (0...count).map { $0 / 3 }
    return Batch(
      rowCount: count,
      names: ["s", "n", "few"],
      columns: [
        FeatureValues(strings), FeatureValues((0..<count).map { Int64(1) << Int64($0 % 64) }),
        FeatureValues(.float32((0..<offsets[count]).map(Float.init)), layout: .ragged(rowOffsets: offsets)),
      ]
    )
  }

  @Test func `a row has the same bytes alone and among others`() {
    let batch = Self.batch(150)
    let encoder = ExampleEncoder(names: batch.names)
    let messages = encoder.encode(batch)
    for row in 0..<batch.rowCount {
      #expect(messages[row] == encoder.encode(batch.slice(row..<row + 1))[0], "row \(row)")
    }
  }

  @Test(arguments: [1, 2, 5])
  func `a file has the same bytes however its rows come and are encoded`(threads: Int) throws {
    let batch = Self.batch(700)
    let messages = ExampleEncoder(names: batch.names).encode(batch)
    let expected = Self.records((0..<batch.rowCount).map { Array(messages[$0]) })
    for size in [1, 13, 700] {
      let path = try ScratchDirectory.current.path("rows")
      let writer = try ExampleWriter(path: path, names: batch.names, threads: threads)
      for start in stride(from: 0, to: 700, by: size) {
        try writer.write(batch.slice(start..<min(start + size, 700)))
      }
      try writer.close()
      #expect(try InputFile.contents(of: path) == expected, "\(size) rows at a time")
    }
  }

  @Test func `a file that is not closed is gone with its writer`() throws {
    let scratch = try ScratchDirectory.current
    let batch = Self.batch(700)
    do {
      let writer = try ExampleWriter(path: scratch.path("rows"), names: batch.names)
      try writer.write(batch)
    }
    #expect(try Platform.entries(of: scratch.path).isEmpty)
  }

  @Test(.enabled(if: Platform.exists("/dev/full"), "this system has no /dev/full"))
  func `a full disk is reported by a later write or by closing`() throws {
    let batch = Self.batch(700)
    let writer = try ExampleWriter(path: "/dev/full", names: batch.names)
    let error = #expect(throws: FileError.self) {
      for _ in 0..<20 { try writer.write(batch) }
      try writer.close()
    }
    #expect(error?.description == "/dev/full: cannot write: No space left on device")
    #expect(throws: FileError.self) { try writer.close() }
  }
}

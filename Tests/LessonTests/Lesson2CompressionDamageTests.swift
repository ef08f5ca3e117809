import RawData
import Testing

@testable import TFRecords

/// zlib refuses these streams too.
@Suite("Lesson 2: damaged compressed TFRecords", .tags(.lesson2), .scratchDirectory)
struct Lesson2CompressionDamageTests {
  typealias Streams = Lesson2CompressionTests

  static let rose = Streams.roseBlock

  static let damaged: [(String, DeflateFormat, Int, String)] = [
    // Blocks.
    ("07", .raw, 0, "block type is 3, expected 0, 1 or 2"),
    ("010500fbff", .raw, 0, "a stored block's length is 0x0005 and its complement 0xfffb, expected 0xfffa"),
    ("f5001200", .raw, 0, "the block has 287 literal and length codes, expected at most 286"),
    ("051e1200", .raw, 0, "the block has 31 distance codes, expected at most 30"),
    ("05009204", .raw, 0, "the code length code is oversubscribed, expected a complete one"),
    ("05002400", .raw, 0, "the code length code is incomplete, expected a complete one"),
    ("0500846800", .raw, 0, "the first code length repeats the one before, expected a length"),
    ("050084c8df1f", .raw, 0, "the block has 276 code lengths or more, expected 258"),
    ("050084c85f1b", .raw, 0, "the block has no code for its end, expected one"),
    (
      "05c081000000000010fea701", .raw, 0,
      "the literal and length code is oversubscribed, expected a complete one"
    ),
    (
      "05c0810000000080a0fda90f", .raw, 0,
      "the literal and length code is incomplete, expected a complete one"
    ),
    ("05c2810000000080a0fca9ab01", .raw, 0, "the distance code is oversubscribed, expected a complete one"),
    ("05c1810000000080a0fca97b", .raw, 0, "the distance code is incomplete, expected a complete one"),
    ("1b030000", .raw, 0, "found a code for no literal or length, expected one"),
    ("73043e0000", .raw, 1, "found a code for no distance, expected one"),
    ("7304420000", .raw, 1, "a match is 2 bytes back, expected at most the 1 there are"),
    // What stands around them.
    ("1f8c", .gzip, 1, "found 0x8c, expected 0x1f 0x8b, the start of a gzip header"),
    ("1f8b07", .gzip, 2, "gzip's compression method is 7, expected 8"),
    ("1f8b0820", .gzip, 3, "gzip's flags are 0x20, expected 0x1f or less"),
    (
      "1f8b0802000000000003 0000", .gzip, 11,
      "the gzip header's checksum is 0x77a7, expected 0x0000 as stored"
    ),
    ("7801 \(rose)", .gzip, 0, "found 0x78, expected 0x1f 0x8b, the start of a gzip header"),
    ("789d", .zlib, 0, "found 0x78 0x9d, expected a zlib header"),
    ("7820", .zlib, 0, "the stream needs a preset dictionary, expected none"),
    ("789c \(rose) 76a208e8", .zlib, 17, "checksum of the data is 0x76a208e7, expected 0x76a208e8 as stored"),
    (
      "1f8b0800000000000003 \(rose) a36d5787 1a000000", .gzip, 25,
      "checksum of the data is 0x86576da3, expected 0x87576da3 as stored"
    ),
    (
      "1f8b0800000000000003 \(rose) a36d5786 1b000000", .gzip, 29,
      "length of the data, modulo 2^32, is 26, expected 27 as stored"
    ),
    ("\(rose) 00", .raw, 15, "found 0x00 after the end of the stream, expected nothing"),
    ("\(Streams.roseZlib) 78", .zlib, 21, "found 0x78 after the end of the stream, expected nothing"),
    ("\(Streams.roseGzip) 00", .gzip, 33, "found 0x00, expected 0x1f 0x8b, the start of a gzip header"),
  ]

  @Test(arguments: damaged)
  func `damage is reported with its byte and what was expected`(
    stream: String,
    format: DeflateFormat,
    byteOffset: Int,
    problem: String
  ) {
    let expected = CompressionError(byteOffset: byteOffset, problem: problem)
    #expect(throws: expected) { try Streams.inflated(Streams.bytes(stream), format) }
    #expect(throws: expected) { try Streams.inflated(Streams.bytes(stream), format, pieceSize: 1) }
    #expect(expected.description == "compressed byte \(byteOffset): \(problem)")
  }

  @Test(
    arguments: [
      (Streams.roseGzip, .gzip), (Streams.roseZlib, .zlib), (Streams.roseBlock, .raw),
      (Streams.linesLevel6, .zlib),
    ] as [(String, DeflateFormat)]
  )
  func `a stream that is cut anywhere is reported with its length`(stream: String, format: DeflateFormat) {
    let bytes = Streams.bytes(stream)
    for count in 0..<bytes.count {
      let error = #expect(throws: CompressionError.self) {
        try Streams.inflated(Array(bytes[..<count]), format)
      }
      #expect(error?.byteOffset == count)
      #expect(error?.problem.hasPrefix("the data ends here, expected the rest of ") == true)
    }
  }

  @Test func `the bytes before the damage are given first, and the error again and again`() throws {
    var inflater = Inflater(.zlib)
    inflater.append(Streams.bytes("789c \(Self.rose) 76a208e8"))
    var output: [UInt8] = []
    #expect(try inflater.read(upTo: 20, appendingTo: &output) == 20)
    #expect(try inflater.read(upTo: 20, appendingTo: &output) == 6)
    #expect(output == Streams.rose)
    for _ in 0..<2 {
      #expect(throws: CompressionError.self) { try inflater.read(upTo: 20, appendingTo: &output) }
    }
  }

  /// Whatever the bytes, there is an end: an error or some output.
  @Test func `no damage does worse than an error`() {
    var generator = SplitMix64(seed: 13)
    let good = Streams.bytes(Streams.linesLevel6)
    var refused = 0
    for _ in 0..<400 {
      var bytes = good
      for _ in 0...generator.next(below: 3) {
        bytes[2 + generator.next(below: bytes.count - 2)] ^= 1 << UInt8(generator.next(below: 8))
      }
      do {
        _ = try Streams.inflated(bytes, .zlib, pieceSize: 100)
      } catch {
        refused += 1
      }
    }
    // The same bit may be turned twice.
    #expect(refused >= 395)
  }
}

import RawData
import Testing

@testable import TFRecords

/// Streams in hexadecimal were made by Python's zlib and gzip, or bit by bit after RFC 1951 and given to zlib; the damaged
/// ones are refused by zlib too.
@Suite("Lesson 2: compressed TFRecords", .tags(.lesson2), .scratchDirectory)
struct Lesson2CompressionTests {
  static let rose = Array("a rose is a rose is a rose".utf8)
  /// `rose` in a fixed block.
  static let roseBlock = "4b5428ca2f4e55c82c56484463 0100"
  /// The same from our writer, a byte shorter; zlib reads it.
  static let ourRoseBlock = "4b5428ca2f4e55c82c564067 0100"
  static let roseZlib = "78da 4b5428ca2f4e55c82c56484463 0100 76a208e7"
  static let roseGzip = "1f8b08000000000002ff 4b5428ca2f4e55c82c56484463 0100 a36d5786 1a000000"

  /// 60 lines of three small numbers.
  static let lines = Array((0..<60).map { "\($0 * $0 % 97),\($0 * 7 % 31),\($0 * 3 % 5)\n" }.joined().utf8)
  static let linesLevel1 = """
    78012d914912033108c4eebca50f06bcfeff635127a99a9ac5c846cd0c0d8d481d754c25573c556a466ed555452d4d90deca34
    f494176a4fb912379550ad0b54ec5f868eaa804ea91e506999012da84de9413d163935ba55406788d60142eb118bd536b5d503
    6a4e6da8c721546272b3fac3c3f26ba8a1501b507b2971084a388db8d8199a04cdb0db84badfa8159b04d66f47ed20a7afb8c8
    5d1fc624ec3f39dc5491158a2fba0445db3f7cac7f1759471cc654500784d73894adef2714cbef4f11cf9bc8cae809fcd5272a
    93a043ff1a1295a9f23bac8f4fdb1ebd01f6016a2e4da0
    """
  static let linesLevel6 = """
    789c2d90cb8dc5300cc4eeaa650e96e46fff8d2d276f81c0016cc6223334342275d431953cf154a919b9555715b534417a2bd3
    d0535ea83de593b8a9846a5da0e2fb65e8a80ae894ea01959619d082da1c3da8c726b746b70ae80c313a40183d62b1dba6b67a
    40cda90df5b88493982c567f78587e0d35146a036a2fe5b13c8bed2f768626a119769b76ff522b763a9546a776d0e927ee762a
    976da73292cb4d15ad50d7adfc08a7e2d54eadb88bd611e7b9b5e32cb7f227daadf37b43b1fdfe29f2fc51d99e4bfad327b5be
    09fd1b58b6677e591f9fb6fd766bc51f6a2e4da0
    """

  static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// What the stream holds, given to the inflater in pieces.
  static func inflated(_ stream: [UInt8], _ format: DeflateFormat, pieceSize: Int = .max) throws -> [UInt8] {
    var inflater = Inflater(format)
    var output: [UInt8] = []
    var rest = stream[...]
    while !rest.isEmpty {
      inflater.append(rest.prefix(pieceSize))
      rest = rest.dropFirst(pieceSize)
      while try inflater.read(upTo: 50_000, appendingTo: &output) > 0 {}
    }
    inflater.finish()
    while try inflater.read(upTo: 50_000, appendingTo: &output) > 0 {}
    return output
  }

  static func deflated(_ bytes: [UInt8], _ format: DeflateFormat, pieceSize: Int = .max) -> [UInt8] {
    var deflater = Deflater(format)
    var output: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      deflater.append(rest.prefix(pieceSize), appendingTo: &output)
      rest = rest.dropFirst(pieceSize)
    }
    deflater.finish(appendingTo: &output)
    return output
  }

  /// The check values of the catalogued CRC-32 and of RFC 1950's Adler-32; the others are Python zlib's.
  @Test(
    arguments: [
      (Array("123456789".utf8), 0xCBF4_3926, 0x091E_01DE),
      (Array("Wikipedia".utf8), 0xADAA_C02E, 0x11E6_0398),
      ([UInt8](repeating: 0, count: 32), 0x190A_55AD, 0x0020_0001), ([], 0, 1),
    ] as [([UInt8], UInt32, UInt32)]
  )
  func `checksums have their published values`(bytes: [UInt8], crc: UInt32, adler: UInt32) {
    #expect(CRC32.checksum(bytes) == crc)
    #expect(Adler32.checksum(bytes) == adler)
    var (crcInPieces, adlerInPieces) = (CRC32(), Adler32())
    for byte in bytes {
      crcInPieces.update([byte])
      adlerInPieces.update([byte])
    }
    #expect(crcInPieces.value == crc)
    #expect(adlerInPieces.value == adler)
  }

  @Test func `the sums of Adler-32 do not overflow on the largest bytes`() {
    #expect(Adler32.checksum([UInt8](repeating: 0xFF, count: 6000)) == 0xA497_59EA)
  }

  static let streams: [(String, DeflateFormat, [UInt8])] = [
    // Level 0: a stored block.
    ("7801011a00e5ff6120726f7365206973206120726f7365206973206120726f736576a208e7", .zlib, rose),
    (roseBlock, .raw, rose), (roseZlib, .zlib, rose), (roseGzip, .gzip, rose),
    // Nothing.
    ("0300", .raw, []), ("789c030000000001", .zlib, []),
    ("1f8b080000000000020303000000000000000000", .gzip, []),
    // Dynamic blocks of levels 1, 6 and 9, which has the same blocks as 6 under another header.
    (linesLevel1, .zlib, lines), (linesLevel6, .zlib, lines),
    ("78da" + linesLevel6.dropFirst(4), .zlib, lines),
    // Two members, and one with an extra field, a name, a comment and a checksum of the header.
    (
      "1f8b08000000000002034bcb2c2a2e510000fc7af11c06000000"
        + "1f8b08000100000002ff2b4e4dcecf4b010069111fb606000000", .gzip, Array("first second".utf8)
    ),
    (
      "1f8b081e010203040203 0500 6578747261 6e616d652e74667265636f726400 6120636f6d6d656e7400 e636"
        + "4b5428ca2f4e55c82c564844630100 a36d5786 1a000000", .gzip, rose
    ),
  ]

  @Test(arguments: streams)
  func `streams of other writers are read, in one piece or byte by byte`(
    stream: String,
    format: DeflateFormat,
    expected: [UInt8]
  ) throws {
    #expect(try Self.inflated(Self.bytes(stream), format) == expected)
    #expect(try Self.inflated(Self.bytes(stream), format, pieceSize: 1) == expected)
  }

  /// "TFRecord", zeros up to `zeros` bytes, and 8 bytes from 32768 before, in one fixed block; zlib reads it when there are
  /// as many.
  static func farMatch(zeros: Int) -> [UInt8] {
    var bits: [Int] = [1, 1, 0]
    func code(_ value: Int, _ count: Int) { bits += (0..<count).reversed().map { value >> $0 & 1 } }
    for byte in "TFRecord".utf8 { code(0x30 + Int(byte), 8) }
    code(0x30, 8)
    var size = 9
    while size + 258 <= zeros {
      code(0xC5, 8)
      code(0, 5)
      size += 258
    }
    for _ in size..<zeros { code(0x30, 8) }
    code(6, 7)
    code(29, 5)
    bits += [Int](repeating: 1, count: 13)
    code(0, 7)
    bits += [Int](repeating: 0, count: (8 - bits.count % 8) % 8)
    return stride(from: 0, to: bits.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 | UInt8(bits[start + $1] << $1) }
    }
  }

  @Test(arguments: [1 << 20, 100]) func `a match may start 32768 bytes back`(pieceSize: Int) throws {
    let expected = Array("TFRecord".utf8) + [UInt8](repeating: 0, count: 32_760) + Array("TFRecord".utf8)
    #expect(try Self.inflated(Self.farMatch(zeros: 32_768), .raw, pieceSize: pieceSize) == expected)
    // The window has moved by then.
    let later = try Self.inflated(Self.farMatch(zeros: 200_000), .raw, pieceSize: pieceSize)
    #expect(later == Array("TFRecord".utf8) + [UInt8](repeating: 0, count: 200_000))
  }

  @Test func `a match may not start before the first byte`() {
    #expect(throws: CompressionError(byteOffset: 464, problem: tooFar(32_768, of: 32_767))) {
      try Self.inflated(Self.farMatch(zeros: 32_767), .raw)
    }
    // A second gzip member knows nothing of the first.
    let second = "1f8b0800000000000003 7304420000"
    #expect(throws: CompressionError(byteOffset: 44, problem: tooFar(2, of: 1))) {
      try Self.inflated(Self.bytes(Self.roseGzip + second), .gzip)
    }
  }

  func tooFar(_ distance: Int, of count: Int) -> String {
    "a match is \(distance) bytes back, expected at most the \(count) there are"
  }

  @Test(arguments: DeflateFormat.allCases)
  func `what is compressed comes back, however it is cut`(format: DeflateFormat) throws {
    var generator = SplitMix64(seed: 11)
    for data in Self.samples(&generator) {
      let stream = Self.deflated(data, format)
      #expect(try Self.inflated(stream, format, pieceSize: 10_007) == data)
      #expect(Self.deflated(data, format, pieceSize: 4099) == stream)
    }
  }

  /// Noise, runs, few letters, skewed letters (which have long codes), old parts again, and more than one piece of a deflater.
  static func samples(_ generator: inout SplitMix64) -> [[UInt8]] {
    func made(_ count: Int, _ byte: (Int) -> Int) -> [UInt8] { (0..<count).map { UInt8(byte($0) & 0xFF) } }
    let noise = made(40_000) { _ in generator.next(below: 256) }
    return [
      [], [7], [7, 7, 7], made(258) { $0 }, noise, made(70_000) { _ in 0 },
      made(20_000) { _ in generator.next(below: 4) },
      made(40_000) { _ in min(generator.next().trailingZeroBitCount, 40) },
      Array(noise[..<33_000] + noise[..<7000]), made(295_000) { $0 / 50_000 },
    ]
  }

  /// zlib's level 6 makes 218 bytes of the lines' blocks, and stores noise with 5 bytes more.
  @Test func `the smallest of the three kinds of blocks is written`() {
    var generator = SplitMix64(seed: 12)
    let noise = (0..<1000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    let streams = [Self.rose, Self.lines, noise].map { Self.deflated($0, .raw) }
    #expect(streams.map { $0[0] >> 1 & 3 } == [1, 2, 0])
    #expect(streams[0] == Self.bytes(Self.ourRoseBlock))
    #expect(streams[1].count < 218 * 105 / 100)
    #expect(streams[2].count == 1005)
  }

  @Test func `the frame around the blocks holds no time and no system`() {
    #expect(Self.deflated(Self.rose, .zlib) == Self.bytes("789c \(Self.ourRoseBlock) 76a208e7"))
    #expect(
      Self.deflated(Self.rose, .gzip)
        == Self.bytes("1f8b08000000000000ff \(Self.ourRoseBlock) a36d5786 1a000000")
    )
  }
}

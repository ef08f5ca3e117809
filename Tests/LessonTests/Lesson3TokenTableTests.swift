import RawData
import Testing

@testable import Preprocessing

/// The parts that vocabularies and hashed strings are made of.
@Suite("Lesson 3: tables, sums and hashes of tokens", .tags(.lesson3))
struct Lesson3TokenTableTests {
  /// Strings of all lengths around the words of eight bytes that the table compares, few of them different.
  static let strings: ByteStrings = {
    var random = SplitMix64(seed: 3)
    var strings = ByteStrings()
    for _ in 0..<20_000 {
      let length = random.next(below: 27)
      var string = [UInt8](repeating: 0, count: length)
      if length > 0 { string[random.next(below: length)] = UInt8(random.next(below: 3)) }
      if random.next(below: 2) == 0, length > 0 { string[length - 1] = UInt8(random.next(below: 200)) }
      strings.append(string)
    }
    return strings
  }()

  static func counts(_ table: TokenTable) -> [[UInt8]: Int] {
    let tokens = table.tokens
    return Dictionary(
      uniqueKeysWithValues: (0..<table.count).map { (Array(tokens[$0]), table.occurrences($0)) }
    )
  }

  @Test func `counts are those of a dictionary`() {
    var expected: [[UInt8]: Int] = [:]
    for index in 0..<Self.strings.count { expected[Array(Self.strings[index]), default: 0] += 1 }
    #expect(expected.count > 2000)
    var whole = TokenTable()
    whole.count(Self.strings)
    #expect(Self.counts(whole) == expected)
    var parts = TokenTable()
    for start in stride(from: 0, to: 20_000, by: 2_500) {
      var part = TokenTable()
      part.count(Self.strings.slice(start..<start + 2_500))
      parts.merge(part)
    }
    #expect(Self.counts(parts) == expected)
  }

  @Test func `a string is found at its number, and one that was never counted is not`() {
    var table = TokenTable()
    table.count(Self.strings.slice(0..<10_000))
    let tokens = table.tokens
    table.forEachNumber(of: tokens) { index, number in #expect(number == index) }
    let known = Set((0..<table.count).map { Array(tokens[$0]) })
    table.forEachNumber(of: Self.strings) { index, number in
      #expect((number >= 0) == known.contains(Array(Self.strings[index])))
    }
  }

  @Test func `integers are kept with all their bits`() {
    var table = TokenTable()
    table.count([0, -1, .max, .min, 1 << 32, 0, -1] as [Int64])
    #expect((0..<table.count).map { table.integer($0) } == [0, -1, .max, .min, 1 << 32])
    #expect((0..<table.count).map { table.occurrences($0) } == [2, 2, 1, 1, 1])
    var numbers: [Int] = []
    table.forEachNumber(of: [.min, 5, 0] as [Int64]) { numbers.append($1) }
    #expect(numbers == [3, -1, 0])
  }

  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
    (String(repeating: "a", count: 1_000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
  ])
  func `SHA-1 digests are those of FIPS 180`(_ message: String, _ digest: String) {
    let hex = SHA1.digest(message.utf8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(hex == digest)
  }

  @Test(
    arguments: [
      (0, 0x726F_DB47_DD0E_0E31), (1, 0x74F8_39C5_93DC_67FD), (7, 0xAB02_00F5_8B01_D137),
      (8, 0x93F5_F579_9A93_2462), (15, 0xA129_CA61_49BE_45E5),
    ] as [(Int, UInt64)]
  )
  func `SipHash-2-4 gives the vectors of its authors`(_ length: Int, _ expected: UInt64) {
    let hash = SipHash(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
    #expect(hash.hash((0..<length).map { UInt8($0) }[...]) == expected)
  }

  @Test(arguments: [
    ("My vocab.txt", "My-vocab_txt"), ("a/b", "a_b"), ("  x -- y ", "x-y"), ("..", "__"),
    ("\u{e9}\u{301}", "\u{e9}_"), ("-a-", "-a-"), ("", ""),
  ])
  func `a name becomes a file name as in TFT`(_ name: String, _ fileName: String) {
    #expect(Asset.sanitized(name) == fileName)
  }

  @Test(arguments: [(0.0, 2.0), (10_000, 2), (505_000, 13), (1_000_000, 25), (1e9, 25)])
  func `the least difference from chance grows with the rows`(_ rows: Double, _ expected: Double) {
    #expect(MutualInformation.recommendedMinDiffFromAvg(rows: rows) == expected)
  }

  @Test func `mutual information is that of its definition, and what chance gives is nothing`() throws {
    // 4 of 8 rows have the token, all of them label 1; the others have label 0: one bit for each row with it.
    let certain = MutualInformation(rows: 8, labels: [4, 4], minDiffFromAvg: 0, isAdjusted: false)
    let value = try #require(certain.value(token: 4, pairs: [0, 4]))
    #expect(abs(value - 4) < 1e-4)
    let chance = try #require(certain.value(token: 4, pairs: [2, 2]))
    #expect(abs(chance) < 1e-12)
    #expect(certain.value(token: 8, pairs: [4, 4]) == nil)
    let strict = MutualInformation(rows: 8, labels: [4, 4], minDiffFromAvg: 2.5, isAdjusted: false)
    #expect(strict.value(token: 4, pairs: [0, 4]) == nil)
  }
}

import Testing

@testable import RawData

@Suite("Lesson 1: numbers from text", .tags(.lesson1))
struct Lesson1NumberTests {
  func float(_ text: String) -> Float? {
    let bytes = Array(text.utf8)
    return NumberParser.float(bytes.span, 0, bytes.count)
  }

  func int64(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return NumberParser.int64(bytes.span, 0, bytes.count)
  }

  @Test(
    arguments: [
      // A double just above the midpoint of two floats must not fall back onto it: 1 + 2^-24 + 2^-60.
      ("1.00000005960464477625798", 0x3F80_0001), ("1.000000059604644775390625", 0x3F80_0000),
      ("1.00000017881393432617187499", 0x3F80_0001), ("1.00000017881393432617187500", 0x3F80_0002),
      // The largest float, the first number that rounds to infinity, the smallest subnormal and half of it.
      ("340282346638528859811704183484516925440", 0x7F7F_FFFF), ("3.4028236e38", 0x7F80_0000),
      ("1.401298464324817e-45", 1), ("7.006492321624085e-46", 0), ("7.006492321624086e-46", 1),
      ("1.1754943508222875e-38", 0x0080_0000), ("1.17549429e-38", 0x0080_0000),
      // Exponents that do not fit in 64 bits.
      ("1e99999999999999999999", 0x7F80_0000), ("-1e-99999999999999999999", 0x8000_0000),
      ("0e+99999999999999999999", 0), ("1e00000000000000000000001", 0x4120_0000),
      ("-0", 0x8000_0000), ("+0.0", 0), ("1e400", 0x7F80_0000), ("-1e-400", 0x8000_0000), (".5", 0x3F00_0000),
      ("5.", 0x40A0_0000), ("16777217", 0x4B80_0000), ("16777219", 0x4B80_0002),
      ("9007199254740993", 0x5A00_0000),
      ("0.1", 0x3DCC_CCCD), ("-73.844311", 0xC293_B04A), ("1e22", 0x6407_8678),
      ("123456789012345678901234567890", 0x6FC7_7488),
    ] as [(String, UInt32)]
  )
  func `a decimal gives the nearest float`(text: String, bits: UInt32) {
    #expect(float(text)?.bitPattern == bits)
  }

  @Test func `random decimals agree with the standard library's exact conversion`() throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<20_000 {
      let digits = String(generator.next() >> UInt64(generator.next(below: 60)))
      let point = generator.next(below: digits.count + 1)
      let exponent = generator.next(below: 3) == 0 ? "e\(generator.next(below: 90) - 50)" : ""
      let text = "\(digits.prefix(point)).\(digits.dropFirst(point))\(exponent)"
      let expected = try #require(
        Float(text.hasPrefix(".") ? "0" + text : text.replacing(".e", with: ".0e")) ?? Float(text + "0")
      )
      #expect(float(text)?.bitPattern == expected.bitPattern, "\(text)")
    }
  }

  @Test(arguments: ["nan", "NaN", "+NAN", "-nan"])
  func `nan is a number in any case`(text: String) {
    #expect(float(text)?.isNaN == true)
  }

  @Test(arguments: [("inf", Float.infinity), ("-Infinity", -.infinity), ("+INF", .infinity)])
  func `inf and infinity are numbers in any case`(text: String, value: Float) {
    #expect(float(text) == value)
  }

  @Test(arguments: [
    "", " ", ".", "+", "1e", "1e+", "e5", "0x10", "1_000", "1,5", "1 2", "--1", "1.2.3", "nano", "1e 5",
    "1e+-5", "1e5x", "٣",
  ])
  func `anything else is no number`(text: String) {
    #expect(float(text) == nil)
    #expect(int64(text) == nil)
  }

  @Test(arguments: [
    ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("+7", 7), ("-0", 0), ("007", 7),
    (" 7\t", 7),
  ])
  func `an integer is read to its last bit`(text: String, value: Int64) {
    #expect(int64(text) == value)
  }

  @Test(arguments: ["9223372036854775808", "-9223372036854775809", "99999999999999999999", "1.0", "1e3"])
  func `an integer that does not fit in 64 bits is none`(text: String) {
    #expect(int64(text) == nil)
  }
}

import Foundation
import Testing

@testable import RawData

/// Numbers that are easy to round wrongly, of every kind we could think of.
struct HardNumbers {
  private var generator: SplitMix64
  /// The last number's text, a zero after it, and bytes of no meaning.
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// Makes the next number.
  mutating func next() {
    bytes.removeAll(keepingCapacity: true)
    if generator.next(below: 2) == 0 { bytes.append(UInt8(ascii: "-")) }
    switch generator.next(below: 16) {
    case 0...5: appendDecimal(digits: 1 + generator.next(below: 9))
    case 6...9: appendDecimal(digits: 1 + generator.next(below: 20))
    case 10: appendDecimal(digits: 20 + generator.next(below: 100))
    case 11: append(Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()) & 0x7F7F_FFFF).description)
    case 12: append(Float(bitPattern: UInt32(generator.next(below: 1 << 24))).description)
    case 13: append(Double(Float.random(in: 0..<1000, using: &generator)).description)
    default: appendMidpoint()
    }
    if generator.next(below: 5) == 0, !bytes.contains(UInt8(ascii: "e")) { appendExponent() }
    count = bytes.count
    bytes += [0, 0x37, 0x2E, 0x37, 0x37, 0x37, 0x37, 0x37, 0x37, 0x37, 0x37, 0x37]
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func appendDecimal(digits: Int) {
    let point = generator.next(below: 3) == 0 ? digits : generator.next(below: digits + 1)
    // Zeros in front and behind must not count.
    let zeros = generator.next(below: 4) == 0 ? generator.next(below: 30) : 0
    for _ in 0..<zeros { bytes.append(UInt8(ascii: "0")) }
    var random: UInt64 = 0
    for index in 0..<digits {
      if index == point { bytes.append(UInt8(ascii: ".")) }
      if index % 16 == 0 { random = generator.next() }
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: (random & 15) % 10))
      random >>= 4
    }
    if point < digits { for _ in 0..<zeros { bytes.append(UInt8(ascii: "0")) } }
  }

  /// The number in the middle between two floats, or a decimal next to it.
  private mutating func appendMidpoint() {
    let bits = [generator.next(below: 1 << 24), generator.next(below: 0x7F7F_FFFF)][generator.next(below: 2)]
    let (low, high) = (Float(bitPattern: UInt32(bits)), Float(bitPattern: UInt32(bits) + 1))
    // A double has the bits for it. 120 digits are all that it has; of 16 digits, the double is often the midpoint
    // and the decimal is not.
    let precision = Int32([14, 15, 15, 16, 120][generator.next(below: 5)])
    var text = [CChar](repeating: 0, count: 160)
    let midpoint = (Double(low) + Double(high)) / 2
    let length = withVaList([precision, midpoint]) { vsnprintf(&text, text.count, "%.*e", $0) }
    let digits = text[..<Int(length)].map(UInt8.init)
    let exponent = digits.firstIndex(of: UInt8(ascii: "e")) ?? digits.count
    var mantissa = digits[..<exponent]
    switch generator.next(below: 4) {
    case 0: mantissa.append(UInt8(ascii: "1"))
    case 1: decrement(&mantissa)
    default: break
    }
    bytes += mantissa
    bytes += digits[exponent...]
  }

  private func decrement(_ digits: inout ArraySlice<UInt8>) {
    for index in digits.indices.reversed() where digits[index] != UInt8(ascii: ".") {
      if digits[index] > UInt8(ascii: "0") {
        digits[index] -= 1
        return
      }
      digits[index] = UInt8(ascii: "9")
    }
  }

  private mutating func appendExponent() {
    let limit = [20, 50, 400, 1_000_000_000_000][generator.next(below: 4)]
    append("\(generator.next(below: 2) == 0 ? "e" : "E")\(generator.next(below: 2 * limit) - limit)")
  }
}

@Suite("Lesson 1: a million numbers", .tags(.lesson1))
struct Lesson1NumberOracleTests {
  /// In CSV text there is more behind a number; elsewhere there is not: two ways through the parser.
  @Test(arguments: 0..<8)
  func `a million numbers, random and hard ones, round as in the C library`(part: Int) {
    var numbers = HardNumbers(seed: UInt64(part))
    var wrong: [String] = []
    for _ in 0..<125_000 {
      numbers.next()
      let (bytes, count) = (numbers.bytes, numbers.count)
      let expected = bytes.withUnsafeBytes {
        strtof($0.assumingMemoryBound(to: CChar.self).baseAddress!, nil)
      }
      let inText = NumberParser.float(bytes.span, 0, count)
      let alone = NumberParser.float(bytes.span.extracting(..<count), 0, count)
      if inText?.bitPattern != expected.bitPattern || alone?.bitPattern != expected.bitPattern {
        wrong.append(String(decoding: bytes[..<count], as: UTF8.self))
      }
    }
    #expect(wrong.prefix(5) == [])
  }
}

import RawData

/// Many exact sums of `float32` weights, by number: nothing is rounded until the end, and then once.
///
/// Each sum is an integer in units of 2^-149, the smallest `float32`, with 384 bits: 277 of them for the largest weight,
/// the others for as many weights as there can be. That is 48 bytes a sum, where an `ExactSum` of doubles takes 0.5 kB.
struct WeightSums: Equatable, Sendable {
  private static let width = 6
  private static let unitExponent = -149
  /// The sums in two's complement, lowest word first.
  private var words: [UInt64] = []

  /// How many sums there are.
  var count: Int { words.count / Self.width }

  /// Adds a finite weight to sum `number`, which starts as 0.
  mutating func add(_ weight: Float, to number: Int) {
    reserve(number)
    let bits = weight.bitPattern
    let exponent = Int(bits >> 23 & 0xFF)
    let mantissa = UInt64(bits & 0x7F_FFFF) | (exponent == 0 ? 0 : 1 << 23)
    let shift = exponent == 0 ? 0 : exponent - 1
    let (word, offset) = (shift / 64, UInt64(shift % 64))
    let low = mantissa &<< offset
    let high = offset == 0 ? 0 : mantissa &>> (64 - offset)
    if weight.sign == .plus { add(low, high, number, word) } else { subtract(low, high, number, word) }
  }

  /// Adds sum `other` of `sums` to sum `number`.
  mutating func add(_ sums: WeightSums, _ other: Int, to number: Int) {
    reserve(number)
    var carry = false
    for word in 0..<Self.width {
      let addend = sums.words[other * Self.width + word]
      let index = number * Self.width + word
      let (sum, overflow) = words[index].addingReportingOverflow(addend)
      let (total, overflow2) = sum.addingReportingOverflow(carry ? 1 : 0)
      words[index] = total
      carry = overflow || overflow2
    }
  }

  /// Sum `number`, rounded once to the nearest double, ties to even; 0 for one that nothing was added to.
  func value(_ number: Int) -> Double {
    guard number < count else { return 0 }
    var limbs = Array(words[number * Self.width..<(number + 1) * Self.width])
    let isNegative = limbs[Self.width - 1] >> 63 == 1
    if isNegative { Self.negate(&limbs) }
    guard let top = limbs.lastIndex(where: { $0 != 0 }) else { return 0 }
    // The top 64 bits, of which the lowest stands for all bits below it too: enough to round to 53 as if all were there.
    let shift = UInt64(limbs[top].leadingZeroBitCount)
    let below = top > 0 ? limbs[top - 1] : 0
    var significand = limbs[top] &<< shift | (shift == 0 ? 0 : below &>> (64 - shift))
    let rest = shift == 0 ? below : below &<< shift
    if rest != 0 || limbs.prefix(max(0, top - 1)).contains(where: { $0 != 0 }) { significand |= 1 }
    let exponent = top * 64 - Int(shift) + Self.unitExponent
    return Double(sign: isNegative ? .minus : .plus, exponent: exponent, significand: Double(significand))
  }

  /// Writes sum `number`, one that something was added to or not.
  func encode(_ number: Int, to encoder: inout StateEncoder) {
    for word in 0..<Self.width {
      encoder.write(number < count ? words[number * Self.width + word] : 0)
    }
  }

  /// Reads the next sum.
  mutating func restoreNext(from decoder: inout StateDecoder) throws(StateError) {
    for _ in 0..<Self.width { words.append(try decoder.readInteger()) }
  }

  private mutating func reserve(_ number: Int) {
    if number >= count {
      words.append(contentsOf: repeatElement(0, count: (number + 1) * Self.width - words.count))
    }
  }

  private mutating func add(_ low: UInt64, _ high: UInt64, _ number: Int, _ word: Int) {
    var index = number * Self.width + word
    let end = (number + 1) * Self.width
    var (addend, next) = (low, high)
    while index < end, addend != 0 || next != 0 {
      let (sum, overflow) = words[index].addingReportingOverflow(addend)
      words[index] = sum
      // `high` has few bits, so that the carry cannot make it overflow.
      (addend, next) = (next + (overflow ? 1 : 0), 0)
      index += 1
    }
  }

  private mutating func subtract(_ low: UInt64, _ high: UInt64, _ number: Int, _ word: Int) {
    var index = number * Self.width + word
    let end = (number + 1) * Self.width
    var (subtrahend, next) = (low, high)
    while index < end, subtrahend != 0 || next != 0 {
      let (difference, overflow) = words[index].subtractingReportingOverflow(subtrahend)
      words[index] = difference
      (subtrahend, next) = (next + (overflow ? 1 : 0), 0)
      index += 1
    }
  }

  private static func negate(_ limbs: inout [UInt64]) {
    var carry = true
    for index in limbs.indices {
      let (sum, overflow) = (~limbs[index]).addingReportingOverflow(carry ? 1 : 0)
      limbs[index] = sum
      carry = overflow
    }
  }
}

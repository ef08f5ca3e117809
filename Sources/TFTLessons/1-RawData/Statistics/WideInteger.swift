/// An integer of any size, for the few exact operations at the end of a pass: sign and magnitude.
struct WideInteger: Equatable {
  /// The magnitude in base 2^64, lowest limb first, without zeros at the top.
  private(set) var limbs: [UInt64]
  /// Whether it is below zero.
  private(set) var isNegative: Bool

  private init(limbs: [UInt64], isNegative: Bool = false) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  /// From limbs in base 2^32, an even number of them; all but the top one lie in `0 ..< 2^32`.
  init(base32: [Int64]) {
    let isNegative = (base32.last ?? 0) < 0
    var carried: Int64 = 0
    let magnitude = base32.map { limb in
      let sum = (isNegative ? -limb : limb) + carried
      carried = sum >> 32
      return UInt64(sum & 0xFFFF_FFFF)
    }
    let pairs = stride(from: 0, to: magnitude.count, by: 2)
    self.init(limbs: pairs.map { magnitude[$0] | magnitude[$0 + 1] << 32 }, isNegative: isNegative)
  }

  /// How many bits the magnitude has; 0 for zero.
  private var bitWidth: Int {
    limbs.last.map { limbs.count * 64 - $0.leadingZeroBitCount } ?? 0
  }

  /// The product with a factor.
  func multiplied(by factor: UInt64) -> WideInteger {
    WideInteger(limbs: Self.product(limbs, [factor]), isNegative: isNegative)
  }

  /// The product with itself.
  var squared: WideInteger { WideInteger(limbs: Self.product(limbs, limbs)) }

  /// The product with 2 to the power of `count`.
  func shiftedLeft(by count: Int) -> WideInteger {
    let shift = UInt64(count % 64)
    var result = [UInt64](repeating: 0, count: count / 64)
    var carried: UInt64 = 0
    for limb in limbs {
      result.append(limb &<< shift | carried)
      carried = shift == 0 ? 0 : limb &>> (64 - shift)
    }
    return WideInteger(limbs: result + [carried], isNegative: isNegative)
  }

  /// The product of two numbers.
  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    WideInteger(limbs: product(left.limbs, right.limbs), isNegative: left.isNegative != right.isNegative)
  }

  /// The difference of two numbers.
  static func - (left: WideInteger, right: WideInteger) -> WideInteger {
    if left.isNegative != right.isNegative {
      return WideInteger(limbs: sum(left.limbs, right.limbs), isNegative: left.isNegative)
    }
    if let difference = difference(left.limbs, right.limbs) {
      return WideInteger(limbs: difference, isNegative: left.isNegative)
    }
    return WideInteger(limbs: difference(right.limbs, left.limbs) ?? [], isNegative: !left.isNegative)
  }

  /// The number divided by each of `divisors` and multiplied by 2 to the power of `exponent`, rounded once to
  /// the nearest double, ties to even.
  ///
  /// floor(floor(n / a) / b) is floor(n / ab), and there is a remainder when either division leaves one; so
  /// the bits and the knowledge that something was cut off suffice to round as if the quotient were written
  /// out for ever.
  func rounded(dividedBy divisors: [UInt64] = [], scaledBy exponent: Int) -> Double {
    let guardBits = 64 * (divisors.count + 1)
    var quotient = shiftedLeft(by: guardBits).limbs
    var isCut = false
    for divisor in divisors {
      var remainder: UInt64 = 0
      for index in quotient.indices.reversed() {
        (quotient[index], remainder) = divisor.dividingFullWidth((remainder, quotient[index]))
      }
      isCut = isCut || remainder != 0
    }
    let magnitude = WideInteger(limbs: quotient).magnitude(scaledBy: exponent - guardBits, isCut: isCut)
    return isNegative ? -magnitude : magnitude
  }

  /// The magnitude times 2 to the power of `exponent`; `isCut` says that it is a bit larger than its limbs.
  private func magnitude(scaledBy exponent: Int, isCut: Bool) -> Double {
    let width = bitWidth
    guard width > 0 else { return 0 }
    // The place of the last bit that the double has; subnormal doubles have fewer bits.
    let lastPlace = max(width - 53 + exponent, -1074)
    let dropped = lastPlace - exponent
    guard dropped > 0 else {
      return Double(sign: .plus, exponent: exponent, significand: Double(bits(from: 0)))
    }
    let kept = dropped < width ? bits(from: dropped) : 0
    let half = bit(dropped - 1)
    let isAboveHalf = half && (isCut || hasBit(below: dropped - 1))
    let roundsUp = isAboveHalf || (half && kept & 1 == 1)
    return Double(sign: .plus, exponent: lastPlace, significand: Double(kept + (roundsUp ? 1 : 0)))
  }

  /// The 64 bits from `place` upwards.
  private func bits(from place: Int) -> UInt64 {
    let (index, shift) = (place / 64, UInt64(place % 64))
    let low = index < limbs.count ? limbs[index] &>> shift : 0
    let high = shift > 0 && index + 1 < limbs.count ? limbs[index + 1] &<< (64 - shift) : 0
    return low | high
  }

  private func bit(_ place: Int) -> Bool {
    place / 64 < limbs.count && limbs[place / 64] >> UInt64(place % 64) & 1 == 1
  }

  private func hasBit(below place: Int) -> Bool {
    let (index, shift) = (place / 64, UInt64(place % 64))
    if limbs.prefix(index).contains(where: { $0 != 0 }) { return true }
    return index < limbs.count && limbs[index] & (1 << shift - 1) != 0
  }

  /// The sum of two magnitudes.
  private static func sum(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var carry: UInt64 = 0
    let limbs = (0..<max(left.count, right.count)).map { index in
      let addend = index < right.count ? right[index] : 0
      let (first, overflow) = (index < left.count ? left[index] : 0).addingReportingOverflow(addend)
      let (second, overflow2) = first.addingReportingOverflow(carry)
      carry = overflow || overflow2 ? 1 : 0
      return second
    }
    return limbs + [carry]
  }

  /// The difference of two magnitudes; nil when it is negative.
  private static func difference(_ left: [UInt64], _ right: [UInt64]) -> [UInt64]? {
    guard left.count >= right.count else { return nil }
    var borrow: UInt64 = 0
    let limbs = left.indices.map { index in
      let subtrahend = index < right.count ? right[index] : 0
      let (first, overflow) = left[index].subtractingReportingOverflow(subtrahend)
      let (second, overflow2) = first.subtractingReportingOverflow(borrow)
      borrow = overflow || overflow2 ? 1 : 0
      return second
    }
    return borrow == 0 ? limbs : nil
  }

  private static func product(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: left.count + right.count)
    for (i, a) in left.enumerated() {
      var carried: UInt64 = 0
      for (j, b) in right.enumerated() {
        // a · b + two numbers below 2^64 is at most 2^128 - 1.
        var (high, low) = a.multipliedFullWidth(by: b)
        for addend in [result[i + j], carried] {
          let (sum, overflow) = low.addingReportingOverflow(addend)
          low = sum
          if overflow { high += 1 }
        }
        result[i + j] = low
        carried = high
      }
      result[i + right.count] = carried
    }
    return result
  }
}

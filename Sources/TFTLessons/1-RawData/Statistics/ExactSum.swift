/// The exact sum of doubles: nothing is rounded until the end, and then once.
///
/// Addition of floating point numbers depends on their order; here the sum is an integer, counted in units of
/// 2^-1074, the smallest double. So any order, any division into batches and any tree of merges gives the
/// same bits.
///
/// ```swift
/// var sum = ExactSum()
/// for value in [1e100, 1, -1e100] { sum.add(value) }
/// sum.value  // 1.0; the naive sum is 0.0
/// ```
///
/// Rule: Radford Neal, "Fast exact summation using small and large superaccumulators" (2015), the small one.
/// Python's `math.fsum` gives the same figures.
///
/// - Complexity: O(1) per value and 0.5 kB of memory.
public struct ExactSum: Sendable {
  /// The integer in base 2^32, lowest limb first. Between carries a limb may be negative or have more than 32
  /// bits.
  private var limbs = [Int64](repeating: 0, count: Self.limbCount)
  /// How many more terms fit before carries have to be moved up.
  private var room = Self.termsBetweenCarries
  /// How many NaN were added.
  public private(set) var nanCount = 0
  /// How many positive infinities were added.
  public private(set) var positiveInfinityCount = 0
  /// How many negative infinities were added.
  public private(set) var negativeInfinityCount = 0

  /// 2046 exponents and 53 bits make 66 limbs; the rest holds what 2^63 terms carry over.
  static let limbCount = 68
  /// A term adds less than 2^53 to a limb, so that 2^9 of them, with what is there, stay far below 2^63.
  private static let termsBetweenCarries = 512
  /// The unit: limbs count multiples of 2 to this power.
  static let unitExponent = -1074

  /// The sum of nothing: 0.
  public init() {}

  /// The sum whose limbs from `first` on are `used`, carried, and which has seen `notFinite`: NaN, +inf, -inf.
  init(limbs used: [Int64], from first: Int, notFinite: (Int, Int, Int)) {
    limbs.replaceSubrange(first..<first + used.count, with: used)
    (nanCount, positiveInfinityCount, negativeInfinityCount) = notFinite
  }

  /// Adds one value.
  public mutating func add(_ value: Double) {
    accumulate(value)
    room -= 1
    if room == 0 { carry() }
  }

  /// Adds every value.
  public mutating func add(_ values: [Float]) {
    accumulate(values.count) { Double(values[$0]) }
  }

  /// Adds the square of every value; a product of two `float32` is exact as a double.
  public mutating func add(squaresOf values: [Float]) {
    accumulate(values.count) { Double(values[$0]) * Double(values[$0]) }
  }

  /// Adds an integer, all 64 bits of it.
  public mutating func add(_ value: Int64) {
    if value.magnitude < 1 << 53 { return add(Double(value)) }
    add(Double(value >> 32) * 0x1p32)
    add(Double(value & 0xFFFF_FFFF))
  }

  /// Adds an integer's square, all 127 bits of it.
  public mutating func add(squareOf value: Int64) {
    if value.magnitude < 1 << 26 { return add(Double(value * value)) }
    let (high, low) = value.magnitude.multipliedFullWidth(by: value.magnitude)
    add(Double(high >> 32) * 0x1p96)
    add(Double(high & 0xFFFF_FFFF) * 0x1p64)
    add(Double(low >> 32) * 0x1p32)
    add(Double(low & 0xFFFF_FFFF))
  }

  /// Adds all that `other` has summed.
  public mutating func merge(_ other: ExactSum) {
    let carried = other.carried()
    carry()
    for index in limbs.indices { limbs[index] += carried[index] }
    carry()
    nanCount += other.nanCount
    positiveInfinityCount += other.positiveInfinityCount
    negativeInfinityCount += other.negativeInfinityCount
  }

  /// The sum of the finite values, rounded once to the nearest double, ties to even.
  public var finiteValue: Double {
    wideInteger.rounded(scaledBy: Self.unitExponent)
  }

  /// The sum as IEEE 754 has it: NaN after a NaN or infinities of both signs, infinite after one of them.
  public var value: Double {
    if nanCount > 0 || (positiveInfinityCount > 0 && negativeInfinityCount > 0) { return .nan }
    if positiveInfinityCount > 0 { return .infinity }
    return negativeInfinityCount > 0 ? -.infinity : finiteValue
  }

  /// The exact sum of the finite values in units of 2^-1074.
  var wideInteger: WideInteger { WideInteger(base32: carried()) }
}

extension ExactSum: Equatable {
  /// Whether both have the same exact sum and the same numbers of NaN and infinities.
  public static func == (left: ExactSum, right: ExactSum) -> Bool {
    left.carried() == right.carried() && left.nanCount == right.nanCount
      && left.positiveInfinityCount == right.positiveInfinityCount
      && left.negativeInfinityCount == right.negativeInfinityCount
  }
}

extension ExactSum {
  @inline(__always)
  private mutating func accumulate(_ count: Int, _ term: (Int) -> Double) {
    var start = 0
    while start < count {
      let end = min(count, start + room)
      room -= end - start
      for index in start..<end { accumulate(term(index)) }
      if room == 0 { carry() }
      start = end
    }
  }

  /// Adds mantissa · 2^shift: the low 32 bits go to one limb, the other 52 at most to the next.
  @inline(__always)
  private mutating func accumulate(_ value: Double) {
    let bits = value.bitPattern
    let exponent = Int(truncatingIfNeeded: bits >> 52) & 0x7FF
    guard exponent != 0x7FF else { return count(notFinite: value) }
    let implicitBit: UInt64 = exponent == 0 ? 0 : 1 << 52
    let mantissa = bits & (1 << 52 - 1) | implicitBit
    let shift = exponent == 0 ? 0 : exponent - 1
    let (limb, offset) = (shift >> 5, UInt64(shift & 31))
    let low = Int64(truncatingIfNeeded: (mantissa &<< offset) & 0xFFFF_FFFF)
    let high = Int64(truncatingIfNeeded: mantissa &>> (32 - offset))
    let sign = Int64(bitPattern: bits) >> 63
    limbs[limb] &+= (low ^ sign) &- sign
    limbs[limb + 1] &+= (high ^ sign) &- sign
  }

  private mutating func count(notFinite value: Double) {
    if value.isNaN {
      nanCount += 1
    } else if value > 0 {
      positiveInfinityCount += 1
    } else {
      negativeInfinityCount += 1
    }
  }

  private mutating func carry() {
    limbs = carried()
    room = Self.termsBetweenCarries
  }

  /// The limbs with all but the top one in `0 ..< 2^32`: one form for each sum.
  func carried() -> [Int64] {
    var result = limbs
    for index in 0..<Self.limbCount - 1 {
      result[index + 1] += result[index] >> 32
      result[index] &= 0xFFFF_FFFF
    }
    return result
  }
}

/// A seeded random number generator: the same seed gives the same numbers on every machine.
///
/// The standard library's `random(in:using:)` and `shuffled(using:)` may change between releases, so everything that
/// must keep its bytes draws from the methods here instead.
///
/// Rule: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014), the finaliser of SplitMix64.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator whose whole sequence follows from `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// A seed that follows from two numbers, and differs for other ones.
  package static func mixed(_ seed: UInt64, _ other: UInt64) -> UInt64 {
    var generator = SplitMix64(seed: seed &+ other &* 0xD1B5_4A32_D192_ED03)
    return generator.next()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A uniform number in `[0, 1)`, a multiple of 2^-53.
  public mutating func nextUniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform integer in `0 ..< bound`; its bias is below `bound / 2^64`.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "next(below:) needs a positive bound")
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The numbers `0 ..< count` in random order (Fisher-Yates).
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, next(below: last + 1))
    }
    return order
  }
}

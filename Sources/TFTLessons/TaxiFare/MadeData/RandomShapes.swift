import RawData

extension SplitMix64 {
  /// A random number with mean 0 and standard deviation 1, bell-shaped, always between -3.5 and 3.5.
  ///
  /// It is the sum of four uniform numbers: close enough to a normal distribution here, and exact on every
  /// machine, which `log` and `cos` are not.
  mutating func nextBell() -> Double {
    let bits = next()
    let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
    // The mean of the sum is 4 * 65535 / 2, its standard deviation 65536 / squareRoot(3).
    return (Double(sum) - 131_070) * (1.7320508075688772 / 65_536)
  }

  /// True in `perMillion` of a million draws.
  mutating func nextIsTrue(perMillion: Int) -> Bool {
    next(below: 1_000_000) < perMillion
  }
}

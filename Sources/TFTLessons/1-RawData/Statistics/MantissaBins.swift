/// Exact sums of `float32` values and of their squares, gathered by exponent: a value adds its mantissa to the bin of its
/// exponent, an integer, so that nothing is rounded.
///
/// A table for one batch: an `ExactSum` takes in the bins' few sums instead of every value. Four lanes keep an addition
/// from waiting for the one before it.
///
/// Rule: Radford Neal, "Fast exact summation using small and large superaccumulators" (2015), the large one.
struct MantissaBins {
  /// How many values the bins have room for: a mantissa's square has 48 bits.
  static let capacity = 1 << 14
  private static let exponents = 256
  private static let lanes = 4

  private var sums = [Int64](repeating: 0, count: Self.exponents * Self.lanes)
  private var squares = [Int64](repeating: 0, count: Self.exponents * Self.lanes)

  /// Whether there was a NaN or an infinity; those are in no sum.
  var hasNotFinite: Bool { sum(of: squares, Self.exponents - 1) != 0 }

  /// Adds `values[range]`.
  ///
  /// - Precondition: no more than `capacity` values come between two calls of `removeAll`.
  mutating func add(_ values: [Float], _ range: Range<Int>) {
    for index in range {
      let bits = values[index].bitPattern
      let exponent = Int(truncatingIfNeeded: bits &>> 23) & 0xFF
      let implicitBit: UInt32 = exponent == 0 ? 0 : 1 << 23
      let mantissa = Int64(truncatingIfNeeded: bits & (1 << 23 - 1) | implicitBit)
      let sign = Int64(Int32(bitPattern: bits) &>> 31)
      let bin = exponent &* Self.lanes | index & (Self.lanes - 1)
      sums[bin] &+= (mantissa ^ sign) &- sign
      squares[bin] &+= mantissa &* mantissa
    }
  }

  /// Moves what the bins hold to exact sums.
  mutating func removeAll(into sum: inout ExactSum, _ squareSum: inout ExactSum) {
    for exponent in 0..<Self.exponents - 1 {
      let squared = self.sum(of: squares, exponent)
      guard squared != 0 else { continue }
      // A mantissa counts units of 2^-149 times 2 to the power of exponent - 1.
      let unit = Double(sign: .plus, exponent: max(exponent, 1) - 150, significand: 1)
      sum.add(Double(self.sum(of: sums, exponent)) * unit)
      squareSum.add(Double(squared >> 32) * 0x1p32 * unit * unit)
      squareSum.add(Double(squared & 0xFFFF_FFFF) * unit * unit)
    }
    for index in sums.indices { (sums[index], squares[index]) = (0, 0) }
  }

  private func sum(of bins: [Int64], _ exponent: Int) -> Int64 {
    bins[exponent * Self.lanes..<(exponent + 1) * Self.lanes].reduce(0, &+)
  }
}

import Testing

@testable import RawData

@Suite("Lesson 1: exact sums", .tags(.lesson1))
struct Lesson1ExactSumTests {
  @Test(
    arguments: [
      ([1e100, 1, -1e100], 1.0),
      ([0.1, 0.2, 0.3, -0.6], 2.7755575615628914e-17),
      (
        [.greatestFiniteMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude],
        .greatestFiniteMagnitude
      ),
      ([.leastNonzeroMagnitude, .leastNonzeroMagnitude], 2 * .leastNonzeroMagnitude),
      // Halfway between 1 and its successor: to the even one; a bit more: up.
      ([1, 0x1p-53], 1), ([1, 0x1p-53, 0x1p-1000], 1 + 0x1p-52), ([1 + 0x1p-52, 0x1p-53], 1 + 0x1p-51),
      ([-1, -0x1p-53, -0x1p-1074], -1 - 0x1p-52), ([0x1p-1074, -0x1p-1074], 0), ([], 0),
    ] as [([Double], Double)]
  )
  func `a sum is rounded once, at the end`(_ terms: [Double], _ expected: Double) {
    var sum = ExactSum()
    for term in terms { sum.add(term) }
    #expect(sum.value == expected)
  }

  /// Python: math.fsum over the same series; the naive sum is wrong in the last digits of three of them.
  @Test(
    arguments: [
      (1, -60, 60, 4.441082456835304e+33), (2, -1074, -1000, 2.8221134694360817e-286),
      (3, -400, 400, -6.321325154082882e+135), (4, -53, -52, 16.770264629685386),
    ] as [(UInt64, Int, Int, Double)]
  )
  func `a long sum is that of Python's fsum in any order`(
    _ seed: UInt64,
    _ low: Int,
    _ high: Int,
    _ expected: Double
  ) {
    let terms = series(seed, from: low, to: high)
    var (forwards, backwards) = (ExactSum(), ExactSum())
    for term in terms { forwards.add(term) }
    for term in terms.reversed() { backwards.add(term) }
    #expect(forwards.value == expected)
    #expect(backwards == forwards)
    var merged = ExactSum()
    for start in stride(from: 0, to: terms.count, by: 300).reversed() {
      var part = ExactSum()
      for term in terms[start..<min(start + 300, terms.count)] { part.add(term) }
      merged.merge(part)
    }
    #expect(merged == forwards)
  }

  @Test(
    arguments: [
      ([1, .infinity], .infinity), ([1, -.infinity, -.infinity], -.infinity),
      ([.infinity, -.infinity], .nan), ([.nan, 1], .nan),
    ] as [([Double], Double)]
  )
  func `infinities and NaN are counted apart`(_ terms: [Double], _ expected: Double) {
    var sum = ExactSum()
    for term in terms { sum.add(term) }
    #expect(sum.value == expected || (sum.value.isNaN && expected.isNaN))
    #expect(sum.finiteValue == terms.filter(\.isFinite).reduce(0, +))
    let counted = sum.nanCount + sum.positiveInfinityCount + sum.negativeInfinityCount
    #expect(counted == terms.filter { !$0.isFinite }.count)
  }

  @Test func `more than the largest double is infinite, and comes back`() {
    var sum = ExactSum()
    for _ in 0..<3000 { sum.add(.greatestFiniteMagnitude) }
    #expect(sum.value == .infinity)
    for _ in 0..<2999 { sum.add(-.greatestFiniteMagnitude) }
    #expect(sum.value == .greatestFiniteMagnitude)
  }

  /// Python: fractions.Fraction.
  @Test func `integers of 64 bits and their squares lose nothing`() {
    let values: [Int64] = [.max, .max, .min, 1 << 62 + 12345, -3]
    var (sum, squares, moments) = (ExactSum(), ExactSum(), Moments())
    for value in values {
      sum.add(value)
      squares.add(squareOf: value)
    }
    moments.add(values)
    #expect(sum.value == 1.3835058055282176e+19)
    #expect(squares.value == 2.764794231232626e+38)
    #expect(moments.mean == 2.767011611056435e+18)
    #expect(moments.variance == 4.763953136893139e+37)
  }

  /// Python: fractions.Fraction. With doubles, E[x²] - E[x]² gives 772 for the first series.
  @Test func `a variance suffers no cancellation`() {
    var far = Moments()
    far.add((0..<10_000).map { Float(1e8) + Float(8 * ($0 % 7)) })
    #expect(far.mean == 100000023.9952)
    #expect(far.variance == 255.98717696)
    var large = Moments()
    large.add((0..<1000).map { Float(16_777_216 - $0 % 3 * 2) })
    #expect(large.mean == 16777214.002)
    #expect(large.variance == 2.667996)
    var constant = Moments()
    constant.add([Float](repeating: 0.1, count: 777))
    #expect(constant.variance == 0 && constant.mean == Double(Float(0.1)))
    #expect(Moments().mean.isNaN && Moments().standardDeviation.isNaN)
  }

  /// (random 53-bit integer - 2^52) · 2^exponent, with a random exponent in `low ..< high`.
  private func series(_ seed: UInt64, from low: Int, to high: Int) -> [Double] {
    var random = SplitMix64(seed: seed)
    return (0..<2000).map { _ in
      let integer = Double(random.next() >> 11) - 0x1p52
      let exponent = low + Int(random.next() % UInt64(high - low))
      return integer * Double(sign: .plus, exponent: exponent, significand: 1)
    }
  }
}

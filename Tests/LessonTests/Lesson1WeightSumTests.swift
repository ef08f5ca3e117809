import RawData
import Testing

@Suite("Lesson 1: sums of weights", .tags(.lesson1))
struct Lesson1WeightSumTests {
  @Test func `weights are added up exactly, from the smallest to the largest`() {
    let weights: [Float] = [
      0x1p-149, .leastNormalMagnitude, 1, 0.1, 3e38, 0x1p-22, 0x1p-21, 0x1.fffffep-21, 0x1p106,
    ]
    for start in weights.indices {
      var forwards = WeightSum()
      var backwards = WeightSum()
      for offset in weights.indices {
        forwards.add(weights[(start + offset) % weights.count])
        backwards.add(weights[(start - offset + weights.count) % weights.count])
      }
      #expect(forwards == backwards)
      var more = forwards
      more.add(0x1p-149)
      #expect(forwards < more && !(more < forwards))
    }
  }

  @Test(arguments: [0x1p-149, 0x1p-22, 0x1.8p-21, 0.1, 1, 7.25, 3e38] as [Float])
  func `a sum taken often is the sum of as many`(weight: Float) {
    var single = WeightSum()
    single.add(weight)
    var sum = WeightSum()
    for _ in 0..<1000 { sum.merge(single) }
    #expect(sum == single.multiplied(by: 1000))
    #expect(sum.multiplied(by: 4_000_000) == single.multiplied(by: 4_000_000_000))
    var negative = WeightSum()
    negative.add(-weight)
    negative = negative.multiplied(by: 1000)
    #expect(negative < WeightSum() && WeightSum() < sum)
    negative.merge(sum)
    #expect(negative == WeightSum())
  }

  @Test func `sums are those of ExactSum, whatever their order, size and sign`() {
    var random = SplitMix64(seed: 5)
    let weights =
      (0..<3000).map { _ -> Float in
        let bits = UInt32(truncatingIfNeeded: random.next())
        let weight = Float(bitPattern: bits)
        return weight.isFinite ? weight : 0
      } + [
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0,
        .leastNormalMagnitude,
      ]
    var sums = [WeightSum](repeating: WeightSum(), count: 7)
    var (others, exact) = (sums, [ExactSum](repeating: ExactSum(), count: 7))
    for (index, weight) in weights.enumerated() {
      if index % 2 == 0 { sums[index % 7].add(weight) } else { others[index % 7].add(weight) }
      exact[index % 7].add(Double(weight))
    }
    for number in 0..<7 { sums[number].merge(others[number]) }
    #expect(sums.map(\.value) == exact.map(\.value))
  }

  @Test(
    arguments: [
      ([1, 0x1p-30], 1 + 0x1p-30), ([0x1p60, 128], 0x1p60), ([0x1p60, 128, 0x1p-149], 0x1p60 + 256),
      ([-3, 1], -2), ([0x1p-149], 0x1p-149), ([-0x1p127, -0x1p-149], -0x1p127),
      ([0x1p64, 0x1p11, 0x1p-149], 0x1p64 + 0x1p12), ([], 0), ([0x1p-21, -0x1p-21], 0),
    ] as [([Float], Double)]
  )
  func `a sum is rounded once, ties to even`(_ weights: [Float], _ expected: Double) {
    var sum = WeightSum()
    for weight in weights { sum.add(weight) }
    #expect(sum.value == expected)
  }

  @Test(arguments: [1, 1000, -1000] as [Float]) func `a sum comes back from its bytes`(weight: Float) throws {
    var sum = WeightSum()
    sum.add(weight)
    sum.add(0x1p-149)
    var encoder = StateEncoder()
    sum.encode(to: &encoder)
    #expect(encoder.bytes.count == 48)
    var decoder = StateDecoder(encoder.bytes)
    #expect(try WeightSum(from: &decoder) == sum)
  }

  // Two such sums could overflow to a small one.
  @Test(arguments: [0x7F, 0x80, 0x01, 0xFE] as [UInt8])
  func `bytes of a sum larger than any data's are refused`(
    highest: UInt8
  ) {
    var decoder = StateDecoder([UInt8](repeating: 0xAA, count: 47) + [highest])
    let error = #expect(throws: StateError.self) { _ = try WeightSum(from: &decoder) }
    #expect(error?.problem == "found a sum of weights that is too large")
  }

  @Test(arguments: [(1, true), (0, false), (-1, false)] as [(Float, Bool)])
  func `weights of numbers come back from their bytes when they are above zero`(weight: Float, isTaken: Bool)
  {
    var sum = WeightSum()
    sum.add(weight)
    var encoder = StateEncoder()
    encoder.write(0)
    encoder.write((1.0).bitPattern)
    encoder.write([sum]) { encoder, sum in
      encoder.write((1.0).bitPattern)
      sum.encode(to: &encoder)
    }
    var counts = WeightedValueCounts()
    var decoder = StateDecoder(encoder.bytes)
    if isTaken {
      #expect(throws: Never.self) { try counts.restore(from: &decoder) }
      #expect(counts.quantiles(2) == [1])
    } else {
      let error = #expect(throws: StateError.self) { try counts.restore(from: &decoder) }
      #expect(error?.problem == "found weights of distinct numbers that no data can have")
    }
  }
}

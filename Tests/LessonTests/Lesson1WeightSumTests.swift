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
    #expect(WeightSum().isZero && !single.isZero)
  }
}

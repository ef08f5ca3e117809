import TFTLessons
import Testing

@Suite struct MergedMean {
  private func seen(_ values: [Float]) throws -> MeanAccumulator {
    var accumulator = MeanAccumulator()
    try accumulator.add([Operand(FeatureValues(values), isConstant: false)])
    return accumulator
  }

  private func mean(_ accumulator: MeanAccumulator) throws -> Float? {
    guard case .float32(let values)? = try accumulator.finish().first?.storage else { return nil }
    return values.first
  }

  private func bytes(_ accumulator: MeanAccumulator) -> [UInt8] {
    var encoder = StateEncoder()
    accumulator.encode(to: &encoder)
    return encoder.bytes
  }

  @Test func `a shard of one row counts as one row`() throws {
    var merged = try seen([1, 2, 3, 6])
    merged.merge(try seen([8]))
    #expect(try mean(merged) == 4, "(1 + 2 + 3 + 6 + 8) / 5 is 4; the mean of the means 3 and 8 is not")
  }

  @Test func `a second batch is added to the first`() throws {
    var accumulator = try seen([1, 2])
    try accumulator.add([Operand(FeatureValues([6] as [Float]), isConstant: false)])
    #expect(try mean(accumulator) == 3)
  }

  @Test func `an accumulator that has seen nothing changes nothing`() throws {
    var merged = try seen([5, 7])
    merged.merge(MeanAccumulator())
    #expect(try mean(merged) == 6)
  }

  @Test func `the order leaves no trace`() throws {
    let shards: [[Float]] = [[1e30], [3], [-1e30], [1]]
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [0, 2, 1, 3]] {
      var merged = MeanAccumulator()
      for index in order { merged.merge(try seen(shards[index])) }
      #expect(try mean(merged) == 1, "(1e30 + 3 - 1e30 + 1) / 4 is 1, in the order \(order) too")
    }
    var (there, back) = (try seen([1, 2]), try seen([4]))
    let (first, second) = (there, back)
    there.merge(second)
    back.merge(first)
    #expect(bytes(there) == bytes(back), "the same rows give the same bytes")
  }

  @Test func `what was encoded goes on elsewhere`() throws {
    var elsewhere = MeanAccumulator()
    var decoder = StateDecoder(bytes(try seen([1, 2, 3, 6])))
    try elsewhere.restore(from: &decoder)
    elsewhere.merge(try seen([8]))
    #expect(try mean(elsewhere) == 4, "all that is remembered has to travel")
  }
}

import TFTLessons
import Testing

@Suite struct CompareBits {
  private func batch(_ columns: KeyValuePairs<String, FeatureValues>) -> Batch {
    Batch(rowCount: 2, names: columns.map(\.key), columns: columns.map(\.value))
  }

  @Test func `the same batches have no differences`() {
    let one = batch(["x": FeatureValues([1, .nan] as [Float]), "id": FeatureValues([3, 4] as [Int64])])
    #expect(differing(one, one) == [], "a NaN with the same bits is the same")
  }

  @Test func `a zero of another sign is another number`() {
    let (plus, minus) = (
      batch(["x": FeatureValues([0, 1] as [Float])]), batch(["x": FeatureValues([-0.0, 1] as [Float])])
    )
    #expect(differing(plus, minus) == ["x"], "1 / 0.0 and 1 / -0.0 are infinitely far apart")
  }

  @Test func `one bit is enough, and each feature is named once`() {
    let one = batch(["b": FeatureValues([1, 2] as [Float]), "a": FeatureValues([1, 2] as [Int64])])
    let other = batch([
      "b": FeatureValues([1, Float(2).nextUp] as [Float]), "a": FeatureValues([1, 3] as [Int64]),
    ])
    #expect(differing(one, other) == ["b", "a"], "in the order of the first batch")
  }

  @Test func `a feature that only one has is named`() {
    let one = batch(["x": FeatureValues([1, 2] as [Float])])
    let more = batch(["x": FeatureValues([1, 2] as [Float]), "y": FeatureValues([1, 2] as [Float])])
    #expect(differing(one, more) == ["y"])
    #expect(differing(more, one) == ["y"])
  }

  @Test func `the same values in other rows differ`() {
    let left = FeatureValues(.float32([1, 2]), layout: .ragged(rowOffsets: [0, 0, 2]))
    let right = FeatureValues(.float32([1, 2]), layout: .ragged(rowOffsets: [0, 1, 2]))
    #expect(
      differing(batch(["x": left]), batch(["x": right])) == ["x"],
      "here the first row has no value, there it has one"
    )
  }
}

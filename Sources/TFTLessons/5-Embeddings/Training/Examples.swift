import RawData

/// Labelled examples in memory, as a model takes them.
public struct Examples: Sendable {
  /// One value for each input of the architecture.
  package let inputs: [TensorValue]
  /// One label an example; a class as its number.
  public let labels: [Float]

  /// How many there are.
  public var count: Int { labels.count }

  package init(inputs: [TensorValue], labels: [Float]) {
    (self.inputs, self.labels) = (inputs, labels)
  }

  /// All rows of a stream of transformed batches.
  ///
  /// - Throws: whatever reading throws; `ModelError` when a feature of the model is missing or not as it should be.
  public init(_ reader: some BatchReader, for architecture: Architecture) throws {
    var builder = ExamplesBuilder(architecture)
    var reader: any BatchReader = reader
    while let batch = try reader.next() { try builder.append(batch) }
    self = builder.finish()
  }

  /// The examples `indices`, in that order.
  package func gather(_ indices: ArraySlice<Int>) -> Examples {
    Examples(inputs: inputs.map { $0.gather(indices) }, labels: indices.map { labels[$0] })
  }

  /// Divides the examples at random: `fraction` of them, rounded down, become the second part.
  public func split(fraction: Double, seed: UInt64) -> (Examples, Examples) {
    let (first, second) = Self.split(count: count, fraction: fraction, seed: seed)
    return (gather(first), gather(second))
  }

  /// The numbers of the examples that `split(fraction:seed:)` puts into each part, in their order there.
  public static func split(count: Int, fraction: Double, seed: UInt64) -> (ArraySlice<Int>, ArraySlice<Int>) {
    var generator = SplitMix64(seed: seed)
    let order = generator.permutation(of: count)
    let cut = count - Int(Double(count) * fraction)
    return (order[..<cut], order[cut...])
  }

  /// The labels' mean; 0 when there are none.
  var meanLabel: Float {
    Float(labels.reduce(0.0) { $0 + Double($1) } / Double(max(1, labels.count)))
  }
}

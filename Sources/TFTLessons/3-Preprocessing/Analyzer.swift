import RawData

/// A full pass over the data: it sees every row of its inputs and ends with values that are the same for all rows.
///
/// What it needs to remember is its accumulator. Shards of the data can be accumulated apart and merged, in any order
/// and any grouping, with the same result to the bit.
public protocol Analyzer: Sendable {
  /// The name in `transform_fn.json`.
  var name: String { get }
  /// An accumulator that has seen nothing.
  func makeAccumulator() -> any Accumulator
}

/// What an analyzer remembers of the rows it has seen.
public protocol Accumulator: Sendable {
  /// Takes in the rows of a batch.
  mutating func add(_ inputs: [Operand])
  /// Takes in all that `other` has seen.
  mutating func merge(_ other: Self)
  /// The result of all rows taken in.
  func finish() -> FeatureValues
}

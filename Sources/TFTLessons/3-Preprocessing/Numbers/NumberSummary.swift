import RawData

/// What an analyzer remembers of some numbers: those of a column, of one element of a vector, or of one key.
///
/// Analyzers keep one for each group and merge them; see `NumberAnalyzer` and `PerKeyAnalyzer`. As with accumulators, no
/// order and no grouping makes a difference.
protocol NumberSummary: Sendable {
  /// The type of the numbers that are taken in.
  associatedtype Value: Number
  /// The type of the figures that come out.
  associatedtype Result: Number
  /// The figures that it can give, by the names of their results.
  associatedtype Figure: RawRepresentable<String>, Sendable

  /// A summary of nothing.
  init()
  /// Takes in every value.
  mutating func add(_ values: [Value])
  /// Takes in a value.
  mutating func add(_ value: Value)
  /// Takes in all that `other` has seen.
  mutating func merge(_ other: Self)
  /// The figures of what was taken in.
  func results(_ figures: [Figure]) -> [Result]
  /// What a user should know of the figures.
  var notices: [String] { get }
  /// Writes what is remembered: the same bytes for the same numbers.
  func encode(to encoder: inout StateEncoder)
  /// Becomes what `encode(to:)` has written.
  ///
  /// - Throws: `StateError` for bytes that it cannot have written.
  mutating func restore(from decoder: inout StateDecoder) throws(StateError)
}

extension NumberSummary {
  /// None.
  var notices: [String] { [] }
}
